import ArgumentParser
import CEL
import WaymarkDefinition
import WaymarkOperations
import WaymarkPluginKit

/// Lists the step kinds of the build, or describes one.
struct StepsCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "steps", abstract: "List the step kinds of this build, with their parameters and outputs.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "A step kind, to describe it.")
    var kind: String?

    func operate(_ desk: Desk) async throws {
        let registry = desk.program.registry
        if let name = kind {
            guard let kind = registry.kind(name) else {
                throw OperationFailure(
                    .notFound, "Expected a step kind, but there is no \"\(name)\" in this build",
                    help: "see `waymark steps`")
            }
            return describe(kind, desk)
        }
        var listing = Listing(columns: [
            ("kind", "KIND"), ("sort", "SORT"), ("outcomes", "OUTCOMES"), ("summary", "WHAT IT DOES"),
        ])
        for name in registry.kindNames {
            guard let kind = registry.kind(name) else { continue }
            let outcomes = kind.outcomes(literals: MapValue([])).map(\.name)
            listing.rows.append([
                .init(kind.name, emphasis: .strong), .init(kind.sort.rawValue),
                .init(.list(outcomes.map { .string($0) }), text: outcomes.joined(separator: ", ")), .init(kind.summary),
            ])
        }
        desk.show(listing, empty: "This build has no plugins.")
    }

    private func describe(_ kind: AnyStepKind, _ desk: Desk) {
        let groups = [("with", kind.parameters), ("form", kind.form), ("outputs", kind.outputs)]
        if desk.common.output == .table {
            desk.console.write("\(desk.style.bold(kind.name))  \(kind.sort.rawValue)\n\(kind.summary)\n")
            let outcomes = kind.outcomes(literals: MapValue([]))
            desk.console.write("\nEnds with: " + outcomes.map(\.words).joined(separator: ", ") + "\n")
        }
        var listing = Listing(columns: [
            ("group", "IN"), ("name", "NAME"), ("type", "TYPE"), ("required", ""), ("summary", "WHAT IT MEANS"),
        ])
        for (group, schema) in groups {
            for field in schema.fields {
                let type = field.typedBy.map { "the type that `\($0)` names" } ?? field.type.title
                listing.rows.append([
                    .init(group, emphasis: .faint), .init(field.name, emphasis: .strong), .init(type),
                    .init(.bool(field.isRequired), text: field.isRequired ? "" : "optional", emphasis: .faint),
                    .init(field.summary),
                ])
            }
        }
        if desk.common.output == .table { desk.console.write("\n") }
        desk.show(listing, empty: "It takes and gives nothing.")
    }
}
