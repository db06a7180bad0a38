/// Finds how much room each strip, item and part needs, from the inside out, and which lane each arrow runs in.
struct StripMeasure {
    /// Where a shape stands.
    struct Seat {
        var strip: Int
        var item: Int
        var part: Int
    }

    /// How an arrow runs within the strip that it starts in.
    enum Run {
        /// On the axis.
        case straight
        /// In a lane at a distance from the axis, negative to the left, to the gap above an item.
        case lane(x: Int, toItem: Int)
    }

    let graph: ProcessGraph
    var texts: [ShapeText]
    /// The extents of the strips.
    var strips: [Extent]
    /// Where each item begins below the strip's top.
    var itemTops: [[Int]]
    /// Where each part begins below its item's top.
    var partTops: [[[Int]]]
    /// Where each column's axis stands from the axis around it.
    var columnAxes: [Int: Int] = [:]
    /// The height above a column for its heading.
    var headingHeights: [Int: Int] = [:]
    /// The extents of the shapes.
    var shapes: [Extent]
    var seats: [Seat?]
    var runs: [Int: Run] = [:]
    /// The arrows that leave a shape of a strip, by strip.
    var leaving: [[Int]]
    /// The strip around each column, and the item that it is in.
    var parents: [Int: (strip: Int, item: Int, part: Int)] = [:]

    init(_ graph: ProcessGraph) {
        self.graph = graph
        texts = graph.shapes.map { ShapeText($0, width: Metrics.stepWidth - 2 * Metrics.stepPadding) }
        strips = Array(repeating: Extent(), count: graph.strips.count)
        itemTops = Array(repeating: [], count: graph.strips.count)
        partTops = Array(repeating: [], count: graph.strips.count)
        shapes = Array(repeating: Extent(), count: graph.shapes.count)
        seats = Array(repeating: nil, count: graph.shapes.count)
        leaving = Array(repeating: [], count: graph.strips.count)
        takeSeats()
        for (index, arrow) in graph.arrows.enumerated() {
            if let seat = seats[arrow.from] { leaving[seat.strip].append(index) }
        }
    }

    private mutating func takeSeats() {
        for (strip, content) in graph.strips.enumerated() {
            for (item, content) in content.items.enumerated() {
                for (part, content) in content.parts.enumerated() {
                    switch content {
                    case .shape(let shape), .frame(let shape, _):
                        seats[shape] = Seat(strip: strip, item: item, part: part)
                    case .columns(let columns), .detours(let columns):
                        for column in columns { parents[column] = (strip, item, part) }
                    }
                }
            }
        }
    }

    // MARK: - Measuring

    /// The room that a strip needs, with a gap before each item and after the last.
    mutating func strip(_ strip: Int) -> Extent {
        var extents: [Extent] = []
        for item in graph.strips[strip].items.indices {
            partTops[strip].append([])
            extents.append(self.item(strip, item))
        }
        var extent = Extent()
        for item in extents {
            // Where the process or a frame begins there is nothing above.
            extent.height += begins(strip) && itemTops[strip].isEmpty ? 0 : Metrics.gap
            itemTops[strip].append(extent.height)
            extent.add(below: item)
        }
        if strip != 0 { extent.height += ends(strip) ? Metrics.framePadding / 2 : Metrics.gap }
        layLanes(strip, extents, &extent)
        strips[strip] = extent
        return extent
    }

    /// Whether a strip is that of the process or of a frame, and not a column.
    private func begins(_ strip: Int) -> Bool {
        guard case .shape(let shape)? = graph.strips[strip].items.first?.parts.first else { return false }
        return graph.shapes[shape].kind == .start || graph.shapes[shape].kind == .enter
    }

    private func ends(_ strip: Int) -> Bool {
        guard case .shape(let shape)? = graph.strips[strip].items.last?.parts.first else { return false }
        return graph.shapes[shape].kind == .leave
    }

    private mutating func item(_ strip: Int, _ item: Int) -> Extent {
        let parts = graph.strips[strip].items[item].parts
        var extent = Extent()
        for (index, part) in parts.enumerated() {
            let isAfterColumns = if index > 0, case .columns = parts[index - 1] { true } else { false }
            if case .shape = part, index > 0, !isAfterColumns { extent.height += Metrics.partGap }
            if case .frame = part, index > 0 { extent.height += Metrics.partGap }
            partTops[strip][item].append(extent.height)
            switch part {
            case .shape(let shape):
                if shapes[shape].height == 0 { shapes[shape] = size(of: shape) }
                extent.add(below: shapes[shape])
            case .frame(let shape, let inner):
                let content = self.strip(inner)
                let beside = parts.dropFirst(index + 1).first
                shapes[shape] = frame(shape, around: content)
                if case .detours(let columns)? = beside { reach(shape, over: columns) }
                extent.add(below: shapes[shape])
            case .columns(let columns):
                extent.add(below: self.columns(columns, bars: bars(around: index, parts)))
            case .detours(let columns):
                let exit = index > 0 ? parts[index - 1] : nil
                extent.add(below: detours(columns, besides: exit))
            }
        }
        return extent
    }

