import WaymarkPluginKit

/// Finds which sections a Markdown text lacks: presence is checked, not quality (R-63).
enum SectionCheck {
    private struct Section {
        var title: String
        var level: Int
        var hasContent = false
    }

    /// The required titles that no heading bears, or under which nothing stands; in the order required.
    ///
    /// Titles are compared without regard to case. A sub-heading is not content, what stands under it is.
    static func missing(_ required: [String], in text: String) -> [String] {
        let found = sections(of: text)
        return required.filter { title in
            let wanted = title.trimmingBlanks.lowercased()
            return !found.contains { $0.hasContent && $0.title == wanted }
        }
    }

    private static func sections(of text: String) -> [Section] {
        var sections: [Section] = []
        var open: [Int] = []
        // No character goes over the end of a line, so it is enough to look at scalars, which is much quicker.
        for line in text.unicodeScalars.split(whereSeparator: endsLine).map(Substring.init) {
            if let heading = heading(line) {
                while let last = open.last, sections[last].level >= heading.level { open.removeLast() }
                open.append(sections.count)
                sections.append(heading)
            } else if line.contains(where: { !$0.isWhitespace }) {
                for index in open { sections[index].hasContent = true }
            }
        }
        return sections
    }

    /// Whether a line ends at a scalar: the same as `Character.isNewline`.
    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func heading(_ line: Substring) -> Section? {
        let level = line.prefix { $0 == "#" }.count
        let rest = line.dropFirst(level)
        guard (1...6).contains(level), rest.first?.isWhitespace ?? true else { return nil }
        return Section(title: String(rest).trimmingBlanks.lowercased(), level: level)
    }
}
