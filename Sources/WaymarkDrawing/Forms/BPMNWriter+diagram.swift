extension BPMNWriter {
    /// Writes where everything stands.
    mutating func diagram() {
        line(1, "<bpmndi:BPMNDiagram id=\"Diagram\">")
        line(2, "<bpmndi:BPMNPlane id=\"Plane\" bpmnElement=\"Process\">")
        for index in graph.shapes.indices where !isHidden(index) { shape(index) }
        for (index, arrow) in graph.arrows.enumerated() {
            if isFlow(arrow) {
                edge(index, element: "Flow\(index)", points: route(index))
            } else if arrow.isException, graph.shapes[arrow.to].isFrame {
                let event = boundary(arrow)
                shape("\(id(arrow.to)).event", event, "")
                edge(
                    index, element: "Association\(index)",
                    points: [Point(event.midX, event.bottom), Point(event.midX, layout.boxes[arrow.to].y)])
            }
        }
        line(2, "</bpmndi:BPMNPlane>")
        line(1, "</bpmndi:BPMNDiagram>")
    }

    private mutating func shape(_ index: Int) {
        let attributes: String
        switch graph.shapes[index].kind {
        case .frame: attributes = " isExpanded=\"true\""
        case .question, .outcome, .choice, .merge: attributes = " isMarkerVisible=\"true\""
        default: attributes = ""
        }
        shape(id(index), box(index), attributes)
    }

    private mutating func shape(_ element: String, _ box: Box, _ attributes: String) {
        line(3, "<bpmndi:BPMNShape id=\"\(element).shape\" bpmnElement=\"\(element)\"\(attributes)>")
        line(
            4, "<dc:Bounds x=\"\(box.x)\" y=\"\(box.y)\" width=\"\(box.width)\" height=\"\(box.height)\"/>")
        line(3, "</bpmndi:BPMNShape>")
    }

    private mutating func edge(_ index: Int, element: String, points: [Point]) {
        line(3, "<bpmndi:BPMNEdge id=\"\(element).edge\" bpmnElement=\"\(element)\">")
        for point in points { line(4, "<di:waypoint x=\"\(point.x)\" y=\"\(point.y)\"/>") }
        if let label = layout.labels[index], let text = label.lines.first {
            let width = TextMeasure.width(text, size: Metrics.labelSize)
            line(4, "<bpmndi:BPMNLabel>")
            line(
                5,
                "<dc:Bounds x=\"\(label.at.x)\" y=\"\(label.at.y - 11)\" width=\"\(width)\" "
                    + "height=\"\(Metrics.labelLeading)\"/>")
            line(4, "</bpmndi:BPMNLabel>")
        }
        line(3, "</bpmndi:BPMNEdge>")
    }

    // MARK: - Places

    /// The box of a shape in the sizes of BPMN: events round, gateways square.
    private func box(_ index: Int) -> Box {
        let box = layout.boxes[index]
        switch graph.shapes[index].kind {
        case .start, .end, .stop, .waitTime, .waitCondition, .waitMessage: return box.square(30)
        case .enter, .leave: return box.square(18)
        case .question, .outcome, .choice, .everyChoice: return box.square(min(44, max(26, box.height)))
        case .merge: return box.square(24)
        case .fork, .join: return Box(x: axis(index) - 16, y: box.midY - 16, width: 32, height: 32)
        case .failure:
            guard let arrow = exceptions.first(where: { graph.arrows[$0].to == index }) else { return box }
            return boundary(graph.arrows[arrow])
        default: return box
        }
    }

    /// Where the single arrow of a bar meets it.
    private func axis(_ index: Int) -> Int {
        let isFork = graph.shapes[index].kind == .fork
        let arrow = isFork ? incoming[index].first : outgoing[index].first
        guard let arrow else { return layout.boxes[index].midX }
        return (isFork ? layout.routes[arrow].last?.x : layout.routes[arrow].first?.x) ?? layout.boxes[index].midX
    }

    /// The event on the lower side of what may fail, over the column of what is then done.
    private func boundary(_ arrow: ProcessGraph.Arrow) -> Box {
        let body = layout.boxes[arrow.from]
        return Box(x: layout.boxes[arrow.to].midX - 14, y: body.bottom - 14, width: 28, height: 28)
    }

    /// The points of an arrow, from the edge of one box to that of the other.
    private func route(_ index: Int) -> [Point] {
        let arrow = graph.arrows[index]
        let points = layout.routes[index]
        var route = attached(points, to: box(arrow.from))
        route = attached(route.reversed(), to: box(arrow.to)).reversed()
        if graph.shapes[arrow.from].kind == .failure, let last = route.last {
            let event = box(arrow.from)
            return [Point(event.midX, event.bottom), last]
        }
        return route
    }

    /// The points with the first moved to the edge of a box, by a corner if need be.
    private func attached(_ points: [Point], to box: Box) -> [Point] {
        guard points.count > 1 else { return points }
        var points = points
        let (first, second) = (points[0], points[1])
        if first.x == second.x {
            let isDown = second.y > first.y
            if first.x >= box.x, first.x <= box.right {
                points[0] = Point(first.x, isDown ? box.bottom : box.y)
            } else {
                points[0] = Point(first.x, box.midY)
                points.insert(Point(first.x < box.x ? box.x : box.right, box.midY), at: 0)
            }
        } else {
            points[0] = Point(second.x > first.x ? box.right : box.x, first.y)
        }
        return points
    }
}

extension Box {
    /// A square in the middle of the box.
    fileprivate func square(_ side: Int) -> Box {
        Box(x: midX - side / 2, y: midY - side / 2, width: side, height: side)
    }
}
