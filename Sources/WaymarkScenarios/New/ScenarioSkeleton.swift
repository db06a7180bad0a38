import CEL
package import WaymarkCalendar
import WaymarkDefinition
package import WaymarkDiagnostics
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

/// A scenario to begin from: a case of a workflow is started, and what is open then is what it expects.
package struct ScenarioSkeleton: Sendable {
    private let title: String
    private let definition: CompiledDefinition
    private let environment: ScenarioEnvironment
    private let day: LocalDate

    /// A scenario of a workflow that begins on a day; nil when the project has no such workflow.
    package init?(_ title: String, of workflow: String, on day: LocalDate, in environment: ScenarioEnvironment) {
        guard let definition = environment.definitions[workflow] else { return nil }
        self.title = title
        self.definition = definition
        self.environment = environment
        self.day = day
    }

    /// The text, or what is wrong with what it would give.
    package func text(in project: ScenarioProject, publishingTo folder: String) async throws -> (String?, Diagnostics) {
        let head = head
        let read = ScenarioReader.read(
            head + "    then: []\n    ends: open\n", file: "the skeleton", workflow: definition.workflow,
            in: environment)
        guard let scenario = read.content.scenarios.first, !read.diagnostics.hasErrors else {
            return (nil, read.diagnostics)
        }
        var run = try ScenarioRun(scenario, on: try project.stage(in: environment, publishingTo: folder), number: 0)
        return (head + "    then:\n      - expect:\n" + (try await run.facts(indent: "          ")), read.diagnostics)
    }

    private var head: String {
        let subject = environment.organisations.values.filter { $0.type == definition.subjectType }
            .min { $0.id < $1.id }
        var text = "given:\n  subject: \(subject?.short ?? "")\n  at: \(day)\n"
        let needed = definition.inputs.fields.filter { $0.isRequired && definition.inputDefaults[$0.name] == nil }
        if !needed.isEmpty {
            text += "  inputs:\n" + needed.map { "    \($0.name): \(sample(of: $0.type))\n" }.joined()
        }
        return text + "\nscenarios:\n  - scenario: \(JSONText.string(of: .string(title)))\n"
    }

    /// A value of a type, as YAML.
    private func sample(of type: FieldType) -> String {
        switch type {
        case .text, .typeName: "something"
        case .integer, .number: "1"
        case .boolean: "false"
        case .date: "\(day)"
        case .instant: "\(day)T09:00:00Z"
        case .period: Period(.quarter, containing: day).description
        case .choice(let type): type.values.first ?? "something"
        case .list: "[]"
        case .organisation: environment.organisations.keys.min() ?? "something"
        case .person: environment.people.keys.min() ?? "something"
        case .map, .record, .document, .any: "{}"
        }
    }
}

extension ScenarioRun {
    /// What is so when the case has begun, as the expectations of a scenario.
    mutating func facts(indent: String) async throws -> String {
        try await begin()
        guard let record = try cases().first(where: { $0.workflow == scenario.workflow }) else { return "" }
        let state = try runtime.state(of: record)
        let process = try definition(of: record)
        let open = state.tasks.map { activity, task in
            let items = itemLabels(activity.frame, of: state).map { JSONText.string(of: .string($0)) }
            let due = task.dueAt.map { ", due: \(text($0))" } ?? ""
            let item = items.isEmpty ? "" : ", item: [\(items.joined(separator: ", "))]"
            return "\(indent)  - { step: \(stepID(of: activity, process))\(item), role: \(task.role)\(due) }\n"
        }
        let stopped = try runtime.store.read {
            try $0.incidents(state: .open, caseID: record.id, limit: Limits.casesMax)
        }
        var lines = open.isEmpty ? "\(indent)open: []\n" : "\(indent)open:\n" + open.joined()
        lines += "\(indent)status: \(state.status.rawValue)\n"
        if !stopped.isEmpty {
            lines += "\(indent)incidents: [\(stopped.map(\.step).joined(separator: ", "))]\n"
        }
        return lines
    }
}
