/// Finds the points of each arrow: down the axis, out to its lane and back, or from one column to the next.
struct ArrowRouter {
    let measure: StripMeasure
    let placement: Placement

    private var graph: ProcessGraph { measure.graph }

    func route(_ index: Int) -> (points: [Point], label: GraphLayout.Label?) {
        let arrow = graph.arrows[index]
        guard let from = measure.seats[arrow.from], let to = measure.seats[arrow.to] else { return ([], nil) }
        let source = placement.boxes[arrow.from]
        let target = placement.boxes[arrow.to]
        let axis = placement.axes[from.strip]
        var points: [Point]
        var label: GraphLayout.Label?
        if let column = arrow.via {
            let x = placement.axes[column]
            points = [Point(axis, source.bottom), Point(axis, source.bottom + Metrics.gap / 2)]
            points.append(Point(x, source.bottom + Metrics.gap / 2))
            arrive(&points, at: target, axis: axis, turn: target.y - Metrics.gap / 2)
        } else if isBelow(to, from) {
            points = branchOff(arrow, source, target, from: from, to: to)
            if let text = arrow.label { label = side(text, points, isLeft: false) }
        } else {
            (points, label) = start(index, source, axis: axis, from: from)
            climb(&points, from: from.strip, to: to, target)
        }
        return (Self.tidied(points), label)
    }

    /// Whether a shape stands in a column under another.
    private func isBelow(_ to: StripMeasure.Seat, _ from: StripMeasure.Seat) -> Bool {
        measure.parents[to.strip].map { $0.strip == from.strip && $0.item == from.item } ?? false
    }

    // MARK: - Beginnings

    private func start(
        _ index: Int, _ source: Box, axis: Int, from: StripMeasure.Seat
    ) -> ([Point], GraphLayout.Label?) {
        let arrow = graph.arrows[index]
        guard case .lane(let x, let item)? = measure.runs[index] else {
            let label = arrow.label.map {
                GraphLayout.Label(lines: [$0], at: Point(axis + 6, source.bottom + 14), isCentred: false)
            }
            return ([Point(axis, source.bottom)], label)
        }
        let isLeft = x < 0
        let gapY = gap(above: item, in: from.strip)
        let points = [
            Point(isLeft ? source.x : source.right, source.midY), Point(axis + x, source.midY), Point(axis + x, gapY),
            Point(axis, gapY),
        ]
        return (points, arrow.label.flatMap { side($0, points, isLeft: isLeft) })
    }

    /// The label of an arrow that leaves sideways: over its first stretch, at the far end.
    private func side(_ text: String, _ points: [Point], isLeft: Bool) -> GraphLayout.Label? {
        guard points.count > 1, points[0].y == points[1].y else {
            return points.first.map { .init(lines: [text], at: Point($0.x + 6, $0.y + 14), isCentred: false) }
        }
        let width = TextMeasure.width(text, size: Metrics.labelSize)
        let x = isLeft ? points[1].x + 6 : points[1].x - width - 6
        return .init(lines: [text], at: Point(x, points[0].y - 4), isCentred: false)
    }

    /// From a shape to the top of one of the columns under it.
    private func branchOff(
        _ arrow: ProcessGraph.Arrow, _ source: Box, _ target: Box, from: StripMeasure.Seat, to: StripMeasure.Seat
    ) -> [Point] {
        let axis = placement.axes[from.strip]
        let x = placement.axes[to.strip]
        switch graph.shapes[arrow.from].kind {
        case .fork: return [Point(x, source.bottom), Point(x, target.y)]
        case .frame: return [Point(x, source.bottom), Point(x, target.y)]
        case .outcome: return [Point(source.right, source.midY), Point(x, source.midY), Point(x, target.y)]
        default:
            let turn = source.bottom + Metrics.gap / 2
            return [Point(axis, source.bottom), Point(axis, turn), Point(x, turn), Point(x, target.y)]
        }
    }

    // MARK: - Ends

    /// From the axis of a strip to a shape of the same strip, or of one around it.
    private func climb(_ points: inout [Point], from strip: Int, to: StripMeasure.Seat, _ target: Box) {
        var strip = strip
        while strip != to.strip {
            guard let parent = measure.parents[strip] else { break }
            let bottom = placement.bottoms[strip]
            let axis = placement.axes[parent.strip]
            if parent.strip == to.strip, parent.item == to.item {
                return arrive(&points, at: target, axis: axis, turn: target.y - Metrics.gap / 2)
            }
            let isNext = parent.strip == to.strip && to.item == parent.item + 1
            let last = graph.strips[parent.strip].items.count
            let turn =
                isNext
                ? gap(above: to.item, in: to.strip)
                : parent.item == last - 1 ? gap(above: last, in: parent.strip) : bottom - Metrics.gap / 2
            points.append(Point(points.last?.x ?? axis, turn))
            points.append(Point(axis, turn))
            strip = parent.strip
        }
        arrive(&points, at: target, axis: placement.axes[to.strip], turn: target.y - Metrics.gap / 2)
    }

    /// Down to a shape: straight where it is wide enough, else by its axis.
    private func arrive(_ points: inout [Point], at target: Box, axis: Int, turn: Int) {
        let x = points.last?.x ?? axis
        if x < target.x || x > target.right {
            points.append(Point(x, turn))
            points.append(Point(axis, turn))
            points.append(Point(axis, target.y))
        } else {
            points.append(Point(x, target.y))
        }
    }

    /// The middle of the gap above an item, or below the last.
    private func gap(above item: Int, in strip: Int) -> Int {
        let tops = measure.itemTops[strip]
        guard tops.indices.contains(item) else {
            return placement.tops[strip] + measure.strips[strip].height - Metrics.gap / 2
        }
        return placement.tops[strip] + tops[item] - Metrics.gap / 2
    }

    /// The points without those that lie between their neighbours.
    private static func tidied(_ points: [Point]) -> [Point] {
        var tidy: [Point] = []
        for point in points where tidy.last != point {
            if tidy.count >= 2 {
                let (a, b) = (tidy[tidy.count - 2], tidy[tidy.count - 1])
                if (a.x == b.x && b.x == point.x && (b.y - a.y).signum() == (point.y - b.y).signum())
                    || (a.y == b.y && b.y == point.y && (b.x - a.x).signum() == (point.x - b.x).signum())
                {
                    tidy.removeLast()
                }
            }
            tidy.append(point)
        }
        return tidy
    }
}
