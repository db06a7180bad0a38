/// What the forms that are written line by line ask of arrows.
struct ArrowLookup {
    private let graph: ProcessGraph
    private var enters: [Int: Int] = [:]
    private var leaves: [Int: Int] = [:]
    /// The strips by the shapes with which they begin.
    private var strips: [Int: Int] = [:]

    init(_ graph: ProcessGraph) {
        self.graph = graph
        for (index, shape) in graph.shapes.enumerated() {
            guard let frame = shape.frame else { continue }
            if shape.kind == .enter { enters[frame] = index }
            if shape.kind == .leave { leaves[frame] = index }
        }
        for (index, strip) in graph.strips.enumerated() {
            switch strip.items.first?.parts.first {
            case .shape(let shape)?, .frame(let shape, _)?: strips[shape] = index
            case .columns?, .detours?, nil: break
            }
        }
    }

    /// The shapes that stand for the ends of an arrow where a frame cannot: what is inside it at its entry and exit.
    func flatEnds(of arrow: ProcessGraph.Arrow) -> (from: Int, to: Int) {
        let from = arrow.isException ? enters[arrow.from] : leaves[arrow.from]
        return (from ?? arrow.from, enters[arrow.to] ?? arrow.to)
    }

    /// What stands beside an arrow: its own label, or the heading of the column that it leads to.
    func label(of arrow: ProcessGraph.Arrow) -> String? {
        if let label = arrow.label { return label }
        if let column = arrow.via { return graph.strips[column].heading }
        switch graph.shapes[arrow.from].kind {
        case .fork, .choice, .everyChoice: return strips[arrow.to].flatMap { graph.strips[$0].heading }
        default: return nil
        }
    }
}
