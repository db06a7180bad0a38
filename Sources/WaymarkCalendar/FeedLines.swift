/// The content lines of an iCalendar object: escaped, folded at 75 octets, each ended by CRLF.
struct FeedLines {
    private(set) var text = ""

    /// Adds a property whose value is written as it is; a name may carry parameters.
    mutating func add(_ name: String, _ value: String) {
        var octets = 0
        for scalar in "\(name):\(value)".unicodeScalars {
            let width = UTF8.width(scalar)
            // No character is cut in two: the line ends before one that does not fit.
            if octets + width > Limits.feedLineOctetsMax {
                text += "\r\n "
                octets = 1
            }
            text.unicodeScalars.append(scalar)
            octets += width
        }
        text += "\r\n"
    }

    /// Adds a property whose value is text that people wrote.
    mutating func add(text name: String, _ value: String) { add(name, Self.escaped(value)) }

    /// Text with what has a meaning in the format escaped, and without what the format has no place for.
    static func escaped(_ value: String) -> String {
        var escaped = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\n" where isAfterReturn: break
            // What ends a line anywhere ends one here, so that no reader takes it for the end of a property.
            case "\r", "\n", "\u{85}", "\u{2028}", "\u{2029}": escaped.append(contentsOf: "\\n".unicodeScalars)
            case "\\", ";", ",": escaped.append(contentsOf: ["\\", scalar])
            case "\t": escaped.append(scalar)
            case "\0"..<" ", "\u{7F}": break
            default: escaped.append(scalar)
            }
            isAfterReturn = scalar == "\r"
        }
        return String(escaped)
    }
}
