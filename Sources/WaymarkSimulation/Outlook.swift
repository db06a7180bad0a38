import WaymarkCalendar
import WaymarkOperations
import WaymarkRuntime
import WaymarkStore

/// What people are expected to do at the next moment, made out while the present one is still carried through.
///
/// Whether it comes so is seen when that moment has come: where something has happened to a case since, what people do
/// there is made out anew. So a run is the same with it and without it.
struct Outlook {
    private struct Expected {
        var revision: Int64
        var people: [[CommandRequest]]
    }

    private let moment: Instant
    private var expected: [String: Expected] = [:]
    /// The decisions on what is tried first, which are made meanwhile.
    let foresight: Foresight?

    /// Makes out what people do about plans that have the same moment.
    init?(_ plans: [Cast.Plan], cast: Cast) throws {
        guard !plans.isEmpty else { return nil }
        moment = cast.session.now
        let attempts = try plans.mapTogether { plan -> Expected? in
            guard let revision = try cast.revision(ofCaseOf: plan) else { return nil }
            // What cannot be made out now may be otherwise when its moment has come; if not, it fails there.
            return (try? cast.attempts(plan)).map { Expected(revision: revision, people: $0) }
        }
        var requests: [CommandRequest] = []
        for case (let plan, let attempt?) in zip(plans, attempts) {
            expected[plan.key] = attempt
            requests += attempt.people.first ?? []
        }
        foresight = try cast.session.runtime.foresee(requests, at: moment)
    }

    /// What was expected of a plan, if nothing has happened to its case since.
    func attempts(_ plan: Cast.Plan, at now: Instant, cast: Cast) throws -> [[CommandRequest]]? {
        guard now == moment, plan.at == moment, let found = expected[plan.key],
            try cast.revision(ofCaseOf: plan) == found.revision
        else { return nil }
        return found.people
    }
}

extension Cast {
    /// Where the case of a plan stands.
    fileprivate func revision(ofCaseOf plan: Plan) throws -> Int64? {
        try session.store.read { try $0.caseHead(id: plan.task.caseID)?.revision }
    }
}
