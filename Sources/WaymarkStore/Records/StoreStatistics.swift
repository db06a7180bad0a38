/// How much a store holds.
package struct StoreStatistics: Sendable, Hashable {
    /// How many cases of one workflow have one status.
    package struct CaseCount: Sendable, Hashable {
        /// The workflow's name.
        package var workflow: String
        /// The status.
        package var status: String
        /// How many.
        package var count: Int

        /// Describes a count.
        package init(workflow: String, status: String, count: Int) {
            self.workflow = workflow
            self.status = status
            self.count = count
        }
    }

    /// Cases by workflow and status, in that order.
    package var cases: [CaseCount] = []
    /// Definitions.
    package var definitions = 0
    /// Events.
    package var events = 0
    /// Open tasks.
    package var openTasks = 0
    /// Timers.
    package var timers = 0
    /// Effects in the outbox.
    package var effects = 0
    /// Messages that are pending or waiting.
    package var undeliveredMessages = 0
    /// Open incidents.
    package var openIncidents = 0
    /// Documents.
    package var blobs = 0
    /// Rows of the register.
    package var registerRows = 0

    /// Counts nothing.
    package init() {}
}
