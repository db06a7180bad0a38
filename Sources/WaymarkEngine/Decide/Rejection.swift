package import WaymarkDefinition

/// What may not be done now: which rule says so, why, and what would be accepted.
package struct Rejection: Error, Hashable, Sendable {
    /// The reasons that a command can be refused for.
    package enum Code: String, Sendable, CaseIterable {
        /// The person does not hold the role.
        case notPermitted = "not_permitted"
        /// A separation of duties forbids it.
        case separationOfDuties = "separation_of_duties"
        /// Someone else has claimed the task.
        case claimedByOther = "claimed_by_other"
        /// The person has handed in before, where each does so once.
        case handedInBefore = "handed_in_before"
        /// The condition under which the task is open does not hold.
        case notOffered = "not_offered"
        /// Something else is under way, where one thing is done at a time.
        case outOfTurn = "out_of_turn"
        /// The task, timer, effect or incident is no longer open.
        case notOpen = "not_open"
        /// There is no such task, rung or incident in the case.
        case notFound = "not_found"
        /// What was handed in has faults.
        case invalid = "invalid"
        /// The case is in a state that does not allow it.
        case wrongState = "wrong_state"
        /// The case would run without end.
        case endless = "endless"
        /// What is open in the case has no place in the version that it is to go on under.
        case cannotMove = "cannot_move"

        /// The stable number, whose page `waymark explain` shows.
        package var number: String {
            switch self {
            case .notPermitted: "WM2001"
            case .separationOfDuties: "WM2002"
            case .claimedByOther: "WM2003"
            case .notOpen: "WM2004"
            case .notFound: "WM2005"
            case .invalid: "WM2006"
            case .wrongState: "WM2007"
            case .endless: "WM2008"
            case .handedInBefore: "WM2009"
            case .notOffered: "WM2010"
            case .outOfTurn: "WM2011"
            case .cannotMove: "WM2012"
            }
        }
    }

    /// The rule.
    package var code: Code
    /// What was expected, and the fact that stands against it.
    package var message: String
    /// What would be accepted.
    package var help: String?
    /// Faults of a form, each with its place.
    package var faults: [FieldFailure]

    /// Refuses a command.
    package init(_ code: Code, _ message: String, help: String? = nil, faults: [FieldFailure] = []) {
        self.code = code
        self.message = message
        self.help = help
        self.faults = faults
    }
}

extension FieldFailure {
    /// The fault in one line: the path, what is wrong, and what would be accepted.
    package var line: String {
        (path.isEmpty ? message : "\(path): \(message)") + (help.map { " (\($0))" } ?? "")
    }
}
