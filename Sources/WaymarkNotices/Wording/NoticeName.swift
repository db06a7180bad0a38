import WaymarkDefinition
package import WaymarkStore

/// Under which name a notice goes out: the same on every try, so that whoever gets it twice can tell.
package struct NoticeName: Hashable, Sendable {
    /// The name, in small letters and digits.
    package let text: String

    /// Names a notice of a project.
    ///
    /// The moment of writing belongs to it, so that a store that was begun anew does not repeat the names of another.
    package init(_ notice: NoticeRecord, source: String) {
        text = Self.digest("\(source)\n\(notice.id)\n\(notice.createdAt)")
    }

    /// Names the case of a notice, under which its messages stand together.
    package init(case id: String, source: String) {
        text = Self.digest("\(source)\ncase\n\(id)")
    }

    private static func digest(_ text: String) -> String {
        String(ContentHash(of: Array(text.utf8)).description.prefix(32))
    }
}
