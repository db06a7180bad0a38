/// A mark of the grammar.
///
/// It has no raw value on purpose: two of them would then be compared by their texts.
enum Symbol: Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case and, or, not, question, colon
    case plus, minus, times, slash, percent
    case dot, optionalDot, comma
    case openParenthesis, closeParenthesis, openBracket, openOptionalBracket, closeBracket, openBrace, closeBrace

    /// The mark of one character.
    init?(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "<": self = .less
        case ">": self = .greater
        case "!": self = .not
        case "?": self = .question
        case ":": self = .colon
        case "+": self = .plus
        case "-": self = .minus
        case "*": self = .times
        case "/": self = .slash
        case "%": self = .percent
        case ".": self = .dot
        case ",": self = .comma
        case "(": self = .openParenthesis
        case ")": self = .closeParenthesis
        case "[": self = .openBracket
        case "]": self = .closeBracket
        case "{": self = .openBrace
        case "}": self = .closeBrace
        default: return nil
        }
    }

    /// The mark of two characters.
    init?(_ first: Unicode.Scalar, _ second: Unicode.Scalar) {
        switch (first, second) {
        case ("=", "="): self = .equal
        case ("!", "="): self = .notEqual
        case ("<", "="): self = .lessOrEqual
        case (">", "="): self = .greaterOrEqual
        case ("&", "&"): self = .and
        case ("|", "|"): self = .or
        case (".", "?"): self = .optionalDot
        case ("[", "?"): self = .openOptionalBracket
        default: return nil
        }
    }

    /// The mark as it is written.
    var text: String {
        switch self {
        case .equal: "=="
        case .notEqual: "!="
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .and: "&&"
        case .or: "||"
        case .not: "!"
        case .question: "?"
        case .colon: ":"
        case .plus: "+"
        case .minus: "-"
        case .times: "*"
        case .slash: "/"
        case .percent: "%"
        case .dot: "."
        case .optionalDot: ".?"
        case .comma: ","
        case .openParenthesis: "("
        case .closeParenthesis: ")"
        case .openBracket: "["
        case .openOptionalBracket: "[?"
        case .closeBracket: "]"
        case .openBrace: "{"
        case .closeBrace: "}"
        }
    }

    /// The operator with two operands that the mark stands for, and how firmly it binds.
    var operation: (operation: Operation, level: Int)? {
        switch self {
        case .equal: (.equal, 0)
        case .notEqual: (.notEqual, 0)
        case .less: (.less, 0)
        case .lessOrEqual: (.lessOrEqual, 0)
        case .greater: (.greater, 0)
        case .greaterOrEqual: (.greaterOrEqual, 0)
        case .plus: (.add, 1)
        case .minus: (.subtract, 1)
        case .times: (.multiply, 2)
        case .slash: (.divide, 2)
        case .percent: (.remainder, 2)
        default: nil
        }
    }
}
