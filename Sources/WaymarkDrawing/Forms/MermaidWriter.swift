/// Writes a graph as a flowchart in Mermaid's language.
struct MermaidWriter {
    private let graph: ProcessGraph
    private let arrows: ArrowLookup
    private(set) var text = ""

    init(_ graph: ProcessGraph) {
        self.graph = graph
        arrows = ArrowLookup(graph)
        text = "---\ntitle: \"\(Self.escaped(graph.title))\"\n---\nflowchart TD\n"
        strip(0, depth: 1)
        for arrow in graph.arrows { self.arrow(arrow) }
        classes()
    }

    /// Signs that mean something in a label become entities.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\"": escaped += "#quot;"
            case "<": escaped += "#lt;"
            case ">": escaped += "#gt;"
            case "#": escaped += "#35;"
            case "&": escaped += "#amp;"
            case "`": escaped += "#96;"
            case "\\": escaped += "#92;"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    private func name(_ shape: Int) -> String { "n\(shape)" }

    private mutating func line(_ line: String, depth: Int) {
        text += String(repeating: "    ", count: depth) + line + "\n"
    }

    // MARK: - Shapes

    private mutating func strip(_ strip: Int, depth: Int) {
        for item in graph.strips[strip].items {
            for part in item.parts {
                switch part {
                case .shape(let shape): self.shape(shape, depth: depth)
                case .frame(let shape, let inner):
                    line("subgraph \(name(shape))f[\"\(label(graph.shapes[shape]))\"]", depth: depth)
                    self.strip(inner, depth: depth + 1)
                    line("end", depth: depth)
                case .columns(let columns), .detours(let columns):
                    for column in columns { self.strip(column, depth: depth) }
                }
            }
        }
    }

    private func label(_ shape: Shape) -> String {
        var lines: [String] = []
        if !shape.title.isEmpty { lines.append(shape.isFrame ? shape.title : "<b>\(Self.escaped(shape.title))</b>") }
        if shape.kind == .question || shape.isFrame { lines = [Self.escaped(shape.title)] }
        if let caption = shape.kind.caption { lines.append("<i>\(caption)</i>") }
        lines += shape.details.map { Self.escaped($0.text) }
        if let mark = shape.mark { lines.append("<b>\(Self.escaped(mark.words))</b>") }
        return lines.isEmpty ? " " : lines.joined(separator: "<br>")
    }

    private mutating func shape(_ index: Int, depth: Int) {
        let shape = graph.shapes[index]
        let label = "\"\(self.label(shape))\""
        let body =
            switch shape.kind {
            case .start, .end, .stop: "([\(label)])"
            case .question: "{{\(label)}}"
            case .choice, .everyChoice: "{\(label)}"
            case .outcome, .merge: "{\" \"}"
            case .enter, .leave: "((\" \"))"
            case .fork, .join: "[\" \"]"
            case .call: "[[\(label)]]"
            case .waitTime, .waitCondition, .waitMessage: "([\(label)])"
            case .send: ">\(label)]"
            case .table: "[(\(label))]"
            case .failure: "[/\(label)/]"
            default: "[\(label)]"
            }
        line("\(name(index))\(body)", depth: depth)
    }

    // MARK: - Arrows

    private mutating func arrow(_ arrow: ProcessGraph.Arrow) {
        let label = arrows.label(of: arrow).map { "|\"\(Self.escaped($0))\"|" } ?? ""
        let sign = arrow.isException ? "-.->" : "-->"
        let ends = arrows.flatEnds(of: arrow)
        line("\(name(ends.from)) \(sign)\(label) \(name(ends.to))", depth: 1)
    }

    private mutating func classes() {
        let styles = [
            ("task", "fill:#eef4fb,stroke:#2c5f93,color:#1c2733"),
            ("system", "fill:#f6f6f4,stroke:#7b7b74,color:#1c2733"),
            ("question", "fill:#fff8e6,stroke:#a57a1c,color:#1c2733"),
            ("edge", "fill:#26323f,stroke:#26323f,color:#ffffff"),
            ("done", "fill:#e7f4ea,stroke:#2f7d46,color:#1c2733"),
            ("here", "fill:#fff1c9,stroke:#b35c00,stroke-width:3px,color:#1c2733"),
            ("stopped", "fill:#fde7e5,stroke:#b3261e,stroke-width:3px,color:#1c2733"),
        ]
        for (name, style) in styles {
            let members = graph.shapes.indices.filter { self.style(graph.shapes[$0]) == name }
            guard !members.isEmpty else { continue }
            line("classDef \(name) \(style)", depth: 1)
            line("class \(members.map { self.name($0) }.joined(separator: ",")) \(name)", depth: 1)
        }
    }

    private func style(_ shape: Shape) -> String {
        if shape.isFrame { return "" }
        switch shape.mark?.status {
        case .done?: return "done"
        case .open?, .late?: return "here"
        case .stopped?: return "stopped"
        case nil: break
        }
        switch shape.kind {
        case .task: return "task"
        case .question, .choice, .everyChoice, .outcome: return "question"
        case .start, .end, .stop, .fork, .join, .enter, .leave, .merge: return "edge"
        default: return "system"
        }
    }
}
