/// The frame of a plot: rows with labels on the left, an axis with its unit above.
struct PlotFrame {
    static let label = 330
    static let plot = 520
    static let row = 24
    static let top = 44

    /// Rows that are drawn at most; what is left out is said.
    static let rowsMax = 40

    var width: Int { Self.label + Self.plot + 130 }

    /// An SVG of some rows.
    func svg(_ title: String, rows: Int, axis: String, maximum: Double, body: String) -> String {
        let height = Self.top + rows * Self.row + 12
        var text =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"\(width)\" height=\"\(height)\" "
            + "viewBox=\"0 0 \(width) \(height)\">\n<title>\(SimulationPage.escaped(title))</title>\n"
        text += "<text class=\"soft\" x=\"\(Self.label)\" y=\"14\">\(SimulationPage.escaped(axis))</text>\n"
        for quarter in 0...4 where maximum > 0 {
            let x = Self.label + Self.plot * quarter / 4
            text += "<line class=\"line\" x1=\"\(x)\" y1=\"\(Self.top - 8)\" x2=\"\(x)\" y2=\"\(height - 8)\"/>\n"
            text +=
                "<text class=\"soft\" text-anchor=\"middle\" x=\"\(x)\" y=\"\(Self.top - 14)\">"
                + "\(Self.number(maximum * Double(quarter) / 4))</text>\n"
        }
        return text + body + "</svg>\n"
    }

    /// The label of a row.
    func label(_ text: String, row: Int) -> String {
        let shown = text.count > 42 ? String(text.prefix(41)) + "…" : text
        return
            "<text text-anchor=\"end\" x=\"\(Self.label - 8)\" y=\"\(Self.top + row * Self.row + 16)\">"
            + "\(SimulationPage.escaped(shown))</text>\n"
    }

    /// A bar of a row, from a share of the width to another.
    func bar(_ from: Double, _ to: Double, row: Int, kind: String, part: Int = 0, parts: Int = 1, opacity: Double = 1)
        -> String
    {
        let height = (Self.row - 8) / parts
        let y = Self.top + row * Self.row + 4 + part * height
        let faded = opacity < 1 ? " fill-opacity=\"\(Self.number(opacity))\"" : ""
        return
            "<rect class=\"\(kind)\" x=\"\(x(from))\" y=\"\(y)\" width=\"\(max(1, x(to) - x(from)))\" "
            + "height=\"\(height)\"\(faded)/>\n"
    }

    /// A word after a place in a row.
    func word(_ text: String, after place: Double, row: Int) -> String {
        "<text class=\"soft\" x=\"\(x(place) + 6)\" y=\"\(Self.top + row * Self.row + 16)\">"
            + "\(SimulationPage.escaped(text))</text>\n"
    }

    /// Where a share of the width is.
    func x(_ share: Double) -> Int { Self.label + Int((Double(Self.plot) * min(1, max(0, share))).rounded()) }

    /// A number to two places at most.
    static func number(_ number: Double) -> String {
        let hundredths = Int((abs(number) * 100).rounded())
        let sign = number < 0 && hundredths > 0 ? "-" : ""
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        if rest == 0 { return sign + "\(whole)" }
        return sign + "\(whole)." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
    }
}
