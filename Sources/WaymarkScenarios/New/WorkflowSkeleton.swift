package import WaymarkCalendar
import WaymarkDefinition

/// A workflow to begin from, with scenarios: it checks, and its scenarios pass and cover it, as it comes.
package struct WorkflowSkeleton: Sendable {
    /// The workflow's text.
    package let workflow: String
    /// The text of its scenarios.
    package let scenarios: String

    /// A workflow about organisations of a type, in which somebody decides.
    ///
    /// The type and position are the first for which the register has somebody on the day, the named type's if one is.
    /// - Returns: nil when the register has nobody who could decide.
    package init?(_ name: String, about type: String?, on day: LocalDate, in environment: ScenarioEnvironment) {
        guard let who = Self.decider(about: type, on: day, in: environment) else { return nil }
        let title = name.prefix(1).uppercased() + name.dropFirst().replacing("-", with: " ")
        workflow = """
            # What this process is for, in a sentence or two.
            workflow: \(name)
            version: "1"
            title: \(title)
            subject: \(who.organisation.type)                                  # one case for each organisation of this type
            id: "\(name.uppercased())-${subject.short}-${inputs.reference}"
            key: [reference]

            inputs:
              reference: { type: text, title: What the case is called }

            roles:
              decider: { title: \(who.title), in: subject, position: \(who.position) }

            steps:
              - id: decide
                title: Decide
                uses: decision.decide                      # `waymark steps` lists what there is
                role: decider
                with:
                  question: Shall it be done?
                  return: returned
                due: 5 working days
                remind: 1 working day before due
                outcomes:
                  returned: { go_to: decide }

            """
        scenarios = """
            given:
              subject: \(who.organisation.short)
              at: \(day)
              inputs: { reference: first }

            scenarios:
              - scenario: It is done
                then:
                  - expect: { open: [{ step: decide, role: decider }] }
                  - approve: decide
                    as: decider
                ends: completed

              - scenario: It is sent back for a reason, and is late
                then:
                  - return: decide
                    as: decider
                    refused: { code: invalid, at: reason }
                  - return: decide
                    as: decider
                    reason: Something is missing.
                  - after: 5 working days
                  - expect: { open: [{ step: decide, late: true }] }

            """
    }

    private static func decider(
        about type: String?, on day: LocalDate, in environment: ScenarioEnvironment
    ) -> (organisation: Organisation, position: String, title: String)? {
        for person in environment.people.values.sorted(by: { $0.id < $1.id }) {
            for appointment in person.appointments where appointment.isInForce(on: day) {
                guard let organisation = environment.organisations[appointment.organisation],
                    type == nil || organisation.type == type
                else { continue }
                let title = environment.schema.positions[appointment.position]?.title ?? appointment.position
                return (organisation, appointment.position, title)
            }
        }
        return nil
    }
}
