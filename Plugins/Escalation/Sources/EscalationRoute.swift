import CEL
import WaymarkDefinition

/// What an escalation can be about.
enum EscalationBody: String, Choice {
    case ccg
    case areaTeam = "area_team"

    /// The routes that are open to it: statutory rungs never apply to area teams, which are no statutory bodies.
    var routes: [EscalationRoute] {
        switch self {
        case .ccg: [.support, .intervention]
        case .areaTeam: [.lineManagement, .board]
        }
    }

    /// The body in words.
    var words: String {
        switch self {
        case .ccg: "a CCG"
        case .areaTeam: "an area team"
        }
    }
}

/// Where a concern goes.
enum EscalationRoute: String, Choice {
    case support
    case intervention
    case lineManagement = "line_management"
    case board
}
