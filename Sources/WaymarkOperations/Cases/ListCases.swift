package import WaymarkStore

/// Lists cases by their ids.
package struct ListCases: Sendable {
    private let query: CaseQuery

    /// Lists the cases that fit a query.
    package init(_ query: CaseQuery) {
        self.query = query
    }

    /// The cases.
    package func run(in session: Session) throws -> [CaseRecord] {
        try session.store.read { try $0.cases(query) }
    }
}
