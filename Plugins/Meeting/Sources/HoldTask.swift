import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// A person records a meeting that was held (F8, G3).
///
/// Performance and development stand together on every item. Who was there decides whether it counts, and
/// who spoke for patients is said or its absence explained. Nothing here rates anybody.
struct HoldTask: TaskKind {
    struct Parameters: Record {
        var agenda: [AgendaItem] = []
        var required: [OrganisationID] = []
        var organisations: [OrganisationID] = []
        var needed = 0
        var isLayExpected = true
        var attendance: [Attendee] = []
        var plannedOn: LocalDate?
        var facts: Value?
        var actionsSoFar = 0
        static let fields: [Field<Parameters>] = [
            Field("agenda", \.agenda, "The items; each gets a note.", isRequired: false),
            Field("required", \.required, "The organisations that must each be there.", isRequired: false),
            Field("organisations", \.organisations, "The organisations of whom some must be there.", isRequired: false),
            Field("needed", \.needed, "How many of these; none if left out.", isRequired: false),
            Field(
                "lay_expected", \.isLayExpected,
                "Whether somebody should speak for patients and the public; true if left out.", isRequired: false),
            Field(
                "attendance", \.attendance, "Who was invited, to start the list of attendees from.", isRequired: false),
            Field("planned_on", \.plannedOn, "The day that was agreed for it."),
            Field(
                "actions_so_far", \.actionsSoFar, "How many actions there are already; the ids of new ones go on.",
                isRequired: false),
            Field("facts", \.facts, "What those who meet should have before them, by name."),
        ]
    }

    struct Form: Record {
        var heldOn = LocalDate(daysSinceEpoch: 0)
        var attendees: [Attendee] = []
        var layParticipation: Bool?
        var layReason: String?
        var notes: [MeetingNote] = []
        var summary: String?
        var actions: [ActionEntry] = []
        var informationRequested: [InformationRequest] = []
        var notablePractice: [NotablePractice] = []
        static let fields: [Field<Form>] = [
            Field("held_on", \.heldOn, "The day of the meeting."),
            Field("attendees", \.attendees, "Who was there."),
            Field("lay_participation", \.layParticipation, "Whether anybody spoke for patients and the public."),
            Field("lay_reason", \.layReason, "Why nobody did."),
            Field("notes", \.notes, "For each item what was said of performance and development.", isRequired: false),
            Field("summary", \.summary, "What else was said."),
            Field("actions", \.actions, "What shall be done, by whom and by when.", isRequired: false),
            Field(
                "information_requested", \.informationRequested, "What is still to be shown, and by whom.",
                isRequired: false),
            Field("notable_practice", \.notablePractice, "What others could learn from.", isRequired: false),
        ]
    }

    struct Outputs: Record {
        var heldOn: LocalDate?
        var attendees: [Attendee] = []
        var present: [OrganisationID] = []
        var missing: [String] = []
        var hasLayParticipation = false
        var layReason: String?
        var notes: [MeetingNote] = []
        var summary: String?
        var actions: [ActionItem] = []
        var informationRequested: [InformationRequest] = []
        var notablePractice: [NotablePractice] = []
        static let fields: [Field<Outputs>] = [
            Field("held_on", \.heldOn, "The day of the meeting."),
            Field("attendees", \.attendees, "Who was there."),
            Field("present", \.present, "Which of the organisations that count were there."),
            Field("missing", \.missing, "The names of those that had to be there and were not."),
            Field("lay_participation", \.hasLayParticipation, "Whether anybody spoke for patients and the public."),
            Field("lay_reason", \.layReason, "Why nobody did."),
            Field("notes", \.notes, "For each item what was said of performance and development."),
            Field("summary", \.summary, "What else was said."),
            Field("actions", \.actions, "What shall be done, by whom and by when."),
            Field("information_requested", \.informationRequested, "What is still to be shown, and by whom."),
            Field("notable_practice", \.notablePractice, "What others could learn from."),
        ]
    }

