package import WaymarkCalendar

/// When something happens again, for as long as the rule is in force.
package struct ScheduleRule: Sendable {
    /// When it happens.
    package var recurrence: Recurrence
    /// What the words need to become days and moments.
    package var setting: RecurrenceSetting
    /// Single days besides; nil for none.
    package var added: Recurrence?
    /// Days on which it does not happen after all.
    package var except: Set<LocalDate>
    /// The first day of the rule; nil when it always was in force.
    package var from: LocalDate?
    /// The last day of the rule; nil when it has no end.
    package var until: LocalDate?
    /// The version of the workflow that it starts; nil for the one that was published last.
    package var version: String?

    /// Describes a rule; nobody asks the calendar for days after its last.
    package init(
        recurrence: Recurrence, setting: RecurrenceSetting, added: Recurrence? = nil, except: Set<LocalDate> = [],
        from: LocalDate? = nil, until: LocalDate? = nil
    ) {
        self.recurrence = recurrence
        self.setting = setting
        self.added = added
        self.except = except
        self.from = from
        self.until = until
    }

    /// Whether every occurrence covers a period, so that expressions may name it.
    package var coversPeriods: Bool { setting.period != nil || (namesPeriods && added == nil) }

    /// Whether the words name periods of a kind; months by their names are days of the year, not periods to report on.
    private var namesPeriods: Bool {
        guard case .period(let days) = recurrence.pattern else { return false }
        if case .months = days.periods { return false }
        return true
    }

    /// What an occurrence covers: what the words name, unless another kind of period is asked for.
    private func covers(_ occurrence: Occurrence) -> Period? {
        guard let kind = setting.period else { return namesPeriods ? occurrence.covered : nil }
        if let covered = occurrence.covered, covered.kind == kind { return covered }
        return Period(kind, containing: occurrence.namedDate).previous
    }

    /// The occurrence of the rule that one of its recurrences is; nil when the rule is not in force on its day.
    ///
    /// The day that the words name decides, not the one that it was moved to: so one that is moved past the end of a rule
    /// is neither lost nor counted under two.
    func occurrence(_ occurrence: Occurrence) -> ScheduleOccurrence? {
        guard from.map({ occurrence.namedDate >= $0 }) ?? true, until.map({ occurrence.namedDate <= $0 }) ?? true,
            !except.contains(occurrence.namedDate), !except.contains(occurrence.date)
        else { return nil }
        return ScheduleOccurrence(
            instant: occurrence.instant, date: occurrence.date, namedDate: occurrence.namedDate,
            covers: covers(occurrence), version: version)
    }

    /// The recurrences of the rule.
    var recurrences: [Recurrence] { [recurrence] + (added.map { [$0] } ?? []) }
}

/// One time at which a schedule starts its cases.
package struct ScheduleOccurrence: Hashable, Sendable {
    /// The moment; no two occurrences of a schedule have the same.
    package let instant: Instant
    /// The day.
    package let date: LocalDate
    /// The day that the rule names; another than `date` where that was a free day.
    package let namedDate: LocalDate
    /// The period that a round on this day covers, where the rule names periods.
    package let covers: Period?
    /// The version of the workflow that its rule starts; nil for the one that was published last.
    package let version: String?

    /// Describes an occurrence.
    package init(instant: Instant, date: LocalDate, namedDate: LocalDate, covers: Period?, version: String? = nil) {
        self.instant = instant
        self.date = date
        self.namedDate = namedDate
        self.covers = covers
        self.version = version
    }

    /// The period that a round on this day is held in.
    package var held: Period? { covers?.heldPeriod }

    /// The day that it was moved from; nil when it was not moved.
    package var movedFrom: LocalDate? { namedDate == date ? nil : namedDate }
}
