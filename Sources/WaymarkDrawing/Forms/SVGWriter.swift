/// Writes a graph as a picture that explains itself: who does what, by when, and where a case stands.
struct SVGWriter {
    let graph: ProcessGraph
    let layout: GraphLayout
    /// The colour of each role, by its title.
    let colours: [String: String]
    private(set) var text = ""

    /// Dark enough for white paper, and apart from each other for most eyes.
    private static let palette = [
        "#2c5f93", "#8a3b74", "#2f7d46", "#a2541a", "#5b4fa0", "#94731a", "#1f7a80", "#a03a3a", "#5c6b2f", "#6a5a4d",
    ]

    init(_ graph: ProcessGraph) {
        self.graph = graph
        layout = GraphLayout(graph, headingHeight: 34 + graph.subtitle.count * 20)
        var colours: [String: String] = [:]
        for shape in graph.shapes {
            for detail in shape.details where detail.kind == .who && colours[detail.text] == nil {
                colours[detail.text] = Self.palette[colours.count % Self.palette.count]
            }
        }
        self.colours = colours
        write()
    }

    private mutating func write() {
        let heading = TextMeasure.width(graph.title, size: 20, isBold: true)
        let subtitle = graph.subtitle.map { TextMeasure.width($0, size: 13) }.max() ?? 0
        let width = max(layout.width, 2 * Metrics.margin + max(heading, subtitle))
        line(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(layout.height)\" "
                + "viewBox=\"0 0 \(width) \(layout.height)\" role=\"img\" aria-labelledby=\"process.title process.desc\">"
        )
        line("<title id=\"process.title\">\(XMLText.escaped(graph.title))</title>")
        line("<desc id=\"process.desc\">\(XMLText.escaped(description))</desc>")
        line(SVGStyle.text)
        line("<rect width=\"\(width)\" height=\"\(layout.height)\" fill=\"#ffffff\"/>")
        line(label(graph.title, x: Metrics.margin, y: Metrics.margin + 18, style: "heading"))
        for (index, text) in graph.subtitle.enumerated() {
            let style = index == 0 ? "subtitle" : "standing"
            line(label(text, x: Metrics.margin, y: Metrics.margin + 40 + index * 20, style: style))
        }
        for index in graph.shapes.indices where graph.shapes[index].isFrame { frame(index) }
        for index in graph.arrows.indices { arrow(index) }
        for index in graph.shapes.indices where !graph.shapes[index].isFrame { shape(index) }
        for heading in layout.headings { self.heading(heading, style: "columnlabel") }
        for (index, heading) in layout.labels.enumerated() {
            if let heading { self.heading(heading, style: graph.arrows[index].isException ? "late" : "label") }
        }
        line("</svg>")
    }

    /// The process in a sentence, for those who do not see the picture.
    private var description: String {
        let tasks = graph.shapes.filter { $0.kind == .task }.count
        let steps = graph.shapes.filter { $0.step != nil && $0.kind != .question && $0.kind != .outcome }.count
        let people = colours.keys.sorted().joined(separator: ", ")
        var text = "A flowchart of \(steps) steps, \(tasks) of them done by people"
        text += people.isEmpty ? "." : ": \(people)."
        let here = graph.shapes.filter { [.open, .late, .stopped].contains($0.mark?.status) && !$0.isFrame }
        if !here.isEmpty { text += " The case stands at: \(here.map(\.title).joined(separator: ", "))." }
        return text
    }

    mutating func line(_ line: String) { text += line + "\n" }

    func label(_ text: String, x: Int, y: Int, style: String, fill: String? = nil) -> String {
        let colour = fill.map { " style=\"fill: \($0)\"" } ?? ""
        return "<text x=\"\(x)\" y=\"\(y)\" class=\"\(style)\"\(colour)>\(XMLText.escaped(text))</text>"
    }

    private mutating func heading(_ label: GraphLayout.Label, style: String) {
        for (index, text) in label.lines.enumerated() {
            let y = label.at.y + index * Metrics.labelLeading
            let width = TextMeasure.width(text, size: Metrics.labelSize)
            let x = label.isCentred ? label.at.x - width / 2 : label.at.x
            line(
                "<rect x=\"\(x - 3)\" y=\"\(y - 11)\" width=\"\(width + 6)\" height=\"\(Metrics.labelLeading)\" class=\"paper\"/>"
            )
            let anchor = label.isCentred ? "\(style) centred" : style
            line(self.label(text, x: label.at.x, y: y, style: anchor))
        }
    }

    // MARK: - Arrows

    private mutating func arrow(_ index: Int) {
        let points = layout.routes[index]
        guard points.count > 1 else { return }
        let arrow = graph.arrows[index]
        let isBack = (points.last?.y ?? 0) < (points.first?.y ?? 0)
        let style = arrow.isException ? "arrow exception" : isBack ? "arrow back" : "arrow"
        let target = graph.shapes[arrow.to].kind
        let hasHead = target != .merge && target != .leave && target != .join
        let head = hasHead ? " marker-end=\"url(#process.\(isBack ? "backhead" : "head"))\"" : ""
        line("<path d=\"\(Self.path(points))\" class=\"\(style)\"\(head)/>")
    }

    /// A line through points, with round corners.
    static func path(_ points: [Point]) -> String {
        var path = "M\(points[0].x) \(points[0].y)"
        for index in 1..<points.count {
            let here = points[index]
            guard index + 1 < points.count else {
                path += "L\(here.x) \(here.y)"
                break
            }
            let before = toward(points[index - 1], from: here)
            let after = toward(points[index + 1], from: here)
            path += "L\(before.x) \(before.y)Q\(here.x) \(here.y) \(after.x) \(after.y)"
        }
        return path
    }

    private static func toward(_ other: Point, from corner: Point) -> Point {
        let (dx, dy) = (other.x - corner.x, other.y - corner.y)
        let radius = min(7, max(abs(dx), abs(dy)) / 2)
        return Point(corner.x + dx.signum() * radius, corner.y + dy.signum() * radius)
    }
}
