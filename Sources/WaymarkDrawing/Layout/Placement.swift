/// Puts every shape on the sheet, once the room that each needs is known.
struct Placement {
    let measure: StripMeasure
    var boxes: [Box]
    var headings: [GraphLayout.Label] = []
    /// The axis and the top of each strip.
    var axes: [Int]
    var tops: [Int]
    /// The bottom of a column's surroundings: as low as the longest of its neighbours.
    var bottoms: [Int]

    init(measure: StripMeasure) {
        self.measure = measure
        boxes = Array(repeating: Box(x: 0, y: 0, width: 0, height: 0), count: measure.graph.shapes.count)
        axes = Array(repeating: 0, count: measure.graph.strips.count)
        tops = axes
        bottoms = axes
    }

    mutating func place(strip: Int, axis: Int, top: Int) {
        axes[strip] = axis
        tops[strip] = top
        bottoms[strip] = max(bottoms[strip], top + measure.strips[strip].height)
        for (item, content) in measure.graph.strips[strip].items.enumerated() {
            for (part, content) in content.parts.enumerated() {
                let y = top + measure.itemTops[strip][item] + measure.partTops[strip][item][part]
                place(content, axis: axis, y: y)
            }
        }
    }

    private mutating func place(_ part: ProcessGraph.Part, axis: Int, y: Int) {
        switch part {
        case .shape(let shape): boxes[shape] = box(shape, axis, y)
        case .frame(let shape, let inner):
            boxes[shape] = box(shape, axis, y)
            place(strip: inner, axis: axis, top: y + measure.texts[shape].height + 14)
        case .columns(let columns), .detours(let columns):
            let height = columns.map { measure.strips[$0].height + (measure.headingHeights[$0] ?? 0) }.max() ?? 0
            for column in columns {
                let x = axis + (measure.columnAxes[column] ?? 0)
                let heading = measure.headingHeights[column] ?? 0
                if heading > 0 {
                    headings.append(
                        .init(
                            lines: measure.heading(column),
                            at: Point(x, y + Metrics.gap / 2 + Metrics.labelLeading), isCentred: true))
                }
                bottoms[column] = y + max(height, 2 * Metrics.gap)
                place(strip: column, axis: x, top: y + heading)
                bottoms[column] = y + max(height, heading + measure.strips[column].height)
            }
        }
    }

    private func box(_ shape: Int, _ axis: Int, _ y: Int) -> Box {
        let extent = measure.shapes[shape]
        return Box(x: axis - extent.left, y: y, width: extent.left + extent.right, height: extent.height)
    }
}
