import WaymarkDefinition

/// Who brings the view of patients and the public to a meeting.
package enum LayParticipation: String, Choice {
    /// The local Healthwatch.
    case healthwatch
    /// Members of the health and wellbeing board.
    case wellbeingBoard = "wellbeing_board"
    /// Lay members of the CCG.
    case ccgLayMembers = "ccg_lay_members"
    /// Arrangements with patients that exist already.
    case patientArrangements = "patient_arrangements"
    /// Nobody, which needs a reason.
    case none
}
