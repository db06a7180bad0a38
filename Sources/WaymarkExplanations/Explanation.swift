/// What a code means, why there is such a rule, and how to mend what it reports: a page of the documentation.
package struct Explanation: Sendable, Hashable {
    /// The code, as in `WM1006`.
    package let code: String
    /// The page, in Markdown.
    package let text: String

    /// The page on a code, however its letters are written; nil when there is no such code.
    package init?(_ code: String) {
        let code = code.uppercased()
        guard let text = embeddedPages[code] else { return nil }
        self.code = code
        self.text = text
    }

    /// The code's name, as in `duplicate-key`.
    package var name: String { String(title.dropFirst(code.count + 3)) }

    /// What it is about, in one sentence.
    package var summary: String {
        text.split(separator: "\n").dropFirst().first.map(String.init) ?? ""
    }

    private var title: Substring { text.split(separator: "\n").first?.dropFirst(2) ?? "" }

    /// The codes that have a page, sorted.
    package static var codes: [String] { embeddedPages.keys.sorted() }
}
