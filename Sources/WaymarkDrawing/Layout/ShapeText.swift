/// The lines of a shape, wrapped, and the room that they need.
struct ShapeText: Sendable {
    /// One line of text.
    struct Line: Sendable {
        var text: String
        var style: Style
    }

    /// How a line is set.
    enum Style: String, Sendable {
        case title, who, caption, due, late, note, condition
        /// The size of the font in pixels.
        var size: Int { self == .title ? 13 : 11 }
        /// From one line to the next.
        var leading: Int { self == .title ? 17 : 15 }
        /// Whether it is bold.
        var isBold: Bool { self == .title || self == .who }
    }

    var lines: [Line] = []

    /// Wraps what a shape says into a width; who acts, or what does, stands over the title, beside a picture.
    init(_ shape: Shape, width: Int) {
        let who = shape.details.filter { $0.kind == .who }
        for detail in who { lines += Self.lines(detail.text, .who, width - Self.pictureWidth) }
        if who.isEmpty, let caption = shape.kind.caption { lines += Self.lines(caption, .caption, width) }
        let style: Style = shape.kind == .question ? .condition : .title
        lines += Self.lines(shape.title, style, width - (shape.isFrame ? Self.pictureWidth : 0))
        for detail in shape.details where detail.kind != .who {
            let style: Style =
                switch detail.kind {
                case .due: .due
                case .late: .late
                case .who, .note: .note
                }
            lines += Self.lines(detail.text, style, width)
        }
        if let mark = shape.mark, !mark.note.isEmpty { lines += Self.lines(mark.note, .note, width) }
    }

    /// The room that a picture takes beside a line.
    static let pictureWidth = 20

    private static func lines(_ text: String, _ style: Style, _ width: Int) -> [Line] {
        TextMeasure.wrapped(text, width: width, size: style.size, isBold: style.isBold).map {
            Line(text: $0, style: style)
        }
    }

    /// The height of the lines.
    var height: Int { lines.reduce(0) { $0 + $1.style.leading } }
}

extension Shape.Kind {
    /// What stands over the title of a step that nobody does.
    package var caption: String? {
        switch self {
        case .computation: "computed"
        case .effect: "done by the system"
        case .assignment: "kept by the system"
        case .waitTime, .waitCondition, .waitMessage: "waits"
        case .send: "sends a message"
        case .call: "another process"
        case .table: "decided by a table"
        case .withdrawal: "withdraws work"
        default: nil
        }
    }
}
