import CLibYAML
package import WaymarkDiagnostics

/// Reads YAML texts into nodes with places.
package enum YAMLReader {
    /// Reads the one document of a text.
    ///
    /// Everything that is wrong is reported at once, but a fault of syntax ends the reading.
    /// - Returns: The document, when nothing is wrong with the text.
    package static func read(
        _ text: String, file: String, limits: YAMLLimits = .definition
    ) -> (document: YAMLNode?, diagnostics: Diagnostics) {
        var builder = NodeBuilder(text: text, file: file, limits: limits)
        let document = builder.document()
        return (builder.diagnostics.hasErrors ? nil : document, builder.diagnostics)
    }

    /// Reads the one document of some bytes, which must be UTF-8.
    package static func read(
        bytes: [UInt8], file: String, limits: YAMLLimits = .definition
    ) -> (document: YAMLNode?, diagnostics: Diagnostics) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            var diagnostics = Diagnostics()
            let place = SourcePosition(line: 1, column: 1)
            diagnostics.add(
                Diagnostic(
                    .notUTF8, at: SourceSpan(file: file, start: place, end: place), "the file is not UTF-8",
                    help: "save it as UTF-8"))
            return (nil, diagnostics)
        }
        return read(text, file: file, limits: limits)
    }
}

/// What libyaml says of a text, one event at a time; owns the parser and frees every event.
struct EventStream: ~Copyable {
    struct Failure: Error {
        var line: Int
        var column: Int
        var message: String
        var context: String?
        var contextLine: Int
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    init(_ text: String) {
        // libyaml keeps the address of the parser and of the text, so both live on the heap until the end.
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        let utf8 = Array(text.utf8)
        bytes = .allocate(capacity: max(utf8.count, 1))
        _ = bytes.initialize(from: utf8)
        yaml_parser_initialize(parser)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, utf8.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        bytes.deallocate()
    }

    /// The next event; the caller frees it.
    func next() throws(Failure) -> yaml_event_t {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else {
            let fault = parser.pointee
            throw Failure(
                line: Int(fault.problem_mark.line) + 1, column: Int(fault.problem_mark.column) + 1,
                message: fault.problem.map { String(cString: $0) } ?? "the text cannot be read",
                context: fault.context.map { String(cString: $0) }, contextLine: Int(fault.context_mark.line) + 1)
        }
        return event
    }
}
