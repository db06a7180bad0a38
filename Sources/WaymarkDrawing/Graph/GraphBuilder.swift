import CEL
package import WaymarkDefinition

extension ProcessGraph {
    /// Draws a definition, with where a case stands if that is given.
    package init(_ definition: CompiledDefinition, marks: CaseMarks? = nil) {
        var builder = GraphBuilder(definition: definition, marks: marks)
        builder.build()
        self = builder.graph.pruned()
    }
}

/// Goes through a definition and makes shapes and arrows of it.
struct GraphBuilder {
    /// An arrow that has left a shape and has not arrived.
    struct Link {
        var from: Int
        var label: String?
        var condition: String?
        var via: Int?
        var isException = false
    }

    /// The two ends of an arrow.
    private struct Way: Hashable {
        var from: Int
        var to: Int
        var via: Int?
    }

    /// Where a shape is put: the strip, and the frame around it.
    struct Place {
        var strip: Int
        var frame: Int?
    }

    let definition: CompiledDefinition
    let marks: CaseMarks?
    var graph = ProcessGraph()
    /// The shape with which each step begins, as far as they are built.
    var entries: [Int: Int] = [:]
    /// Arrows to steps of a list that come later in it.
    var waiting: [Int: [Link]] = [:]
    /// The arrows by their ends.
    private var ways: [Way: Int] = [:]

    init(definition: CompiledDefinition, marks: CaseMarks?) {
        self.definition = definition
        self.marks = marks
    }

    mutating func build() {
        graph.name = definition.workflow
        graph.title = definition.title
        let version = "Version \(definition.version), a case for each \(StepWording.name(definition.subjectType))"
        graph.subtitle = [definition.source.map { "\($0) · \(version)" } ?? version]
        if let line = marks?.line { graph.subtitle.append(line) }
        let place = Place(strip: strip(), frame: nil)
        let start = shape(Shape(id: "process.start", kind: .start, title: "Start"), at: place)
        let open = list(CompiledDefinition.rootList, at: place, from: [Link(from: start)])
        let end = shape(Shape(id: "process.end", kind: .end, title: "End"), at: place)
        connect(open, to: end)
    }

    // MARK: - Pieces

    mutating func strip(heading: String? = nil) -> Int {
        graph.strips.append(.init(heading: heading))
        return graph.strips.count - 1
    }

    /// Adds a shape as an item of its own.
    mutating func shape(_ shape: Shape, at place: Place) -> Int {
        graph.strips[place.strip].items.append(.init())
        return part(shape, at: place)
    }

    /// Adds a shape to the last item of a strip.
    mutating func part(_ shape: Shape, at place: Place) -> Int {
        let index = add(shape, in: place.frame)
        append(.shape(index), at: place)
        return index
    }

    /// Adds a frame to the last item of a strip, and gives the place inside.
    mutating func frame(_ shape: Shape, at place: Place) -> (shape: Int, inside: Place) {
        let index = add(shape, in: place.frame)
        let inner = strip()
        append(.frame(index, strip: inner), at: place)
        return (index, Place(strip: inner, frame: index))
    }

    private mutating func add(_ shape: Shape, in frame: Int?) -> Int {
        var shape = shape
        shape.frame = frame
        graph.shapes.append(shape)
        return graph.shapes.count - 1
    }

    mutating func append(_ part: ProcessGraph.Part, at place: Place) {
        let last = graph.strips[place.strip].items.count - 1
        graph.strips[place.strip].items[last].parts.append(part)
    }

    /// Lets arrows arrive; two from one shape to another become one with both labels.
    mutating func connect(_ links: [Link], to shape: Int) {
        for link in links {
            let way = Way(from: link.from, to: shape, via: link.via)
            if let index = ways[way] {
                let labels = [graph.arrows[index].label, link.label].compactMap { $0 }
                graph.arrows[index].label = labels.isEmpty ? nil : labels.joined(separator: " or ")
                let conditions = [graph.arrows[index].condition, link.condition].compactMap { $0 }
                graph.arrows[index].condition = conditions.count < 2 ? nil : conditions.joined(separator: " || ")
                continue
            }
            ways[way] = graph.arrows.count
            graph.arrows.append(
                .init(
                    from: link.from, to: shape, label: link.label, condition: link.condition, via: link.via,
                    isException: link.isException))
        }
    }

    // MARK: - Lists and steps

