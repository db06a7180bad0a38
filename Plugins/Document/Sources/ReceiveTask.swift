import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// Takes a document that somebody owes (F9, I2); one that comes after its day is kept and marked as late.
struct ReceiveTask: TaskKind {
    struct Parameters: Record {
        var document = ""
        var asked: [String] = []
        var lastDay: LocalDate?
        static let fields: [Field<Parameters>] = [
            Field("document", \.document, "What is asked for, as people call it."),
            Field("asked", \.asked, "What it must say or answer, one line each.", isRequired: false),
            Field("last_day", \.lastDay, "The last day on which it is in time, to its close."),
        ]
    }

    struct Form: Record {
        var title = ""
        var text = ""
        var note: String?
        static let fields: [Field<Form>] = [
            Field("title", \.title, "What the document is called."),
            Field("text", \.text, "The document itself, as text or Markdown."),
            Field("note", \.note, "Anything to say with it."),
        ]
    }

    struct Outputs: Record {
        var received = false
        var document: Document?
        var receivedOn: LocalDate?
        var isLate = false
        var note: String?
        static let fields: [Field<Outputs>] = [
            Field("received", \.received, "Whether a document was handed in."),
            Field("document", \.document, "The document, known by the hash of its content."),
            Field("received_on", \.receivedOn, "The day on which it came."),
            Field("late", \.isLate, "Whether it came after the last day."),
            Field("note", \.note, "What was said with it."),
        ]
    }

    static let name = "document.receive"
    static let summary = "Takes a document that is handed in, and marks it when it is late."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("received", "The document came in time."),
            OutcomeSchema("late", "The document came after its last day; it is kept and marked."),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = []
        if !parameters.asked.isEmpty {
            facts.append(.init("What it must say", .list(parameters.asked.map(Value.string))))
        }
        if let lastDay = parameters.lastDay { facts.append(.init("Last day", .string(lastDay.description))) }
        return Brief("Hand in: \(parameters.document).", facts: facts)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var faults = FormFaults()
        faults.requireText(form.title, at: "title", "the document needs a title")
        faults.requireText(form.text, at: "text", "the document is empty", help: "paste its text")
        if form.text.utf8.count > DocumentLimits.documentBytesMax {
            faults.add("text", "the document is longer than \(DocumentLimits.documentBytesMax) bytes")
        }
        let isLate = parameters.lastDay.map { context.today > $0 } ?? false
        let outcome = faults.outcome(
            of: submission, among: Self.outcomes(for: parameters), implied: isLate ? "late" : "received")
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        let content = DocumentContent(title: form.title, text: form.text)
        return StepResult(
            outcome,
            Outputs(
                received: true, document: content.document, receivedOn: context.today, isLate: isLate, note: form.note),
            documents: [content])
    }
}
