extension SVGWriter {
    // MARK: - Frames

    mutating func frame(_ index: Int) {
        let shape = graph.shapes[index]
        let box = layout.boxes[index]
        open(shape)
        if case .frame(.forEach(let isOneByOne)) = shape.kind, !isOneByOne {
            // Sheets behind the frame: there are several of these.
            for offset in [8, 4] { line(rectangle(box.moved(offset, offset), style: "sheet", radius: 10)) }
        }
        let style = shape.mark.map { "frame \($0.status.rawValue)" } ?? shape.frameStyle
        line(rectangle(box, style: style, radius: 10))
        picture(shape.kind, at: Point(box.x + 14, box.y + 9), colour: "#4a5663")
        var y = box.y + 10
        for (number, text) in layout.texts[index].lines.enumerated() {
            y += text.style.leading
            let x = box.x + 14 + (number == 0 ? 20 : 0)
            line(label(text.text, x: x, y: y - 4, style: text.style.rawValue))
        }
        badge(shape, box)
        close()
    }

    // MARK: - Shapes

    mutating func shape(_ index: Int) {
        let shape = graph.shapes[index]
        let box = layout.boxes[index]
        open(shape)
        switch shape.kind {
        case .enter, .leave, .merge:
            line("<circle cx=\"\(box.midX)\" cy=\"\(box.midY)\" r=\"4\" class=\"dot\"/>")
            if shape.kind == .merge {
                line("<path d=\"M\(box.midX) \(box.y)V\(box.bottom)\" class=\"arrow\"/>")
            } else {
                let half =
                    shape.kind == .enter
                    ? "M\(box.midX) \(box.midY)V\(box.bottom)" : "M\(box.midX) \(box.y)V\(box.midY)"
                line("<path d=\"\(half)\" class=\"arrow\"/>")
            }
        case .fork, .join: line(rectangle(box, style: "bar", radius: 3))
        case .start, .end, .stop:
            line(rectangle(box, style: shape.kind == .stop ? "terminal stop" : "terminal", radius: box.height / 2))
            centred(index, box, colour: "#ffffff")
        case .outcome: line("<path d=\"\(diamond(box))\" class=\"question\"/>")
        case .question, .choice, .everyChoice:
            line("<path d=\"\(hexagon(box))\" class=\"question\"/>")
            centred(index, box, colour: nil)
        case .failure:
            line(rectangle(box, style: "failure", radius: box.height / 2))
            centred(index, box, colour: nil)
        default: step(index, box)
        }
        close()
    }

    private mutating func step(_ index: Int, _ box: Box) {
        let shape = graph.shapes[index]
        let status = shape.mark.map { " \($0.status.rawValue)" } ?? ""
        line(rectangle(box, style: (shape.kind == .task ? "step task" : "step") + status, radius: 7))
        let who = shape.details.first { $0.kind == .who }?.text
        let colour = who.flatMap { colours[$0] } ?? "#6b747d"
        let x = box.x
        let stripe =
            "M\(x + Metrics.roleStripe) \(box.y)H\(x + 7)Q\(x) \(box.y) \(x) \(box.y + 7)V\(box.bottom - 7)Q\(x) \(box.bottom) \(x + 7) \(box.bottom)H\(x + Metrics.roleStripe)Z"
        line("<path d=\"\(stripe)\" fill=\"\(colour)\"/>")
        picture(shape.kind, at: Point(box.x + Metrics.stepPadding + 2, box.y + 9), colour: colour)
        var y = box.y + 8
        for text in layout.texts[index].lines {
            y += text.style.leading
            let isCaption = text.style == .who || text.style == .caption
            let x = box.x + Metrics.stepPadding + 2 + (isCaption ? ShapeText.pictureWidth : 0)
            line(
                label(
                    text.text, x: x, y: y - 4, style: text.style.rawValue,
                    fill: text.style == .who ? colour : nil))
        }
        badge(shape, box)
    }

    private mutating func centred(_ index: Int, _ box: Box, colour: String?) {
        let lines = layout.texts[index].lines
        var y = box.midY - layout.texts[index].height / 2
        for text in lines {
            y += text.style.leading
            line(label(text.text, x: box.midX, y: y - 4, style: "\(text.style.rawValue) centred", fill: colour))
        }
    }

    /// Where a case stands with a step, on its upper edge.
    private mutating func badge(_ shape: Shape, _ box: Box) {
        guard let status = shape.mark?.status else { return }
        let words = (status == .done ? "✓ " : "") + status.words
        let width = TextMeasure.width(words, size: 11, isBold: true) + 16
        let place = Box(x: box.right - width - 8, y: box.y - 10, width: width, height: 19)
        line(rectangle(place, style: "badge \(status.rawValue)", radius: 9))
        line(label(words, x: place.midX, y: place.y + 13, style: "badgetext centred"))
    }

    // MARK: - Pieces

    private mutating func open(_ shape: Shape) {
        line("<g id=\"\(XMLText.escaped(shape.id))\">")
        let words = [shape.title] + shape.details.map(\.text) + (shape.mark.map { [$0.words] } ?? [])
        let title = words.filter { !$0.isEmpty }.joined(separator: "; ")
        if !title.isEmpty { line("<title>\(XMLText.escaped(title))</title>") }
    }

    private mutating func close() { line("</g>") }

    private func rectangle(_ box: Box, style: String, radius: Int) -> String {
        "<rect x=\"\(box.x)\" y=\"\(box.y)\" width=\"\(box.width)\" height=\"\(box.height)\" rx=\"\(radius)\" class=\"\(style)\"/>"
    }

    private func diamond(_ box: Box) -> String {
        "M\(box.midX) \(box.y)L\(box.right) \(box.midY)L\(box.midX) \(box.bottom)L\(box.x) \(box.midY)Z"
    }

    private func hexagon(_ box: Box) -> String {
        let slant = min(10, box.height / 2)
        return
            "M\(box.x + slant) \(box.y)H\(box.right - slant)L\(box.right) \(box.midY)L\(box.right - slant) \(box.bottom)"
            + "H\(box.x + slant)L\(box.x) \(box.midY)Z"
    }

    private mutating func picture(_ kind: Shape.Kind, at place: Point, colour: String) {
        guard let path = SVGStyle.picture(kind) else { return }
        line(
            "<path transform=\"translate(\(place.x) \(place.y))\" d=\"\(path)\" class=\"picture\" stroke=\"\(colour)\"/>"
        )
    }
}

extension Box {
    fileprivate func moved(_ dx: Int, _ dy: Int) -> Box { Box(x: x + dx, y: y + dy, width: width, height: height) }
}

extension Shape {
    fileprivate var frameStyle: String {
        switch kind {
        case .frame(.attempted): "frame inner"
        case .frame(.undo): "frame undo"
        default: "frame"
        }
    }
}
