import CEL
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDiagnostics
import WaymarkYAML

/// Reads what `Config/simulation` says, with every fault at its place.
struct BehaviourReader {
    static let code = DiagnosticCode("WM1600", "bad-behaviour", "A file of the simulation has a fault.")
    private(set) var diagnostics = Diagnostics()
    private let file: String
    private let base: (String) -> String?
    /// The files that extend this one.
    private let heirs: [String]

    init(file: String, heirs: [String] = [], base: @escaping (String) -> String?) {
        self.file = file
        self.heirs = heirs
        self.base = base
    }

    mutating func report(_ message: String, at span: SourceSpan, help: String? = nil) {
        diagnostics.add(Diagnostic(Self.code, at: span, message, help: help))
    }

    /// What stands in a list; nothing, and a fault, where it is none.
    private mutating func items(_ key: String, in node: YAMLNode) -> [YAMLNode]? {
        guard let value = node[key] else { return nil }
        if value.items == nil { report("`\(key)` is a list", at: value.span, help: "begin each line with a hyphen") }
        return value.items
    }

    /// What stands under names; nothing, and a fault, where there are none.
    private mutating func entries(_ key: String, in node: YAMLNode) -> [YAMLEntry] {
        guard let value = node[key] else { return [] }
        if value.entries == nil { report("`\(key)` is a map", at: value.span, help: "write a name and a colon") }
        return value.entries ?? []
    }

    mutating func allow(_ keys: [String], in node: YAMLNode) {
        for entry in node.entries ?? [] where !keys.contains(entry.key) {
            report(
                "`\(entry.key)` has no meaning here", at: entry.keySpan,
                help: Nearest.word(to: entry.key, among: keys).map { "did you mean `\($0)`?" } ?? "there are: "
                    + keys.joined(separator: ", "))
        }
    }

    mutating func read(_ text: String) -> Behaviour {
        let (document, faults) = YAMLReader.read(text, file: file)
        diagnostics = faults
        guard let document else { return Behaviour() }
        allow(BehaviourForms.document.names, in: document)
        var behaviour = extended(document)
        behaviour.setSpan(from: date("from", document), until: date("until", document))
        if behaviour.until < behaviour.from, let until = document["until"] {
            report("the last day comes before the first", at: until.span)
        }
        if let items = items("rounds", in: document) { behaviour.rounds = items.map { round($0) } }
        if let node = document["start"] { (behaviour.starts, behaviour.runsSchedules) = starts(node) }
        if let node = document["people"] { behaviour.people = workingLife(node) }
        if let items = items("report", in: document) { behaviour.counts = items.compactMap { count($0) } }
        for entry in entries("data", in: document) { behaviour.standIns[entry.key] = entry.value.text ?? "" }
        for entry in entries("steps", in: document) { behaviour.steps[entry.key] = step(entry.value) }
        return behaviour
    }

    /// What the file that this one extends says, which stands in the same folder and may extend another itself.
    private mutating func extended(_ document: YAMLNode) -> Behaviour {
        guard let node = document["extends"] else { return Behaviour() }
        let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let name = folder.isEmpty ? node.text ?? "" : folder + "/" + (node.text ?? "")
        guard name != file, !heirs.contains(name) else {
            report("\(name) cannot be extended here, since it extends this file itself", at: node.span)
            return Behaviour()
        }
        guard let text = base(name) else {
            report("there is no file \(name) to extend", at: node.span, help: "name one in the same folder")
            return Behaviour()
        }
        var reader = BehaviourReader(file: name, heirs: heirs + [file], base: base)
        let behaviour = reader.read(text)
        diagnostics.add(contentsOf: reader.diagnostics)
        return behaviour
    }

    private mutating func round(_ node: YAMLNode) -> Behaviour.Round {
        var round = Behaviour.Round(name: node["name"]?.scalar?.text ?? "", on: date("on", node))
        for entry in node.entries ?? [] where !["name", "on"].contains(entry.key) {
            round.values[entry.key] = entry.value.scalar?.text ?? ""
        }
        if round.name.isEmpty { report("a round needs a `name`", at: node.span, help: "write name: 2013-14-Q2") }
        return round
    }

    mutating func date(_ key: String, _ node: YAMLNode) -> LocalDate {
        if let date = node[key]?.text.flatMap({ LocalDate($0) }) { return date }
        report("`\(key)` is a date", at: node[key]?.span ?? node.span, help: "write \(key): 2013-10-01")
        return LocalDate(daysSinceEpoch: 0)
    }

    /// Cases, and whether the project's schedules start some too.
    private mutating func starts(_ node: YAMLNode) -> (starts: [Behaviour.Start], runsSchedules: Bool) {
        var starts: [Behaviour.Start] = []
        var runsSchedules = false
        for item in node.items ?? [node] {
            if item.entries != nil {
                starts.append(start(item))
            } else if item.text == Self.fromSchedules {
                runsSchedules = true
            } else {
                report(
                    "`start` is a list of cases, or the words \(Self.fromSchedules)", at: item.span,
                    help: "write start: \(Self.fromSchedules), or a `workflow` with a `cohort`, `inputs` and `by` whom")
            }
        }
        return (starts, runsSchedules)
    }

