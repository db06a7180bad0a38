import WaymarkDiagnostics
import WaymarkYAML

/// Files of any bytes, read as YAML.
enum YAMLTrial {
    static func complaint(about bytes: [UInt8]) -> String? {
        let (document, diagnostics) = YAMLReader.read(bytes: bytes, file: "fuzz.yaml")
        guard (document == nil) == diagnostics.hasErrors else { return "a document beside errors, or neither" }
        return complaint(about: diagnostics, of: String(decoding: bytes, as: UTF8.self))
    }

    /// Whether everything that is said has a place in the file.
    static func complaint(about diagnostics: Diagnostics, of text: String) -> String? {
        let lines = 1 + text.unicodeScalars.count { $0 == "\n" || $0 == "\r" || $0 == "\u{85}" || $0.isBreak }
        for diagnostic in diagnostics.sorted {
            let span = diagnostic.span
            guard span.start.line >= 1, span.start.column >= 1, span.end.line <= lines + 1 else {
                return "\(diagnostic.code) lies outside of the file: \(span)"
            }
            guard !diagnostic.message.isEmpty else { return "\(diagnostic.code) says nothing" }
        }
        return nil
    }
}

extension Unicode.Scalar {
    /// Whether YAML 1.1, which libyaml reads, breaks a line here.
    fileprivate var isBreak: Bool { self == "\u{2028}" || self == "\u{2029}" }
}
