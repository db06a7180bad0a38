import CEL
import Foundation
import Testing
import TrialKinds
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkDrawing
import WaymarkPluginKit

/// Definitions to draw: the files of `Tests/Fixtures/drawings`, and one with every construct of the language.
enum DrawingFixture {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
        path: "Fixtures/drawings")

    static func compiled(_ name: String) throws -> CompiledDefinition {
        let text = try String(contentsOf: folder.appending(path: "\(name).yaml"), encoding: .utf8)
        let result = Compiler.compile(SourceBundle(file: name, text: text), in: try environment())
        for diagnostic in result.diagnostics.sorted where diagnostic.severity == .error {
            Issue.record("\(name): \(diagnostic.message)")
        }
        return try #require(result.definition)
    }

    static func environment() throws -> CompilerEnvironment {
        let kinds = [
            RegisterSchema.OrganisationType(
                name: "school", title: "School", relations: [.init(name: "district", type: "district")]),
            RegisterSchema.OrganisationType(name: "district", title: "District"),
        ]
        let positions = [
            RegisterSchema.Position(name: "head", title: "Head", organisationTypes: ["school"]),
            RegisterSchema.Position(name: "inspector", title: "Inspector", organisationTypes: ["district"]),
        ]
        return CompilerEnvironment(
            registry: try PluginRegistry(TrialKinds.plugins),
            registerSchema: RegisterSchema(
                organisationTypes: Dictionary(uniqueKeysWithValues: kinds.map { ($0.name, $0) }),
                positions: Dictionary(uniqueKeysWithValues: positions.map { ($0.name, $0) })))
    }

    static func expression(_ source: String) throws -> CheckedExpression {
        try #require(CEL.check(source, in: Environment(), isChecked: false).program)
    }
}

/// Puts a definition together by hand, step by step.
struct DefinitionBuilder {
    private(set) var steps: [Step] = []
    private(set) var lists: [StepList] = []

    /// Begins a list; the steps added to it follow.
    mutating func list(of owner: Int? = nil, named name: String? = nil) -> Int {
        lists.append(StepList(index: lists.count, steps: [], owner: owner, name: name))
        return lists.count - 1
    }

    @discardableResult
    mutating func add(_ id: String, to list: Int, _ construct: Construct = .set) -> Int {
        let position = lists[list].steps.count
        steps.append(
            Step(
                id: id, index: steps.count, list: list, position: position, loops: [],
                title: id.replacing("_", with: " "), construct: construct))
        lists[list].steps.append(steps.count - 1)
        return steps.count - 1
    }

    mutating func change(_ step: Int, _ change: (inout Step) throws -> Void) rethrows { try change(&steps[step]) }

    /// A list with one step that does nothing.
    mutating func branch(of owner: Int, _ id: String) -> Int {
        let list = list(of: owner, named: id)
        add(id, to: list)
        return list
    }

    func definition(titled title: String = "By hand") -> CompiledDefinition {
        CompiledDefinition(
            hash: ContentHash(of: []), workflow: "by-hand", version: "1", title: title, source: nil,
            subjectType: "school", caseID: nil, key: [], inputs: RecordSchema(name: "inputs"), inputDefaults: [:],
            variables: [], outputs: [], roles: [:], duties: [], types: [:], messages: [:], vocabularies: [:],
            templates: [:], steps: steps, lists: lists)
    }
}

extension DrawingFixture {
    /// One step for each construct, in one list.
    static func everyConstruct() throws -> CompiledDefinition {
        var build = DefinitionBuilder()
        let root = build.list()
        let truth = try expression("true")
        let race = build.add("race", to: root)
        let first = build.branch(of: race, "first"), second = build.branch(of: race, "second")
        build.change(race) {
            $0.construct = .race(branches: [Branch(name: "first", list: first), Branch(name: "second", list: second)])
        }
        let order = build.add("order", to: root)
        let items = ["one", "two", "three"].map { Branch(name: $0, list: build.branch(of: order, $0)) }
        try build.change(order + 2) { $0.when = try expression("1 < 2") }
        build.change(order) { $0.construct = .anyOrder(branches: items) }
        let alone = build.add("alone", to: root)
        let inside = build.branch(of: alone, "inside")
        build.change(alone) { $0.construct = .exclusive(name: .constant(.string("the hall")), list: inside) }
        let attempt = build.add("attempt", to: root)
        let tried = build.branch(of: attempt, "tried"), caught = build.branch(of: attempt, "caught")
        let caughtToo = build.branch(of: attempt, "caught_too"), undone = build.branch(of: attempt, "undone")
        build.change(attempt) {
            $0.construct = .attempt(
                list: tried,
                handlers: [CatchBranch(when: nil, list: caught), CatchBranch(when: truth, list: caughtToo)],
                undo: undone)
        }
        let every = build.add("every", to: root)
        let left = build.branch(of: every, "left"), right = build.branch(of: every, "right")
        build.change(every) {
            $0.construct = .choose(
                branches: [GuardedBranch(when: truth, list: left), GuardedBranch(when: truth, list: right)],
                otherwise: nil, takesEvery: true)
        }
        build.add("table", to: root, .decide(table: "headline", with: []))
        build.add("withdraw", to: root, .cancel(steps: [race, order]))
        build.add("until_then", to: root, .wait(.condition(truth)))
        build.add("reached", to: root, .wait(.milestone(name: "signed", of: .parent)))
        build.add("tell", to: root, .send(SendStep(message: "news", to: .children, data: [])))
        build.add(
            "child", to: root,
            .call(
                CallStep(
                    workflow: "other", subject: nil, inputs: [], each: truth, item: "thing", detaches: true,
                    outputs: RecordSchema(name: "outputs"))))
        let loop = build.add("loop", to: root)
        let body = build.branch(of: loop, "body")
        build.change(loop) {
            $0.construct = .forEach(
                ForEachStep(
                    item: "thing", items: truth, list: body, mode: .anyOrder, join: .count(2), rest: .finish,
                    isOpen: true))
        }
        build.change(loop) { $0.routes = ["done": .goTo(step: alone)] }
        return build.definition()
    }
}
