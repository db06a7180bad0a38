package import WaymarkOperations

/// The exit codes of the command line; a contract.
package enum ExitStatus: Int32, Sendable {
    /// Done.
    case done = 0
    /// Findings of a check, a test or an audit.
    case findings = 1
    /// Wrong usage.
    case usage = 2
    /// There is no such thing.
    case notFound = 3
    /// The person may not.
    case notPermitted = 4
    /// Somebody was first, or the state does not allow it.
    case conflict = 5
    /// The store cannot be used.
    case storeUnavailable = 6
    /// A fault of the program.
    case fault = 70

    /// The code of a failure.
    package init(_ kind: OperationFailure.Kind) {
        self =
            switch kind {
            case .findings: .findings
            case .usage: .usage
            case .notFound: .notFound
            case .notPermitted: .notPermitted
            case .conflict: .conflict
            case .storeUnavailable: .storeUnavailable
            case .fault: .fault
            }
    }
}
