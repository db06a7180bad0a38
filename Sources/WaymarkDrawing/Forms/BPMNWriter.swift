/// Writes a graph as BPMN 2.0 with diagram positions, for tools that show or import processes.
///
/// Frames become sub-processes, what may fail carries its boundary events, and the layout is that of the picture.
struct BPMNWriter {
    let graph: ProcessGraph
    let layout: GraphLayout
    let arrows: ArrowLookup
    /// The arrows of what happens when something fails or is undone.
    let exceptions: [Int]
    /// The arrows that leave and reach each shape.
    private(set) var outgoing: [[Int]]
    private(set) var incoming: [[Int]]
    /// The shapes in each frame; those of the process under -1.
    private(set) var members: [Int: [Int]] = [:]
    private(set) var text = ""

    init(_ graph: ProcessGraph) {
        self.graph = graph
        layout = GraphLayout(graph)
        arrows = ArrowLookup(graph)
        exceptions = graph.arrows.indices.filter { graph.arrows[$0].isException }
        outgoing = Array(repeating: [], count: graph.shapes.count)
        incoming = outgoing
        for (index, shape) in graph.shapes.enumerated() { members[shape.frame ?? -1, default: []].append(index) }
        for (index, arrow) in graph.arrows.enumerated() where isFlow(arrow) {
            outgoing[arrow.from].append(index)
            incoming[arrow.to].append(index)
        }
        write()
    }

    // MARK: - Names

    func id(_ shape: Int) -> String { Self.name(graph.shapes[shape].id) }

    /// A name that XML takes as an id: letters, digits, `_`, `-` and `.`.
    static func name(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) ? $0 : "_" })
    }

    /// Whether a shape is left out: what only draws the branches of steps in any order.
    func isHidden(_ shape: Int) -> Bool {
        guard let frame = graph.shapes[shape].frame, graph.shapes[frame].kind == .frame(.anyOrder) else { return false }
        return [.fork, .join, .enter, .leave].contains(graph.shapes[shape].kind)
    }

    /// Whether an arrow is a flow from one shape to the next, and not what hangs from a boundary.
    func isFlow(_ arrow: ProcessGraph.Arrow) -> Bool {
        !arrow.isException && !isHidden(arrow.from) && !isHidden(arrow.to)
    }

    mutating func line(_ depth: Int, _ line: String) {
        text += String(repeating: "  ", count: depth) + line + "\n"
    }

    // MARK: - The file

    private mutating func write() {
        line(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        line(
            0,
            "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
                + "xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" "
                + "xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" "
                + "xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\" "
                + "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" id=\"Definitions\" "
                + "targetNamespace=\"urn:waymark:\(Self.name(graph.name))\" exporter=\"waymark\">")
        for message in references([.waitMessage, .send]) {
            line(1, "<message id=\"Message.\(Self.name(message))\" name=\"\(XMLText.escaped(message))\"/>")
        }
        for error in references([.stop]) {
            line(1, "<error id=\"Error.\(Self.name(error))\" name=\"\(XMLText.escaped(error))\"/>")
        }
        line(1, "<process id=\"Process\" name=\"\(XMLText.escaped(graph.title))\" isExecutable=\"false\">")
        for text in graph.subtitle.prefix(1) {
            line(2, "<documentation>\(XMLText.escaped(text))</documentation>")
        }
        scope(-1, depth: 2)
        line(1, "</process>")
        diagram()
        line(0, "</definitions>")
    }

    /// What shapes of some kinds refer to, each once.
    private func references(_ kinds: [Shape.Kind]) -> [String] {
        Set(graph.shapes.filter { kinds.contains($0.kind) }.compactMap(\.reference)).sorted()
    }

    /// The shapes in a frame, and the flows between them.
    mutating func scope(_ frame: Int, depth: Int) {
        let inside = (members[frame] ?? []).filter { !isHidden($0) }
        for shape in inside { element(shape, depth: depth) }
        for shape in inside { for arrow in outgoing[shape] { flow(arrow, depth: depth) } }
        for index in exceptions {
            let arrow = graph.arrows[index]
            guard graph.shapes[arrow.from].frame ?? -1 == frame, graph.shapes[arrow.to].isFrame else { continue }
            line(
                depth,
                "<association id=\"Association\(index)\" associationDirection=\"One\" "
                    + "sourceRef=\"\(id(arrow.to)).event\" targetRef=\"\(id(arrow.to))\"/>")
        }
    }

    private mutating func flow(_ index: Int, depth: Int) {
        let arrow = graph.arrows[index]
        let name = arrows.label(of: arrow).map { " name=\"\(XMLText.escaped($0))\"" } ?? ""
        let ends = "sourceRef=\"\(id(arrow.from))\" targetRef=\"\(id(arrow.to))\""
        guard let condition = arrow.condition, outgoing[arrow.from].count > 1 else {
            return line(depth, "<sequenceFlow id=\"Flow\(index)\"\(name) \(ends)/>")
        }
        line(depth, "<sequenceFlow id=\"Flow\(index)\"\(name) \(ends)>")
        line(
            depth + 1,
            "<conditionExpression xsi:type=\"tFormalExpression\">\(XMLText.escaped(condition))</conditionExpression>")
        line(depth, "</sequenceFlow>")
    }
}
