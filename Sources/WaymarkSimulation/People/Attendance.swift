import WaymarkCalendar
import WaymarkDefinition

/// Who is at work when, in one run: what a behaviour says of people, and chance where it leaves it to chance.
///
/// Whether somebody is away on a day depends on the seed, the person and the day alone, so two runs of a seed have the
/// same people away on the same days, whatever else differs.
struct Attendance: Sendable {
    private let life: WorkingLife
    private let calendar: WorkingCalendar
    private let seed: UInt64

    /// Attendance by a behaviour; nil when it says nothing, so that nobody has to ask.
    init?(_ life: WorkingLife, calendar: WorkingCalendar, seed: UInt64) {
        guard !life.isEmpty else { return nil }
        self.life = life
        self.calendar = calendar
        self.seed = seed
    }

    /// When a person works on a day; nil when not at all.
    ///
    /// People work on the working days of the calendar, and on a half day no longer than it is open.
    func hours(of person: Person, on day: LocalDate) -> OpeningHours? {
        guard (try? calendar.isWorkingDay(day)) == true else { return nil }
        if let weekdays = life.weekdays(of: person, on: day), !weekdays.contains(day.weekday) { return nil }
        guard !isAway(person, on: day) else { return nil }
        let open = calendar.hours(on: day)
        guard let own = life.hours(of: person, on: day) else { return open }
        guard open != calendar.usualHours else { return own }
        return OpeningHours(max(own.opening, open.opening), min(own.closing, open.closing))
    }

    /// Whether a person is at work at a moment.
    func isPresent(_ person: Person, at moment: Instant) -> Bool {
        let local = calendar.zone.local(of: moment)
        guard let hours = hours(of: person, on: local.date) else { return false }
        return hours.opening <= local.time && local.time < hours.closing
    }

    /// The first of some people who can see to something, and when.
    ///
    /// - Parameters:
    ///   - people: Who may, in the order in which they are asked.
    ///   - day: The day on which it would be seen to.
    ///   - quarter: Where in the hours of that day, by chance.
    ///   - earliest: Not before this moment.
    /// - Returns: nil when nobody is there within the days that are looked at.
    func first(
        of people: [Person], on day: LocalDate, quarter: UInt64, after earliest: Instant
    ) -> (person: Person, day: LocalDate, at: Instant)? {
        var day = day
        for _ in 0..<Limits.absenceDaysMax {
            for person in people {
                guard let hours = hours(of: person, on: day) else { continue }
                let moment = max(hours.moment(on: day, quarter: quarter, zone: calendar.zone), earliest)
                if moment < calendar.zone.instant(of: day, hours.closing) { return (person, day, moment) }
            }
            day = day.adding(days: 1)
        }
        return nil
    }

    // MARK: - Being away

    private func isAway(_ person: Person, on day: LocalDate) -> Bool {
        for (index, rule) in life.absences.enumerated() where rule.whom.includes(person, on: day) {
            switch rule.content {
            case .days(let days): if days.contains(day) { return true }
            case .rate(let rate): if isAway(person, on: day, rate, number: index) { return true }
            }
        }
        return false
    }

    private func isAway(_ person: Person, on day: LocalDate, _ rate: AbsenceRate, number: Int) -> Bool {
        var name = "away/\(number)/\(person.id)/"
        if let weeks = rate.weeks {
            // 1970-01-01 was a Thursday; not everybody's spells begin in the same week.
            var offset = SeededRandom(seed: seed, name: name)
            let week = (day.daysSinceEpoch + 3 + 7 * offset.below(weeks)) / (7 * weeks)
            name += "w\(week)"
        } else {
            name += "\(day.daysSinceEpoch)"
        }
        var random = SeededRandom(seed: seed, name: name)
        return random.fraction() < share(rate.share, in: day.year)
    }

    private func share(_ share: AbsenceRate.Share, in year: Int) -> Double {
        switch share {
        case .share(let share): return share
        case .daysAYear(let days):
            let first = LocalDate(year: year, month: 1, day: 1)
            let last = LocalDate(year: year, month: 12, day: 31)
            guard let first, let last, let all = try? calendar.workingDays(from: first, through: last), all > 0 else {
                return 0
            }
            return Double(days) / Double(all)
        }
    }
}

extension OpeningHours {
    /// A moment by chance within the hours, at a quarter of an hour, so that people who act together are committed together.
    ///
    /// Nothing is begun in the last half hour.
    func moment(on day: LocalDate, quarter: UInt64, zone: ZoneTable) -> Instant {
        let quarters = max(1, (closing.secondsOfDay - opening.secondsOfDay) / 900 - 2)
        let seconds = opening.secondsOfDay + Int(quarter % UInt64(quarters)) * 900
        let time = LocalTime(hour: seconds / 3600, minute: seconds / 60 % 60, second: seconds % 60) ?? opening
        return zone.instant(of: day, time)
    }
}