    static let name = "meeting.hold"
    static let summary = "A person records who met, what was said on each item, and what follows from it."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("held", "The meeting was held."),
            OutcomeSchema("more_info", "The meeting was held, and something is still to be shown."),
            OutcomeSchema("inquorate", "Too few were there; the meeting has to be held again."),
        ]
    }

    static func check(_ parameters: Parameters) -> [FieldFailure] {
        guard parameters.needed < 0 else { return [] }
        return [FieldFailure(path: "needed", message: "a number of organisations is not below zero")]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = [.init("Agenda", .list(parameters.agenda.map(\.recordValue)))]
        if !parameters.required.isEmpty {
            facts.append(.init("Must be there", .list(try names(parameters.required, in: context))))
        }
        if parameters.needed > 0 {
            facts.append(
                .init("At least \(parameters.needed) of", .list(try names(parameters.organisations, in: context))))
        }
        if let day = parameters.plannedOn { facts.insert(.init("Planned for", .string(day.description)), at: 0) }
        facts += Brief.Fact.named(parameters.facts)
        var form: [(Value, Value)] = [
            (.string("attendees"), .list(parameters.attendance.map(\.recordValue))),
            (.string("notes"), .list(parameters.agenda.map { .map(["item": .string($0.id)]) })),
        ]
        if let day = parameters.plannedOn { form.append((.string("held_on"), .string(day.description))) }
        return Brief(
            "Record the meeting: on every item note what was said of performance and of development.", facts: facts,
            suggestion: .map(MapValue(form)))
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var faults = FormFaults()
        if form.heldOn > context.today {
            faults.add("held_on", "\(form.heldOn) is after today, \(context.today)", help: "record it once it is held")
        }
        if form.attendees.isEmpty { faults.add("attendees", "expected who was there, but nobody is named") }
        faults.requireNames(of: form.attendees, at: "attendees")
        let attendance = try AttendanceCheck(form.attendees, parameters, directory: context.directory)
        let outcome = chosenOutcome(submission, parameters, attendance, into: &faults)
        let check = MinuteCheck(form, agenda: parameters.agenda)
        if attendance.isQuorate {
            check.notes(into: &faults)
            if parameters.isLayExpected { check.layParticipation(into: &faults) }
        }
        check.followUp(into: &faults)
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(
            outcome,
            Outputs(
                heldOn: form.heldOn, attendees: form.attendees, present: attendance.present,
                missing: attendance.missing, hasLayParticipation: form.layParticipation ?? false,
                layReason: form.layReason, notes: form.notes, summary: form.summary,
                actions: form.actions.enumerated().map { $1.item(id: "action-\(parameters.actionsSoFar + $0 + 1)") },
                informationRequested: form.informationRequested, notablePractice: form.notablePractice))
    }

    private func chosenOutcome(
        _ submission: Submission<Form>, _ parameters: Parameters, _ attendance: AttendanceCheck,
        into faults: inout FormFaults
    ) -> String? {
        guard attendance.isQuorate || submission.outcome == "inquorate" else {
            for name in attendance.missing {
                faults.add("attendees", "\(name) must be there", help: "name who came for it, or choose inquorate")
            }
            if attendance.lacking > 0 {
                faults.add(
                    "attendees",
                    "\(parameters.needed) of \(parameters.organisations.count) organisations must be there, "
                        + "but \(parameters.needed - attendance.lacking) were",
                    help: "name who came for them, or choose inquorate")
            }
            return nil
        }
        let isMoreNeeded = !submission.form.informationRequested.isEmpty
        return faults.outcome(
            of: submission, among: Self.outcomes(for: parameters),
            implied: !attendance.isQuorate ? "inquorate" : isMoreNeeded ? "more_info" : "held")
    }

    private func names(_ organisations: [OrganisationID], in context: StepContext) throws -> [Value] {
        try organisations.map { .string(try context.directory.organisation($0.description)?.name ?? $0.description) }
    }
}
