/// Writes a graph for Graphviz.
struct DOTWriter {
    private let graph: ProcessGraph
    private(set) var text = ""

    init(_ graph: ProcessGraph) {
        self.graph = graph
        let title = ([graph.title] + graph.subtitle).map { Self.escaped($0) }.joined(separator: "\\n")
        text = """
            digraph "\(Self.escaped(graph.name))" {
                graph [label="\(title)", labelloc=t, fontname="Helvetica", fontsize=16, rankdir=TB, nodesep=0.4]
                node [fontname="Helvetica", fontsize=11, shape=box, style="rounded,filled", fillcolor="#f6f6f4"]
                edge [fontname="Helvetica", fontsize=10]

            """
        strip(0, depth: 1)
        let arrows = ArrowLookup(graph)
        for arrow in graph.arrows {
            let ends = arrows.flatEnds(of: arrow)
            var attributes: [String] = []
            if let label = arrows.label(of: arrow) { attributes.append("label=\"\(Self.escaped(label))\"") }
            if arrow.isException { attributes.append("style=dashed") }
            let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
            line("n\(ends.from) -> n\(ends.to)\(list)", depth: 1)
        }
        text += "}\n"
    }

    /// Signs that mean something in a quoted string are escaped.
    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: " ")
    }

    private mutating func line(_ line: String, depth: Int) {
        text += String(repeating: "    ", count: depth) + line + "\n"
    }

    private mutating func strip(_ strip: Int, depth: Int) {
        for item in graph.strips[strip].items {
            for part in item.parts {
                switch part {
                case .shape(let shape): line("n\(shape) [\(attributes(graph.shapes[shape]))]", depth: depth)
                case .frame(let shape, let inner):
                    line("subgraph cluster_\(shape) {", depth: depth)
                    let label = self.label(graph.shapes[shape])
                    line("graph [label=\"\(label)\", style=rounded, color=\"#7b7b74\", fontsize=11]", depth: depth + 1)
                    self.strip(inner, depth: depth + 1)
                    line("}", depth: depth)
                case .columns(let columns), .detours(let columns):
                    for column in columns { self.strip(column, depth: depth) }
                }
            }
        }
    }

    private func label(_ shape: Shape) -> String {
        var lines = shape.title.isEmpty ? [] : [shape.title]
        if let caption = shape.kind.caption { lines.append("(\(caption))") }
        lines += shape.details.map(\.text)
        if let mark = shape.mark { lines.append(mark.words.uppercased()) }
        let wrapped = lines.flatMap { TextMeasure.wrapped($0, width: 260, size: 11) }
        return wrapped.map { Self.escaped($0) }.joined(separator: "\\n")
    }

    private func attributes(_ shape: Shape) -> String {
        let label = "label=\"\(self.label(shape))\""
        let filling: String
        switch shape.mark?.status {
        case .done?: filling = "fillcolor=\"#e7f4ea\", color=\"#2f7d46\""
        case .open?, .late?: filling = "fillcolor=\"#fff1c9\", color=\"#b35c00\", penwidth=3"
        case .stopped?: filling = "fillcolor=\"#fde7e5\", color=\"#b3261e\", penwidth=3"
        case nil: filling = shape.kind == .task ? "fillcolor=\"#eef4fb\", color=\"#2c5f93\"" : "color=\"#7b7b74\""
        }
        switch shape.kind {
        case .start, .end, .stop: return "\(label), shape=box, fillcolor=\"#26323f\", fontcolor=white"
        case .enter, .leave, .merge: return "label=\"\", shape=circle, width=0.1, fillcolor=\"#26323f\""
        case .fork, .join: return "label=\"\", shape=box, height=0.06, width=1.2, style=filled, fillcolor=\"#26323f\""
        case .outcome: return "label=\"\", shape=diamond, width=0.3, height=0.3, style=filled, fillcolor=\"#fff8e6\""
        case .question: return "\(label), shape=hexagon, style=filled, fillcolor=\"#fff8e6\""
        case .choice, .everyChoice: return "\(label), shape=diamond, style=filled, fillcolor=\"#fff8e6\""
        case .call: return "\(label), peripheries=2, \(filling)"
        default: return "\(label), \(filling)"
        }
    }
}
