import WaymarkCalendar
import WaymarkDefinition
package import WaymarkDiagnostics
package import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

/// Why something that a person wanted was not done: what, why, and what would be accepted.
package struct OperationFailure: Error, Sendable, Hashable {
    /// The sorts of failure, as every shell tells them apart.
    package enum Kind: String, Sendable, CaseIterable {
        /// Something in the project has faults.
        case findings
        /// What was asked for does not make sense.
        case usage
        /// There is no such thing.
        case notFound = "not_found"
        /// The person may not.
        case notPermitted = "not_permitted"
        /// Somebody was first, or the case is in another state.
        case conflict
        /// The store cannot be used.
        case storeUnavailable = "store_unavailable"
        /// A fault of the program.
        case fault
    }

    /// The sort.
    package var kind: Kind
    /// What was refused, and why.
    package var message: String
    /// What would be accepted.
    package var help: String?
    /// Faults of a form, one a line.
    package var details: [String]
    /// The stable number, whose page `waymark explain` shows.
    package var number: String

    /// Describes a failure; its number is that of its sort if none is given.
    package init(
        _ kind: Kind, _ message: String, help: String? = nil, details: [String] = [], number: String? = nil
    ) {
        self.kind = kind
        self.message = message
        self.help = help
        self.details = details
        self.number = number ?? kind.number
    }

    /// The failure that faults of the configuration are, each shown at its place.
    package init(faults: Diagnostics, in files: ProjectFiles) {
        let text = TextRenderer { try? files.text($0) }.render(faults)
        self.init(.findings, "the configuration has faults", details: text.split(separator: "\n").map(String.init))
    }

    /// The failure that a rejection is to the person who acted.
    package init(_ rejection: Rejection) {
        let kind: Kind =
            switch rejection.code {
            case .notPermitted, .separationOfDuties: .notPermitted
            case .notFound: .notFound
            case .invalid: .usage
            case .claimedByOther, .handedInBefore, .notOffered, .outOfTurn, .notOpen, .wrongState, .endless,
                .cannotMove:
                .conflict
            }
        self.init(
            kind, rejection.message, help: rejection.help, details: rejection.faults.map(\.line),
            number: rejection.code.number)
    }

    /// The failure that any error is to a person.
    package init(_ error: any Error) {
        switch error {
        case let failure as OperationFailure: self = failure
        case let rejection as Rejection: self.init(rejection)
        case let error as StoreError:
            self.init(Self.kind(of: error), error.message, help: error.help, number: error.code.number)
        case let error as RuntimeError:
            self.init(
                error.code == .notFound ? .notFound : .fault, error.message, help: error.help,
                number: error.code.number)
        case let failure as FieldFailure: self.init(.usage, failure.line)
        case let error as CalendarError: self.init(.usage, error.message)
        default: self.init(.fault, "\(error)")
        }
    }

    private static func kind(of error: StoreError) -> Kind {
        switch error.code {
        case .conflict, .duplicate: .conflict
        case .notFound: .notFound
        case .tooLarge: .usage
        case .corrupt: .fault
        case .unavailable, .full, .busy, .tooNew: .storeUnavailable
        }
    }
}
