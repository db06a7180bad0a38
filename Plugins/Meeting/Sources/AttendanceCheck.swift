import AssuranceRecords
import WaymarkDefinition
import WaymarkPluginKit

/// Whether enough organisations were there.
struct AttendanceCheck {
    /// The organisations that were there, of those that count; in the order asked for.
    private(set) var present: [OrganisationID] = []
    /// Those that had to be there and were not, as people call them.
    private(set) var missing: [String] = []
    /// How many of those of whom only some are needed are still lacking.
    private(set) var lacking = 0

    /// Whether the meeting could be held.
    var isQuorate: Bool { missing.isEmpty && lacking == 0 }

    /// Compares attendees with the register: an organisation counts by its id, name or short name.
    /// - Throws: what a look-up in the register throws.
    init(_ attendees: [Attendee], _ parameters: HoldTask.Parameters, directory: any Directory) throws {
        let named = Set(attendees.compactMap(\.organisation))
        var counted: Set<String> = []
        for id in parameters.required + parameters.organisations where counted.insert(id.description).inserted {
            let organisation = try directory.organisation(id.description)
            let names = [id.description, organisation?.name, organisation?.short].compactMap(\.self)
            if names.contains(where: named.contains) {
                present.append(id)
            } else if parameters.required.contains(id) {
                missing.append(organisation?.name ?? id.description)
            }
        }
        let ofSome = parameters.organisations.count { present.contains($0) }
        lacking = max(0, parameters.needed - ofSome)
    }
}
