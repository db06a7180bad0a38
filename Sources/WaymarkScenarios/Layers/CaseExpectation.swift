package import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkDiagnostics

/// How a case is expected to stand.
package struct CaseExpectation: Sendable {
    /// The case.
    package var caseReference: CaseReference
    /// What must be so, each at its place.
    package var checks: [Check]

    /// One thing that must be so.
    package struct Check: Sendable {
        /// Where it is said.
        package var span: SourceSpan
        /// What.
        package var fact: Fact
    }

    /// What can be expected of a case.
    package enum Fact: Sendable {
        /// Exactly these tasks are open.
        case open([ExpectedTask])
        /// Exactly these steps wait for something besides people.
        case waits([String])
        /// A variable has a value.
        case variable(String, ValueTemplate)
        /// A step gave a record with these fields, or a list of such records.
        case result(step: String, ValueTemplate)
        /// The case has reached this.
        case milestone(String)
        /// Exactly these steps have stopped.
        case incidents([ExpectedIncident])
        /// Such a message was sent.
        case sent(ExpectedMessage)
        /// Sentences with these words stand in the history, in this order.
        case history([String])
        /// It is open, completed or cancelled.
        case status(String)
        /// It has ended with this outcome.
        case ended(String)
        /// It has ended on this day.
        case endedOn(LocalDate)
        /// It gave this.
        case output(String, ValueTemplate)
    }
}

/// An open task as it is expected.
package struct ExpectedTask: Sendable, Hashable {
    /// The step.
    package var step: String
    /// The items of the loops around it.
    package var items: [String] = []
    /// The role that may act.
    package var role: String?
    /// When it is due.
    package var due: ExpectedMoment?
    /// Who has claimed it.
    package var claimedBy: String?
    /// Whether its deadline has passed.
    package var isLate: Bool?
}

/// A day, or a moment of it, on the clocks of the calendar's zone.
package struct ExpectedMoment: Sendable, Hashable {
    /// The day.
    package var date: LocalDate
    /// The time of day, if that is said.
    package var time: LocalTime?
}

/// A step that is expected to have stopped.
package struct ExpectedIncident: Sendable, Hashable {
    /// The step.
    package var step: String
    /// Words of what is said.
    package var words: String?
}

/// A message that is expected to have been sent.
package struct ExpectedMessage: Sendable {
    /// Its name.
    package var name: String
    /// The organisation or case that it was for.
    package var to: String?
    /// What it carried, as far as said.
    package var data: ValueTemplate?
}
