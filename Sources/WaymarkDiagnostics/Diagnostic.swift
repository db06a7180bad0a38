/// A stable code: `WM1001` and a name; never used for another thing.
package struct DiagnosticCode: Hashable, Sendable, CustomStringConvertible {
    /// The number, as in `WM1001`.
    package let number: String
    /// The name, as in `duplicate-key`.
    package let name: String
    /// What it is about, in one sentence.
    package let summary: String

    /// Declares a code.
    package init(_ number: String, _ name: String, _ summary: String) {
        self.number = number
        self.name = name
        self.summary = summary
    }

    /// The number.
    package var description: String { number }
}

/// What is wrong with something that a person wrote: what, where, why, and what to write instead.
package struct Diagnostic: Hashable, Sendable {
    /// How bad it is.
    package enum Severity: String, Hashable, Sendable {
        /// The definition cannot be used.
        case error
        /// It can, but probably not as meant.
        case warning
    }

    /// Something that explains it further.
    package struct Note: Hashable, Sendable {
        /// The explanation.
        package var message: String
        /// Where, if somewhere else.
        package var span: SourceSpan?

        /// Explains something.
        package init(_ message: String, at span: SourceSpan? = nil) {
            self.message = message
            self.span = span
        }
    }

    /// The code.
    package var code: DiagnosticCode
    /// How bad it is.
    package var severity: Severity
    /// Where.
    package var span: SourceSpan
    /// What is wrong, and why.
    package var message: String
    /// What to write instead.
    package var help: String?
    /// Further explanations.
    package var notes: [Note]

    /// Describes a fault.
    package init(
        _ code: DiagnosticCode, _ severity: Severity = .error, at span: SourceSpan, _ message: String,
        help: String? = nil, notes: [Note] = []
    ) {
        self.code = code
        self.severity = severity
        self.span = span
        self.message = message
        self.help = help
        self.notes = notes
    }
}

/// Collects what is wrong, so that everything can be reported at once.
package struct Diagnostics: Sendable {
    private var found: [Diagnostic] = []
    private var known: Set<Diagnostic> = []

    package init() {}

    /// Adds a fault; the same one twice counts once.
    package mutating func add(_ diagnostic: Diagnostic) {
        if known.insert(diagnostic).inserted { found.append(diagnostic) }
    }

    /// Adds all faults of another collection.
    package mutating func add(contentsOf others: Diagnostics) {
        for diagnostic in others.found { add(diagnostic) }
    }

    /// Everything, by file and place, then code.
    package var sorted: [Diagnostic] {
        found.sorted { ($0.span, $0.code.number, $0.message) < ($1.span, $1.code.number, $1.message) }
    }

    /// Whether something makes the definition unusable.
    package var hasErrors: Bool { found.contains { $0.severity == .error } }

    /// Whether nothing is wrong.
    package var isEmpty: Bool { found.isEmpty }

    /// How many errors and warnings there are.
    package var counts: (errors: Int, warnings: Int) {
        let errors = found.count { $0.severity == .error }
        return (errors, found.count - errors)
    }
}
