/// Where every shape and arrow of a graph stands.
///
/// Each strip has an axis on which its items follow each other. An arrow to the next item runs on the axis; one that
/// skips items runs in a lane to the right of what it passes, one that goes back in a lane to the left.
package struct GraphLayout: Sendable {
    /// A label beside an arrow.
    package struct Label: Hashable, Sendable {
        /// The lines.
        package var lines: [String]
        /// Where its first line begins, or the middle of it.
        package var at: Point
        /// Whether the place is the middle of the line.
        package var isCentred: Bool
    }

    /// The boxes of the shapes.
    package private(set) var boxes: [Box]
    /// The points of the arrows, from first to last.
    package private(set) var routes: [[Point]] = []
    /// The labels of the arrows.
    package private(set) var labels: [Label?] = []
    /// The headings of columns.
    package private(set) var headings: [Label] = []
    /// The width of the sheet.
    package private(set) var width = 0
    /// The height of the sheet.
    package private(set) var height = 0
    /// The lines of text in the shapes.
    let texts: [ShapeText]

    /// Lays a graph out below a heading of some height.
    package init(_ graph: ProcessGraph, headingHeight: Int = 0) {
        var measure = StripMeasure(graph)
        let extent = measure.strip(0)
        texts = measure.texts
        var placement = Placement(measure: measure)
        let axis = Metrics.margin + extent.left
        placement.place(strip: 0, axis: axis, top: Metrics.margin + headingHeight)
        boxes = placement.boxes
        headings = placement.headings
        let router = ArrowRouter(measure: measure, placement: placement)
        for arrow in graph.arrows.indices {
            let (route, label) = router.route(arrow)
            routes.append(route)
            labels.append(label)
        }
        width = axis + extent.right + Metrics.margin
        height = Metrics.margin + headingHeight + extent.height + Metrics.margin
    }
}
