import CEL
import WaymarkDefinition

/// Who may see a publication, from the fewest to all.
enum Audience: String, Choice {
    case parties
    case partners
    case national
    case `public`
}
