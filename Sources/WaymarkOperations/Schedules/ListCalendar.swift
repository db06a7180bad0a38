package import WaymarkCalendar
package import WaymarkDefinition
import WaymarkSchedules
import WaymarkStore

/// Lists what falls on some days: runs of schedules, dated entries, holidays, changed days, and the deadlines of open tasks.
package struct ListCalendar: Sendable {
    /// One line of the calendar.
    package struct Line: Sendable, Hashable {
        /// What sort of thing it is.
        package enum Kind: String, Sendable, CaseIterable {
            case holiday, change, schedule, entry, deadline
        }

        /// The sort.
        package var kind: Kind
        /// The first day; nil when nobody has said when.
        package var date: LocalDate?
        /// The last day, where it is more than one.
        package var until: LocalDate?
        /// Whether only its last day is known.
        package var isBy = false
        /// The name of the schedule or entry, or the step.
        package var name: String
        /// What it is.
        package var title: String
        /// Who does it.
        package var who: String
        /// The period that is covered.
        package var covers: Period?
        /// The period that it is held in.
        package var held: Period?
        /// The day that it was moved from.
        package var movedFrom: LocalDate?
        /// How many cases or tasks it is, where it is more than one thing.
        package var count: Int?
        /// What there is to say besides.
        package var notes: [String] = []
        /// Where it stands written.
        package var source: String?
    }

    /// Whose calendar it is.
    package struct Filter: Sendable {
        /// Only the deadlines of this person.
        package var person: Person?
        /// Only the deadlines of this role.
        package var role: String?
        /// Only what concerns this organisation, by id.
        package var subject: String?

        /// Describes a filter.
        package init(person: Person? = nil, role: String? = nil, subject: String? = nil) {
            self.person = person
            self.role = role
            self.subject = subject
        }

        /// Whether only tasks can be somebody's.
        var isOfPeople: Bool { person != nil || role != nil }
    }

    private let from: LocalDate
    private let through: LocalDate
    private let filter: Filter

    /// Lists the days from one to another.
    package init(from: LocalDate, through: LocalDate, filter: Filter = Filter()) {
        self.from = from
        self.through = through
        self.filter = filter
    }

    /// The lines, by day; those without a day come last.
    ///
    /// What happens too often to be listed is named in `unlisted`, and keeps nothing else from being shown.
    package func run(in project: Project) throws -> (lines: [Line], unlisted: [OperationFailure]) {
        guard from <= through else {
            throw OperationFailure(
                .usage, "Expected the last day not to come before the first, but \(through) does before \(from)")
        }
        let calendar = project.session.calendar
        var lines = calendar.holidays.filter { $0.date >= from && $0.date <= through }.map {
            Line(kind: .holiday, date: $0.date, name: calendar.name, title: $0.title, who: "")
        }
        lines += changedDays(of: calendar)
        var unlisted: [OperationFailure] = []
        func add(_ found: Result<[Line], OperationFailure>) {
            switch found {
            case .success(let more): lines += more
            case .failure(let failure): unlisted.append(failure)
            }
        }
        if !filter.isOfPeople {
            let book = try project.scheduleBook()
            for schedule in book.schedules { add(try self.lines(of: schedule, in: project)) }
            let subject = try filter.subject.flatMap { try project.session.directory.organisation($0) }
            for entry in book.entries where subject.map({ entry.concerns($0) }) ?? (filter.subject == nil) {
                add(try self.lines(of: entry, in: calendar))
            }
        }
        lines += try deadlines(in: project.session)
        return (lines.sorted { Self.key($0) < Self.key($1) }, unlisted)
    }

    /// Days that are worked against the rule, and those with hours of their own.
    private func changedDays(of calendar: WorkingCalendar) -> [Line] {
        let last = Dictionary(calendar.changes.map { ($0.date, $0) }) { _, later in later }
        return last.values.filter { $0.date >= from && $0.date <= through }.compactMap { change in
            var line = Line(kind: .change, date: change.date, name: calendar.name, title: change.title, who: "")
            switch change.effect {
            case .free: return nil
            case .worked: line.notes = ["a working day"]
            case .hours(let hours): line.notes = ["open \(hours.description)"]
            }
            return line
        }
    }

    private static func key(_ line: Line) -> (Int, Int, String, String) {
        let kind = Line.Kind.allCases.firstIndex(of: line.kind) ?? 0
        return (line.date?.daysSinceEpoch ?? .max, kind, line.name, line.title)
    }

    // MARK: - Schedules

    private func lines(of schedule: Schedule, in project: Project) throws -> Result<[Line], OperationFailure> {
        let session = project.session
        switch try PreviewSchedules.counted(schedule, from: from, through: through, zone: session.calendar.zone) {
        case .failure(let failure): return .failure(failure)
        case .success(let occurrences):
            return .success(try occurrences.compactMap { try line(of: schedule, at: $0, in: session) })
        }
    }

    private func line(of schedule: Schedule, at occurrence: ScheduleOccurrence, in session: Session) throws -> Line? {
        let members = try ScheduleCohort(schedule, in: session).members(at: occurrence).filter { $0.skipReason == nil }
        let concerned = members.filter { member in
            filter.subject.map { member.organisation.id == $0 } ?? true
        }
        if filter.subject != nil, concerned.isEmpty { return nil }
        var line = Line(
            kind: .schedule, date: occurrence.date, name: schedule.name, title: schedule.title,
            who: concerned.count == 1 ? concerned[0].organisation.name : schedule.subjectType)
        line.covers = occurrence.covers
        line.held = occurrence.held
        line.movedFrom = occurrence.movedFrom
        line.count = concerned.count
        line.notes = schedule.references
        line.source = schedule.source
        return line
    }

    // MARK: - Dated entries

    private func lines(
        of entry: DatedEntry, in calendar: WorkingCalendar
    ) throws -> Result<[Line], OperationFailure> {
        switch entry.when {
        case .undated(let words, let first, let last):
            guard first.map({ $0 <= through }) ?? true, last.map({ $0 >= from }) ?? true else { return .success([]) }
            var line = line(of: entry, on: nil)
            line.notes.insert(words, at: 0)
            return .success([line])
        case .on(let day): return .success(day >= from && day <= through ? [line(of: entry, on: day)] : [])
        case .by(let day):
            guard day >= from, day <= through else { return .success([]) }
            var line = line(of: entry, on: day)
            line.isBy = true
            return .success([line])
        case .between(let first, let last):
            guard first <= through, last >= from else { return .success([]) }
            var line = line(of: entry, on: first)
            line.until = last
            return .success([line])
        case .recurring(let rules):
            return try PreviewSchedules.counted(rules, of: entry, from: from, through: through, zone: calendar.zone)
                .map { occurrences in occurrences.map { line(of: entry, at: $0) } }
        }
    }

    private func line(of entry: DatedEntry, at occurrence: ScheduleOccurrence) -> Line {
        var line = line(of: entry, on: occurrence.date)
        line.covers = occurrence.covers
        line.held = occurrence.held
        line.movedFrom = occurrence.movedFrom
        return line
    }

    private func line(of entry: DatedEntry, on day: LocalDate?) -> Line {
        var line = Line(kind: .entry, date: day, name: entry.name, title: entry.title, who: entry.who)
        if entry.isLegal { line.notes.append("set by law") }
        if entry.isReported { line.notes.append("reported") }
        if let note = entry.note { line.notes.append(note) }
        line.source = entry.source
        return line
    }

    // MARK: - Deadlines

    private struct DeadlineKey: Hashable {
        var date: LocalDate
        var workflow: String
        var step: String
        var subject: String
    }

    /// The deadlines of open tasks; those of one step on one day are one line, unless somebody's own are asked for.
    private func deadlines(in session: Session) throws -> [Line] {
        let zone = session.calendar.zone
        let start = zone.instant(of: from, .midnight).millisecondsSinceEpoch
        let end = zone.instant(of: through.adding(days: 1), .midnight).millisecondsSinceEpoch
        var counts: [DeadlineKey: Int] = [:]
        var firsts: [DeadlineKey: TaskRecord] = [:]
        let isSingle = filter.isOfPeople || filter.subject != nil
        var place = TaskQuery.Place(dueAt: start - 1, id: "\u{10FFFF}")
        let holders = filter.person.map {
            $0.holderKeys(on: zone.local(of: session.now).date) + [TaskRecord.delegateKey($0.id)]
        }
        while true {
            let query = TaskQuery(
                holders: holders, at: session.now.millisecondsSinceEpoch, role: filter.role, subject: filter.subject,
                dueBefore: end, after: place,
                limit: Self.pageSize)
            let tasks = try session.store.read { try $0.tasks(query) }
            for task in tasks {
                guard let due = task.dueAt else { continue }
                let key = DeadlineKey(
                    date: zone.local(of: Instant(millisecondsSinceEpoch: due)).date, workflow: task.workflow,
                    step: task.step, subject: isSingle ? task.id : "")
                counts[key, default: 0] += 1
                if firsts[key] == nil { firsts[key] = task }
            }
            guard tasks.count == Self.pageSize, let last = tasks.last else { break }
            place = TaskQuery.Place(of: last)
        }
        return counts.compactMap { key, count in
            guard let task = firsts[key] else { return nil }
            var line = Line(
                kind: .deadline, date: key.date, name: isSingle ? task.id : task.step,
                title: isSingle ? task.title : task.stepTitle,
                who: count == 1 ? task.subjectName : "\(count) subjects")
            line.count = count
            line.notes = [task.workflow]
            return line
        }
    }

    private static let pageSize = 1_000
}
