/// Which cases a list shows; every condition that is not nil must hold.
package struct CaseQuery: Sendable, Hashable {
    /// The workflow's name.
    package var workflow: String?
    /// The organisation that the case is about.
    package var subject: String?
    /// The case's key.
    package var key: String?
    /// The status.
    package var status: String?
    /// The case that called it.
    package var parent: String?
    /// The hash of the definition that the case is pinned to.
    package var definition: String?
    /// The id after which the page begins.
    package var afterID: String?
    /// How many at most, up to `Limits.pageSizeMax`.
    package var limit: Int

    /// Describes a list.
    package init(
        workflow: String? = nil, subject: String? = nil, key: String? = nil, status: String? = nil,
        parent: String? = nil, definition: String? = nil, afterID: String? = nil, limit: Int = 100
    ) {
        self.workflow = workflow
        self.subject = subject
        self.key = key
        self.status = status
        self.parent = parent
        self.definition = definition
        self.afterID = afterID
        self.limit = limit
    }
}
