import CEL
import Foundation
import Testing

/// Random expressions answered by Google's own implementation; `make oracle` asks it and sets the name of the file.
@Suite(.enabled(if: OracleFile.name != nil, "no answers to compare with: run `make oracle`"))
struct OracleTests {
    @Test func `Random expressions have the values that the reference gives`() throws {
        let name = try #require(OracleFile.name)
        var compared = 0
        var faults: [String] = []
        for line in try String(contentsOfFile: name, encoding: .utf8).split(separator: "\n") {
            let answer = try JSONDecoder().decode(OracleFile.Answer.self, from: Data(line.utf8))
            guard answer.answer != "unknown" else { continue }
            compared += 1
            // What is constant and can only fail is reported when it is checked, though nothing may ever evaluate it.
            if check(answer.expr, in: Environment()).problems.contains(where: { $0.kind == .value }) { continue }
            let found = Self.value(of: answer.expr)
            if found.words != answer.answer {
                faults.append(
                    "\(answer.expr)\n    ours \(found.words ?? found.reason), theirs \(answer.answer ?? "fails")")
            }
        }
        for fault in faults.prefix(100) { Issue.record("\(fault)") }
        #expect(faults.isEmpty, "\(faults.count) of \(compared) differ")
        #expect(compared > 0)
    }

    static func value(of text: String) -> (words: String?, reason: String) {
        let checked = check(text, in: Environment())
        guard let program = checked.program else {
            return (nil, checked.problems.map(\.message).joined(separator: "; "))
        }
        do {
            return (words(try program.evaluate(DictionaryActivation())), "")
        } catch {
            return (nil, error.message)
        }
    }

    /// A value in the words that the script writes.
    private static func words(_ value: Value) -> String {
        switch value {
        case .int(let number): "int \(number)"
        case .uint(let number): "uint \(number)"
        case .double(let number): number.isNaN ? "double nan" : "double \(hexadecimal(number))"
        case .bool(let flag): "bool \(flag)"
        case .string(let text): "string \(json(text))"
        case .bytes(let bytes): "bytes " + bytes.map { String(format: "%02x", $0) }.joined()
        case .list(let items): "list [" + items.map { json(words($0)) }.joined(separator: ", ") + "]"
        case .map(let map):
            "map ["
                + map.entries.map { key, item in "\(keyText(key)): \(words(item))" }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map(json).joined(separator: ", ") + "]"
        default: "other \(value.typeName)"
        }
    }

    private static func keyText(_ key: Value) -> String {
        switch key {
        case .string(let text): json(text)
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        default: "?"
        }
    }

    /// As Python's `json.dumps` writes text.
    private static func json(_ text: String) -> String {
        var written = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: written += "\\\""
            case 0x5C: written += "\\\\"
            case 0x0A: written += "\\n"
            case 0x0D: written += "\\r"
            case 0x09: written += "\\t"
            case 0x08: written += "\\b"
            case 0x0C: written += "\\f"
            case 0x20...0x7E: written.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default: written += "\\u" + String(format: "%04x", unit)
            }
        }
        return written + "\""
    }

    /// As Python's `float.hex` writes a number.
    private static func hexadecimal(_ number: Double) -> String {
        let sign = number.sign == .minus ? "-" : ""
        if number.isInfinite { return sign + "inf" }
        if number == 0 { return sign + "0x0.0p+0" }
        let exponent = number.isSubnormal ? -1022 : Int(number.exponent)
        let digits = String(number.significandBitPattern, radix: 16)
        let padded = String(repeating: "0", count: 13 - digits.count) + digits
        return "\(sign)0x\(number.isSubnormal ? 0 : 1).\(padded)p\(exponent < 0 ? "-" : "+")\(abs(exponent))"
    }
}

/// The answers of the reference.
enum OracleFile {
    struct Answer: Decodable {
        var expr: String
        var answer: String?
    }

    static let name = ProcessInfo.processInfo.environment["WAYMARK_CEL_ORACLE"]
}
