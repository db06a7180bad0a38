package import CEL
import WaymarkCalendar
package import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
package import WaymarkSchedules
import WaymarkStore

/// For whom a schedule starts cases at one of its occurrences, and what each is given.
package struct ScheduleCohort: Sendable {
    /// One organisation for which the schedule is meant.
    package struct Member: Sendable {
        /// The organisation.
        package var organisation: Organisation
        /// Why nothing is started for it this time; nil when a case is started.
        package var skipReason: String?
        /// What its case is given.
        package var inputs: MapValue
    }

    private let schedule: Schedule
    private let session: Session

    /// Looks at a schedule with the register as it stands.
    package init(_ schedule: Schedule, in session: Session) {
        self.schedule = schedule
        self.session = session
    }

    /// The organisations for which the schedule is meant, by id, and what becomes of each at an occurrence.
    /// - Throws: ``OperationFailure`` when an expression cannot be evaluated for one of them.
    package func members(at occurrence: ScheduleOccurrence) throws -> [Member] {
        let directory = session.runtime.directory
        switch schedule.scope {
        case .subject(let id):
            guard let organisation = try directory.organisation(id) else {
                throw OperationFailure(
                    .notFound, "Expected an organisation for the schedule \(schedule.name), but there is no \"\(id)\"",
                    help: "see `waymark register check`")
            }
            return [try member(organisation, at: occurrence)]
        case .cohort(let condition):
            return try directory.organisations(ofType: schedule.subjectType, within: "*").compactMap { organisation in
                let scope = try scope(of: organisation, at: occurrence, for: [condition])
                guard try holds(condition, in: scope, organisation) else { return nil }
                return try member(organisation, at: occurrence)
            }
        }
    }

    private func member(_ organisation: Organisation, at occurrence: ScheduleOccurrence) throws -> Member {
        let skip = schedule.skip
        let conditions = skip.map { [$0.condition] + ($0.obligation.map { [$0] } ?? []) } ?? []
        let scope = try scope(of: organisation, at: occurrence, for: conditions)
        var member = Member(organisation: organisation, inputs: MapValue([]))
        if let skip, try holds(skip.condition, in: scope, organisation),
            try !(skip.obligation.map { try holds($0, in: scope, organisation) } ?? false)
        {
            member.skipReason = try value(organisation) { try skip.reason.evaluated(in: scope).printed }
        }
        member.inputs = try value(organisation) { try schedule.inputs.evaluated(in: scope) }
        return member
    }

    // MARK: - Evaluating

    private func holds(
        _ condition: CheckedExpression, in scope: ScheduleScope, _ organisation: Organisation
    ) throws -> Bool {
        try value(organisation) { try condition.evaluate(scope) == .bool(true) }
    }

    private func value<T>(_ organisation: Organisation, _ evaluate: () throws -> T) throws -> T {
        do {
            return try evaluate()
        } catch let failure as EvaluationFailure {
            throw OperationFailure(
                .findings,
                "an expression of the schedule \(schedule.name) has no value for \(organisation.name): "
                    + failure.message)
        }
    }

    private func scope(
        of organisation: Organisation, at occurrence: ScheduleOccurrence, for conditions: [CheckedExpression]
    ) throws -> ScheduleScope {
        var values = occurrence.values
        values["subject"] = try session.directory.record(of: organisation.id) ?? .null
        values["last"] = .null
        let expressions = conditions + schedule.inputs.flatMap { $0.value.expressions }
        if expressions.contains(where: { $0.references.contains { $0.name == "last" } }) {
            values["last"] = try last(of: organisation)
        }
        return ScheduleScope(
            values: values, host: EngineHost(directory: session.directory, calendar: session.calendar))
    }

    /// What expressions see of the subject's last case: the open one, or else the one that started last.
    private func last(of organisation: Organisation) throws -> Value {
        let record = try session.store.read {
            try $0.caseRecord(workflow: schedule.workflow, subject: organisation.id, key: nil)
        }
        guard let record else { return .null }
        return .map(
            MapValue([
                (.string("case"), .string(record.id)), (.string("status"), .string(record.status)),
                (.string("outcome"), record.outcome.map { .string($0) } ?? .null),
                (.string("outputs"), try record.outputs.map { try JSONParser.parse($0) } ?? .null),
            ]))
    }
}

/// What expressions of a schedule see.
private struct ScheduleScope: HostedActivation {
    let values: [String: Value]
    let host: any HostServices

    func value(of qualifiedName: String) -> Value? { values[qualifiedName] }
}

extension ValueTemplate {
    /// Every expression in it.
    fileprivate var expressions: [CheckedExpression] {
        switch self {
        case .constant: []
        case .expression(let expression): [expression]
        case .text(let parts): parts.compactMap { if case .expression(let expression) = $0 { expression } else { nil } }
        case .list(let items): items.flatMap(\.expressions)
        case .map(let entries): entries.flatMap(\.value.expressions)
        }
    }
}
