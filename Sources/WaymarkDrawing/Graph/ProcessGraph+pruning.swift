extension ProcessGraph {
    /// The graph without the shapes that nothing leads to: the end of a process that always stops, and the like.
    func pruned() -> ProcessGraph {
        let reached = reachable()
        let left = Set(
            shapes.indices.filter { shapes[$0].kind == .leave && reached[$0] }.compactMap { shapes[$0].frame })
        guard reached.contains(false) else { return self }
        var kept = self
        var numbers: [Int: Int] = [:]
        kept.shapes = []
        for (index, shape) in shapes.enumerated() where reached[index] {
            numbers[index] = kept.shapes.count
            kept.shapes.append(shape)
        }
        for index in kept.shapes.indices { kept.shapes[index].frame = kept.shapes[index].frame.flatMap { numbers[$0] } }
        kept.arrows = arrows.compactMap { arrow in
            guard let from = numbers[arrow.from], let to = numbers[arrow.to] else { return nil }
            // An arrow that leaves a frame is taken only when the frame's own end is reached.
            guard !shapes[arrow.from].isFrame || arrow.isException || left.contains(arrow.from) else { return nil }
            var arrow = arrow
            arrow.from = from
            arrow.to = to
            return arrow
        }
        kept.strips = strips.map { strip in
            var strip = strip
            strip.items = strip.items.compactMap { item in
                let parts = item.parts.compactMap { $0.renumbered(numbers) }
                return parts.isEmpty ? nil : Item(parts: parts)
            }
            return strip
        }
        return kept
    }

    private func reachable() -> [Bool] {
        var outgoing: [[Arrow]] = Array(repeating: [], count: shapes.count)
        for arrow in arrows { outgoing[arrow.from].append(arrow) }
        var enters: [Int: Int] = [:]
        for (index, shape) in shapes.enumerated() where shape.kind == .enter {
            if let frame = shape.frame { enters[frame] = index }
        }
        var reached = Array(repeating: false, count: shapes.count)
        var queue = shapes.isEmpty ? [] : [0]
        if !shapes.isEmpty { reached[0] = true }
        func reach(_ index: Int) {
            guard !reached[index] else { return }
            reached[index] = true
            queue.append(index)
        }
        while let index = queue.popLast() {
            let shape = shapes[index]
            if let enter = enters[index] { reach(enter) }
            for arrow in outgoing[index] where !shape.isFrame || arrow.isException { reach(arrow.to) }
            if shape.kind == .leave, let frame = shape.frame {
                for arrow in outgoing[frame] where !arrow.isException { reach(arrow.to) }
            }
        }
        return reached
    }
}

extension ProcessGraph.Part {
    fileprivate func renumbered(_ numbers: [Int: Int]) -> ProcessGraph.Part? {
        switch self {
        case .shape(let shape): numbers[shape].map { .shape($0) }
        case .frame(let shape, let strip): numbers[shape].map { .frame($0, strip: strip) }
        case .columns, .detours: self
        }
    }
}