    /// Builds the steps of a list below each other.
    /// - Returns: The arrows that leave the list at its end.
    mutating func list(_ index: Int, at place: Place, from links: [Link]) -> [Link] {
        var open = links
        var leaving: [Link] = []
        for step in definition.lists[index].steps {
            graph.strips[place.strip].items.append(.init())
            let result = self.step(definition.steps[step], at: place, from: open)
            open = result.next
            leaving += result.leaving
        }
        return open + leaving
    }

    /// Builds a step in the last item of a strip.
    mutating func step(_ step: Step, at place: Place, from links: [Link]) -> (next: [Link], leaving: [Link]) {
        var open = links + (waiting.removeValue(forKey: step.index) ?? [])
        var skipped: [Link] = []
        if let condition = step.when {
            let source = StepWording.source(condition)
            let question = part(
                Shape(id: "\(step.id).when", kind: .question, title: "only if \(words(condition))", step: step.index),
                at: place)
            arrive(open, at: question, of: step)
            skipped = [Link(from: question, label: "no")]
            open = [Link(from: question, label: "yes", condition: source)]
        }
        let done = construct(of: step, at: place, from: open)
        let (next, leaving) = route(step, from: done, at: place)
        return (next + skipped, leaving)
    }

    /// Lets arrows arrive at the first shape of a step; arrows from further down will find it there too.
    mutating func arrive(_ links: [Link], at shape: Int, of step: Step) {
        if entries[step.index] == nil { entries[step.index] = shape }
        connect(links, to: shape)
    }

    /// A condition in words.
    func words(_ condition: CheckedExpression) -> String { StepWording.words(condition, in: definition) }

    // MARK: - Routes

    /// Sends a step's outcomes where they lead.
    private mutating func route(
        _ step: Step, from done: [Link], at place: Place
    ) -> (next: [Link], leaving: [Link]) {
        let ways = outcomes(of: step)
        guard !done.isEmpty, ways.contains(where: { $0.route != .next }) else { return (done, []) }
        let isSplit = Set(ways.map { "\($0.route)" }).count > 1
        var from = done
        if isSplit {
            let split = part(
                Shape(id: "\(step.id).outcome", kind: .outcome, title: "", step: step.index), at: place)
            connect(done, to: split)
            from = [Link(from: split)]
        }
        var next: [Link] = []
        var leaving: [Link] = []
        var detours: [Int] = []
        for way in ways {
            let links = from.map { link in
                var link = link
                guard isSplit else { return link }
                link.label = StepWording.name(way.name)
                link.condition = "steps.\(step.id).outcome == \"\(way.name)\""
                return link
            }
            switch way.route {
            case .next: next += links
            case .leave: leaving += links
            case .goTo(let target): goTo(target, links)
            case .stop(let outcome):
                let column = strip()
                let stop = shape(
                    Shape(
                        id: "\(step.id).\(way.name).stop", kind: .stop, title: Self.stopTitle(outcome),
                        reference: outcome),
                    at: Place(strip: column, frame: place.frame))
                connect(links, to: stop)
                detours.append(column)
            case .steps(let list):
                let column = strip()
                next += self.list(list, at: Place(strip: column, frame: place.frame), from: links)
                detours.append(column)
            }
        }
        if !detours.isEmpty { append(.detours(detours), at: place) }
        return (next, leaving)
    }

    private mutating func goTo(_ target: Int, _ links: [Link]) {
        if let entry = entries[target] { connect(links, to: entry) } else { waiting[target, default: []] += links }
    }

    static func stopTitle(_ outcome: String) -> String { "The case ends: \(StepWording.name(outcome))" }

    /// The outcomes that a step may end with, and where they lead.
    private func outcomes(of step: Step) -> [(name: String, route: Route)] {
        var names: [String]
        switch step.construct {
        case .uses(let use):
            names = use.outcomes.map(\.name)
            if use.human?.whenOverdue == .end { names.append(BuiltInOutcome.overdue) }
        case .wait(.message): names = [BuiltInOutcome.received]
        default: names = [BuiltInOutcome.done]
        }
        if step.timeout != nil { names.append(BuiltInOutcome.timedOut) }
        // What the engine may add to these is known only by its route.
        names += step.routes.keys.filter { !names.contains($0) }.sorted()
        return names.map { ($0, step.routes[$0] ?? .next) }
    }
}
