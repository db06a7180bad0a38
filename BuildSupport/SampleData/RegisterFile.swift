/// Puts organisations and people into the files of the register.
enum RegisterFile {
    static func organisations(_ name: String, sections: [Section<SampleOrganisation>]) -> SampleFile {
        file(
            "organisations-\(name)", key: "organisations", sections: sections.map { ($0.title, $0.members.map(\.line)) }
        )
    }

    static func people(_ sections: [Section<SamplePerson>]) -> SampleFile {
        file("people", key: "people", sections: sections.map { ($0.title, $0.members.map(\.line)) })
    }

    private static func file(_ name: String, key: String, sections: [(title: String, lines: [String])]) -> SampleFile {
        var lines = ["\(key):"]
        for section in sections {
            lines.append("  # \(section.title)")
            lines += section.lines.map { "  - \($0)" }
        }
        return SampleFile(path: "register/\(name).yaml", lines: lines)
    }
}

/// Entries that stand together in a file under a heading.
struct Section<Member> {
    var title: String
    var members: [Member]
}