    /// The bars above and below some columns.
    private func bars(around index: Int, _ parts: [ProcessGraph.Part]) -> [Int] {
        [index - 1, index + 1].compactMap { place in
            guard parts.indices.contains(place), case .shape(let shape) = parts[place] else { return nil }
            let kind = graph.shapes[shape].kind
            return kind == .fork || kind == .join ? shape : nil
        }
    }

    private mutating func columns(_ columns: [Int], bars: [Int]) -> Extent {
        var widths: [Extent] = []
        var height = 0
        for column in columns {
            var extent = headed(column)
            extent.left = max(extent.left, 40)
            extent.right = max(extent.right, 40)
            widths.append(extent)
            height = max(height, extent.height)
        }
        let total = widths.reduce(0) { $0 + $1.left + $1.right } + Metrics.columnGap * max(0, columns.count - 1)
        var x = -total / 2
        for (column, extent) in zip(columns, widths) {
            columnAxes[column] = x + extent.left
            x += extent.left + extent.right + Metrics.columnGap
        }
        if let first = columns.first.flatMap({ columnAxes[$0] }), let last = columns.last.flatMap({ columnAxes[$0] }) {
            for bar in bars { shapes[bar] = Extent(left: max(24, 24 - first), right: max(24, last + 24), height: 6) }
        }
        return Extent(left: total / 2, right: total - total / 2, height: height)
    }

    /// A column with its heading.
    private mutating func headed(_ column: Int) -> Extent {
        var extent = strip(column)
        if graph.strips[column].items.isEmpty { extent.height = Metrics.gap * 2 }
        guard graph.strips[column].heading != nil else { return extent }
        let lines = heading(column)
        let height = Metrics.gap / 2 + lines.count * Metrics.labelLeading + 4
        headingHeights[column] = height
        extent.height += height
        let wide = lines.map { TextMeasure.width($0, size: Metrics.labelSize) }.max() ?? 0
        extent.left = max(extent.left, wide / 2 + 6)
        extent.right = max(extent.right, wide / 2 + 6)
        return extent
    }

    /// The lines over a column.
    func heading(_ column: Int) -> [String] {
        TextMeasure.wrapped(graph.strips[column].heading ?? "", width: 190, size: Metrics.labelSize, linesMax: 4)
    }

    private mutating func detours(_ columns: [Int], besides exit: ProcessGraph.Part?) -> Extent {
        var room = 0
        var edge = Metrics.laneGap
        var right = 0
        var height = 0
        if case .shape(let shape)? = exit {
            let labels = columns.compactMap { label(leading: shape, into: $0) }
            room = shapes[shape].right + (labels.max() ?? 0) + 12
        }
        for column in columns {
            let extent = columnAxes[column] == nil ? strip(column) : strips[column]
            let axis = columnAxes[column] ?? max(room, edge + extent.left)
            columnAxes[column] = axis
            right = axis + extent.right
            edge = right + Metrics.columnGap
            height = max(height, extent.height)
        }
        return Extent(left: 0, right: right, height: height)
    }

    private func label(leading shape: Int, into column: Int) -> Int? {
        guard let strip = seats[shape]?.strip else { return nil }
        for arrow in leaving[strip].map({ graph.arrows[$0] })
        where arrow.from == shape && seats[arrow.to]?.strip == column {
            return arrow.label.map { TextMeasure.width($0, size: Metrics.labelSize) }
        }
        return nil
    }

    /// Widens a frame until the columns of what happens on failure hang from its lower side.
    private mutating func reach(_ shape: Int, over columns: [Int]) {
        var x = Metrics.laneGap
        for column in columns {
            let extent = strip(column)
            columnAxes[column] = x + extent.left
            shapes[shape].right = max(shapes[shape].right, x + extent.left + 24)
            x += extent.left + extent.right + Metrics.columnGap
        }
    }

    // MARK: - Shapes

    private func size(of shape: Int) -> Extent {
        let text = texts[shape]
        switch graph.shapes[shape].kind {
        case .start, .end, .stop:
            let wide = text.lines.map { TextMeasure.width($0.text, size: 13, isBold: true) }.max() ?? 0
            return symmetric(max(84, wide + 32), max(30, text.height + 14))
        case .enter, .leave: return symmetric(12, 12)
        case .merge: return symmetric(12, 12)
        case .outcome: return symmetric(Metrics.diamond, Metrics.diamond)
        case .fork, .join: return symmetric(120, 6)
        case .failure: return symmetric(Metrics.stepWidth - 40, text.height + 12)
        case .question: return symmetric(Metrics.stepWidth, text.height + 12)
        case .choice, .everyChoice: return symmetric(Metrics.stepWidth, text.height + 18)
        default: return symmetric(Metrics.stepWidth, text.height + 16)
        }
    }

    private func symmetric(_ width: Int, _ height: Int) -> Extent {
        Extent(left: width / 2, right: width - width / 2, height: height)
    }

    private mutating func frame(_ shape: Int, around content: Extent) -> Extent {
        var extent = Extent(
            left: max(content.left + Metrics.framePadding, Metrics.stepWidth / 2 + Metrics.framePadding),
            right: max(content.right + Metrics.framePadding, Metrics.stepWidth / 2 + Metrics.framePadding))
        texts[shape] = ShapeText(graph.shapes[shape], width: min(extent.left + extent.right - 32, 620))
        extent.height = texts[shape].height + 14 + content.height
        return extent
    }
}
