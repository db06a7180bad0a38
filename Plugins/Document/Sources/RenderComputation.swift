import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// Makes a document from a template; a required section that is missing or empty stops it.
///
/// The document says on its last lines which case, definition and day it rests on. It is kept even when it is
/// incomplete, so that people can see what was there.
struct RenderComputation: ComputationKind {
    struct Parameters: Record {
        var template = ""
        var title = ""
        var data = Value.map(MapValue([]))
        var requiredSections: [String] = []
        var corrections: [WordingCorrection] = []
        static let fields: [Field<Parameters>] = [
            Field("template", \.template, "The template file beside the workflow.", isLiteral: true),
            Field("title", \.title, "What people call the document."),
            Field("data", \.data, "The values that the template names.", isRequired: false),
            Field(
                "required_sections", \.requiredSections, "The headings under which something must stand.",
                isRequired: false, isLiteral: true),
            Field(
                "corrections", \.corrections, "Wording that is corrected in what the template gives.",
                isRequired: false),
        ]
    }

    struct Outputs: Record {
        var document = Document()
        var missing: [String] = []
        var notFound: [String] = []
        static let fields: [Field<Outputs>] = [
            Field("document", \.document, "The document, known by the hash of its content."),
            Field("missing", \.missing, "The required sections that are missing or empty."),
            Field("not_found", \.notFound, "The words to be corrected that are not in the text."),
        ]
    }

    static let name = "document.render"
    static let summary = "Makes a document from a template and checks that its required sections are there."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        let complete = OutcomeSchema("complete", "Every required section is there.")
        let notFound = OutcomeSchema("not_found", "Words that should be corrected are not in the text.")
        guard !parameters.requiredSections.isEmpty else { return [complete, notFound] }
        return [complete, OutcomeSchema("missing_section", "A required section is missing or empty."), notFound]
    }

    static func check(_ parameters: Parameters) -> [FieldFailure] {
        var faults: [FieldFailure] = []
        var seen: Set<String> = []
        for (index, title) in parameters.requiredSections.enumerated() {
            let path = "required_sections[\(index)]"
            if title.trimmingBlanks.isEmpty {
                faults.append(FieldFailure(path: path, message: "a section needs a title"))
            } else if !seen.insert(title.trimmingBlanks.lowercased()).inserted {
                faults.append(FieldFailure(path: path, message: "\"\(title)\" is required twice"))
            }
        }
        return faults
    }

    func compute(_ parameters: Parameters, in context: StepContext) throws -> StepResult<Outputs> {
        guard let source = context.template(parameters.template) else {
            throw StepFailure(
                "there is no template \(parameters.template) beside the workflow",
                help: "put the file into the folder templates of the workflow", isPermanent: true)
        }
        var renderer = TemplateRenderer(
            scopes: [surroundings(parameters, context), parameters.data], bytesMax: DocumentLimits.documentBytesMax)
        let (body, notFound) = WordingCorrection.apply(
            parameters.corrections, to: try renderer.render(try Template.known(source)))
        let missing = SectionCheck.missing(parameters.requiredSections, in: body)
        let content = DocumentContent(title: parameters.title, text: body.trimmingBlanks + origin(context))
        return StepResult(
            !notFound.isEmpty ? "not_found" : missing.isEmpty ? "complete" : "missing_section",
            Outputs(document: content.document, missing: missing, notFound: notFound),
            documents: [content])
    }

    /// What every template may name besides its data.
    private func surroundings(_ parameters: Parameters, _ context: StepContext) -> Value {
        .map(
            MapValue([
                (.string("title"), .string(parameters.title)), (.string("case"), .string(context.caseID)),
                (.string("today"), .string(context.today.description)),
                (.string("definition"), .string(context.definitionReference)),
            ]))
    }

    private func origin(_ context: StepContext) -> String {
        "\n\n---\n\nMade on \(context.today) in case \(context.caseID), step \(context.step), "
            + "by \(context.definitionReference).\n"
    }
}