    static let fromSchedules = "from schedules"

    private mutating func start(_ node: YAMLNode) -> Behaviour.Start {
        allow(BehaviourForms.start.names, in: node)
        let inputs = entries("inputs", in: node).map { ($0.key, $0.value.scalar?.text ?? "") }
        return Behaviour.Start(
            workflow: node["workflow"]?.text ?? "", cohort: node["cohort"]?.scalar?.text ?? "true",
            inputs: Dictionary(inputs, uniquingKeysWith: { first, _ in first }), person: node["by"]?.text ?? "")
    }

    private mutating func count(_ node: YAMLNode) -> Behaviour.Count? {
        allow(BehaviourForms.count.names, in: node)
        guard let by = node["by"].flatMap({ expression($0) }) else {
            report("a table needs `by`", at: node.span)
            return nil
        }
        return Behaviour.Count(
            title: node["title"]?.text ?? "", workflow: node["workflow"]?.text ?? "",
            each: node["each"].flatMap { expression($0) }, by: by)
    }

    private mutating func step(_ node: YAMLNode) -> Behaviour.StepBehaviour {
        allow(BehaviourForms.step.names, in: node)
        var step = Behaviour.StepBehaviour()
        step.workingDays = days("after", node) ?? 1
        step.spreadDays = days("spread", node) ?? 1
        step.on = node["on"].flatMap { expression($0) }
        step.skip = node["skip"].flatMap { condition($0) }
        step.late = node["late"].map { lateness($0) }
        step.escalate = node["escalate"].flatMap { condition($0) }
        step.outcome = node["outcome"].map { part($0) }
        step.reason = node["reason"].map { part($0) }
        step.form = entries("form", in: node).map { ($0.key, part($0.value)) }
        return step
    }

    private mutating func lateness(_ node: YAMLNode) -> Behaviour.Lateness {
        allow(BehaviourForms.lateness.names, in: node)
        return Behaviour.Lateness(
            when: node["when"].flatMap { condition($0) }, after: node["after"].map { part($0) } ?? .fixed(.int(1)))
    }

    private mutating func days(_ key: String, _ node: YAMLNode) -> Int? {
        guard let value = node[key] else { return nil }
        if case .int(let number)? = value.scalar?.resolved, (0...250).contains(number) { return Int(number) }
        if let words = value.text?.split(separator: " "), words.count == 3, words[1] == "working",
            let number = Int(words[0]), (0...250).contains(number)
        {
            return number
        }
        report("`\(key)` is a number of working days", at: value.span, help: "write 3 working days")
        return nil
    }

    /// An expression that is true or false.
    private mutating func condition(_ node: YAMLNode) -> CheckedExpression? {
        guard let expression = expression(node) else { return nil }
        guard expression.resultType.isAssignable(to: .bool) else {
            report(
                "a condition is true or false, but this is \(expression.resultType)", at: node.span,
                help: "compare it with something, as in roll(\"silent\") < 0.3")
            return nil
        }
        return expression
    }

    private mutating func expression(_ node: YAMLNode) -> CheckedExpression? {
        guard let scalar = node.scalar else {
            report("an expression is text", at: node.span)
            return nil
        }
        let isWrapped = scalar.text.hasPrefix("${") && scalar.text.hasSuffix("}")
        let text = isWrapped ? String(scalar.text.dropFirst(2).dropLast()) : scalar.text
        let result = check(text, in: SimulationScope.environment)
        func place(_ start: Int) -> SourceSpan {
            let place = scalar.position(atScalarOffset: start + (isWrapped ? 2 : 0))
            return SourceSpan(file: file, start: place, end: place)
        }
        for problem in result.problems {
            report(problem.message, at: place(problem.start), help: problem.suggestion)
        }
        for doubt in result.program?.chanceDoubts ?? [] {
            report(doubt.message, at: place(doubt.start), help: doubt.help)
        }
        return result.program
    }

    /// A value whose texts of the form `${…}` are computed.
    private mutating func part(_ node: YAMLNode) -> Behaviour.Part {
        switch node.content {
        case .sequence(let items): return .list(items.map { part($0) })
        case .mapping(let entries): return .map(entries.map { ($0.key, part($0.value)) })
        case .scalar(let scalar):
            switch scalar.resolved {
            case .null: return .fixed(.null)
            case .bool(let flag): return .fixed(.bool(flag))
            case .int(let number): return .fixed(.int(number))
            case .double(let number): return .fixed(.double(number))
            case .string(let text):
                guard text.hasPrefix("${"), text.hasSuffix("}") else { return .fixed(.string(text)) }
                return expression(node).map { .computed($0) } ?? .fixed(.null)
            }
        }
    }
}
