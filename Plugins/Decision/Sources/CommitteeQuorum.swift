import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// Who of a committee counts on a day, and how many are needed.
///
/// A member who declares an interest, and one who made the proposal, counts neither as present nor among those of whom
/// half is reckoned.
struct CommitteeQuorum {
    /// Half of those who may decide, plus one, but never fewer than this.
    static let membersMin = 3

    /// The members on the day, by id.
    let members: [String]
    /// The members who may decide, by id.
    let eligible: [String]
    /// How many of them must be present.
    let needed: Int

    /// Finds the members and those of them who may decide.
    /// - Parameters:
    ///   - committee: The committee.
    ///   - positions: The positions whose holders are members; every position when empty.
    ///   - day: The day of the meeting.
    ///   - excluded: Who may not decide.
    ///   - fixed: How many are needed, when the workflow fixes it.
    ///   - directory: The register.
    /// - Throws: what a look-up in the register throws.
    init(
        committee: OrganisationID, positions: [String], day: LocalDate, excluded: Set<String>, fixed: Int?,
        directory: any Directory
    ) throws {
        var found: Set<String> = []
        let sought: [String?] = positions.isEmpty ? [nil] : positions
        for position in sought {
            for person in try directory.people(holding: position, in: committee.description, on: day) {
                found.insert(person.id)
            }
        }
        let eligible = found.subtracting(excluded).sorted()
        members = found.sorted()
        self.eligible = eligible
        needed = fixed ?? max(Self.membersMin, eligible.count / 2 + 1)
    }
}
