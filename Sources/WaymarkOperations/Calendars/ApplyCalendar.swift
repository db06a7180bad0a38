import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

/// Reckons the deadlines and timers of open cases anew under the calendar as it stands, with a fact in each case that
/// comes out differently.
package struct ApplyCalendar: Sendable {
    private let calendar: String?
    private let reason: String

    /// How many cases are committed together.
    private static let batch = 200

    /// Applies the calendar of the programme; a name that is given must be that one's.
    package init(calendar: String? = nil, reason: String) {
        self.calendar = calendar
        self.reason = reason
    }

    // MARK: - Previewing

    /// What would come out differently; nothing is changed.
    /// - Complexity: linear in the open cases.
    /// - Throws: ``OperationFailure`` when the programme counts by another calendar.
    package func preview(in session: Session) throws -> CalendarPreview {
        if let calendar, calendar != session.calendar.name {
            throw OperationFailure(
                .notFound, "Expected the calendar of the programme, which is \(session.calendar.name), not \(calendar)",
                help: "`calendar:` of Config/waymark.yaml names it")
        }
        var preview = CalendarPreview(hash: session.runtime.environment.hashedCalendar.contentHash.description)
        var last: String?
        while true {
            let page = try session.store.read { try $0.cases(CaseQuery(status: "open", afterID: last, limit: 500)) }
            for record in page {
                preview.cases += try changes(of: record, preview.hash, in: session).map { [$0] } ?? []
            }
            last = page.last?.id
            if page.count < 500 { return preview }
        }
    }

    private func changes(
        of record: CaseRecord, _ hash: String, in session: Session
    ) throws -> CalendarPreview.Changes? {
        let state = try session.runtime.state(of: record)
        let definition = try session.store.read {
            try session.runtime.definitions.definition(record.definitionHash, from: $0)
        }
        let timed = Set(state.timers.values.map(\.activity)).subtracting(state.tasks.map(\.activity.number))
        let openings = try History(caseID: record.id).openings(of: timed, in: session)
        var recomputation = DeadlineRecomputation(
            state, of: definition, openedAt: openings,
            in: DecisionContext(
                now: session.now, principal: session.person.map { .person($0) } ?? .system("preview"),
                directory: session.directory, calendar: session.runtime.environment.hashedCalendar,
                registry: session.runtime.environment.registry))
        recomputation.run()
        // Cases of before days were awaited wait for none; whatever is done in them has them wait.
        let lacksDay = state.suspension == nil && !state.untimedDays(of: definition).isEmpty
        guard !recomputation.moved.isEmpty || !recomputation.kept.isEmpty || lacksDay else { return nil }
        let command = RecomputeDeadlines(
            openedAt: openings, calendarHash: hash, revision: state.revision, reason: reason)
        return CalendarPreview.Changes(
            record: record,
            moments: recomputation.moved.map { moved in
                CalendarPreview.Moment(
                    moved: moved, title: definition.step(moved.step)?.title ?? moved.step,
                    wasLate: moved.task.flatMap { state.task($0)?.task.isLate } ?? false)
            }, kept: recomputation.kept, lacksDay: lacksDay, command: command)
    }

    // MARK: - Applying

    /// Applies what was previewed, in batches, and lets happen what follows from it.
    ///
    /// Each case is changed under its revision and a key of the calendar's hash, so that doing it twice does it once.
    /// - Returns: The ids of cases in which something has happened since; they are to be previewed again.
    package func run(_ preview: CalendarPreview, in session: Session) async throws -> [String] {
        let principal = Principal.person(try session.actor())
        var changed: [String] = []
        var rest = preview.cases.filter(\.isDue)[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Self.batch)
            rest = rest.dropFirst(Self.batch)
            let requests = batch.map { change in
                CommandRequest(
                    key: "calendar-\(preview.hash.prefix(16))-\(change.record.id)-\(change.command.revision)",
                    target: .existing(change.record.id), command: .recomputeDeadlines(change.command),
                    principal: principal)
            }
            for (change, answer) in zip(batch, try session.runtime.execute(requests, now: session.now)) {
                guard case .rejected(let rejection) = answer else { continue }
                guard [.wrongState, .notOpen].contains(rejection.code) else { throw rejection }
                changed.append(change.record.id)
            }
        }
        try await session.runtime.settle(now: session.now)
        return changed
    }
}
