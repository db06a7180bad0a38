import WaymarkEngine
import WaymarkRuntime
package import WaymarkStore

/// Lists what stopped and needs somebody.
package struct ListIncidents: Sendable {
    private let caseID: String?
    private let limit: Int

    /// Lists the incidents of a case, or of all.
    package init(caseID: String? = nil, limit: Int = 100) {
        self.caseID = caseID
        self.limit = limit
    }

    /// The open incidents, in the order in which they were raised.
    package func run(in session: Session) throws -> [IncidentRecord] {
        try session.store.read { store in
            let id = try caseID.map { try Lookup(store).caseRecord($0).id }
            return try store.incidents(state: .open, caseID: id, limit: limit)
        }
    }
}

/// Tries again what an incident stopped.
package struct RetryIncident: Sendable {
    private let id: String

    /// Retries an incident by its id, or all of a case by the case's.
    package init(_ id: String) {
        self.id = id
    }

    /// The ids of the incidents that were tried again.
    /// - Throws: ``OperationFailure`` when there is no such open incident.
    package func run(in session: Session) async throws -> [String] {
        let incidents = try session.store.read { store in
            if let incident = try store.incident(id: id) { return [incident] }
            return try store.incidents(state: .open, caseID: try Lookup(store).caseRecord(id).id, limit: 100)
        }
        guard !incidents.isEmpty else {
            throw OperationFailure(
                .notFound, "Expected an open incident, but case \(id) has none", help: "see `waymark incidents`")
        }
        for incident in incidents {
            guard let number = Projection.number(incident.id) else { continue }
            _ = try await session.give(.retryIncident(incident: number), to: incident.caseID)
        }
        return incidents.map(\.id)
    }
}
