import WaymarkCalendar
import WaymarkDefinition
import WaymarkSchedules
import WaymarkStore

/// Makes entries of a feed out of the schedules and the dated entries of a project.
///
/// An entry keeps its id when its day moves. What it says comes from files, the register and the workflows, which have no
/// number in common that rises with every change: so it has no revision, and its stamp is the beginning of the day on
/// which the feed is made. A feed that is made again on that day is the same to the byte as long as nothing has changed.
struct ProgrammeSources {
    /// Whose entries they are.
    enum Whose {
        case everybody
        /// What is about an organisation in which the person holds a position on the day, or concerns one.
        case person(Person)
        case organisation(Organisation)
    }

    private let project: Project
    private let whose: Whose
    private let from: LocalDate
    private let through: LocalDate
    private let madeOn: Instant

    init(_ project: Project, of whose: Whose, from: LocalDate, through: LocalDate) {
        self.project = project
        self.whose = whose
        self.from = from
        self.through = through
        let zone = project.session.calendar.zone
        madeOn = zone.instant(of: zone.local(of: project.session.now).date, .midnight)
    }

    /// The runs of the schedules; those that a pause keeps from being held are left out.
    func runs(of book: ScheduleBook) throws -> [FeedEntry] {
        try book.schedules.flatMap { schedule in
            let occurrences = try PreviewSchedules.occurrences(
                of: schedule, from: from, through: through, zone: project.session.calendar.zone)
            let pause = try pause(of: schedule)
            return try Self.numbered(occurrences).compactMap { occurrence, number -> FeedEntry? in
                if let pause, occurrence.instant >= pause, try !hasRun(schedule, at: occurrence) { return nil }
                return try run(of: schedule, at: occurrence, number)
            }
        }
    }

    /// Since when a schedule is paused; nil when it runs.
    private func pause(of schedule: Schedule) throws -> Instant? {
        try project.session.store.read { try $0.schedule(id: schedule.name) }.flatMap {
            $0.isPaused ? Instant(millisecondsSinceEpoch: $0.changedAt) : nil
        }
    }

    /// Whether an occurrence has been run, as it can be by hand during a pause.
    private func hasRun(_ schedule: Schedule, at occurrence: ScheduleOccurrence) throws -> Bool {
        try project.session.store.read {
            try $0.occurrence(schedule: schedule.name, dueAt: occurrence.instant.millisecondsSinceEpoch)
        } != nil
    }

    private func run(of schedule: Schedule, at occurrence: ScheduleOccurrence, _ number: Int) throws -> FeedEntry? {
        let members = try ScheduleCohort(schedule, in: project.session).members(at: occurrence).filter {
            $0.skipReason == nil && isMeant($0.organisation, occurrence.date)
        }
        guard let first = members.first else { return nil }
        var details = [members.count == 1 ? first.organisation.name : "\(members.count) cases start"]
        if let covers = occurrence.covers, let held = occurrence.held {
            details.append("Covers \(covers.title), held in \(held.title)")
        }
        if let moved = occurrence.movedFrom { details.append("Moved from \(moved.spelledOut)") }
        if !schedule.references.isEmpty { details.append(schedule.references.joined(separator: ", ")) }
        if let source = schedule.source { details.append(source) }
        return entry(
            "\(schedule.workflow)-\(schedule.name)", occurrence.namedDate, number, kind: "schedule",
            when: .moment(occurrence.instant),
            title: members.count == 1 ? "\(schedule.title): \(first.organisation.name)" : schedule.title,
            details: details, categories: [schedule.workflow])
    }

    /// The dated entries; one without a day is left out, because no program could show it.
    func entries(of book: ScheduleBook) throws -> [FeedEntry] {
        try book.entries.flatMap { try entries(of: $0) }
    }

    private func entries(of dated: DatedEntry) throws -> [FeedEntry] {
        switch dated.when {
        case .undated: return []
        case .on(let day): return try entry(of: dated, named: nil, on: day...day)
        case .by(let day): return try entry(of: dated, named: nil, on: day...day, "By the end of this day")
        case .between(let first, let last): return try entry(of: dated, named: nil, on: first...last)
        case .recurring(let rules):
            let zone = project.session.calendar.zone
            let occurrences = try PreviewSchedules.counted(
                rules, of: dated, from: from, through: through, zone: zone
            ).get()
            return try Self.numbered(occurrences).flatMap { occurrence, number in
                try entry(
                    of: dated, named: occurrence.namedDate, number, on: occurrence.date...occurrence.date,
                    occurrence.covers.map { "Covers \($0.title)" })
            }
        }
    }

    private func entry(
        of dated: DatedEntry, named: LocalDate?, _ number: Int = 0, on days: ClosedRange<LocalDate>,
        _ detail: String? = nil
    ) throws -> [FeedEntry] {
        guard days.overlaps(from...through), try isMeant(dated, days.lowerBound) else { return [] }
        var details = [dated.who]
        if let detail { details.append(detail) }
        if dated.isLegal { details.append("Set by law") }
        if let note = dated.note { details.append(note) }
        if let source = dated.source { details.append(source) }
        let isOneDay = days.lowerBound == days.upperBound
        return [
            entry(
                dated.name, named, number, kind: "entry",
                when: isOneDay ? .day(days.lowerBound) : .days(days.lowerBound, days.upperBound),
                title: "\(dated.name): \(dated.title)", details: details, categories: [])
        ]
    }

    private func entry(
        _ name: String, _ named: LocalDate?, _ number: Int, kind: String, when: FeedEntry.When, title: String,
        details: [String], categories: [String]
    ) -> FeedEntry {
        let parts = [name, named?.description, number > 0 ? "\(number)" : nil, kind].compactMap { $0 }
        return FeedEntry(
            uid: parts.joined(separator: "-") + "@waymark", revision: nil, changedAt: madeOn, when: when,
            title: title, details: details, categories: categories + [kind])
    }

    /// Occurrences with their place among those that were named for the same day.
    private static func numbered(
        _ occurrences: [ScheduleOccurrence]
    ) -> [(occurrence: ScheduleOccurrence, number: Int)] {
        var numbers: [LocalDate: Int] = [:]
        return occurrences.map { occurrence in
            let number = numbers[occurrence.namedDate, default: 0]
            numbers[occurrence.namedDate] = number + 1
            return (occurrence, number)
        }
    }

    // MARK: - Whose it is

    private func isMeant(_ organisation: Organisation, _ day: LocalDate) -> Bool {
        switch whose {
        case .everybody: true
        case .person(let person): person.organisations(on: day).contains(organisation.id)
        case .organisation(let whose): whose.id == organisation.id
        }
    }

    private func isMeant(_ dated: DatedEntry, _ day: LocalDate) throws -> Bool {
        switch whose {
        case .everybody: true
        case .person(let person):
            try person.organisations(on: day).contains {
                try project.session.directory.organisation($0).map { dated.concerns($0) } ?? false
            }
        case .organisation(let organisation): dated.concerns(organisation)
        }
    }
}
