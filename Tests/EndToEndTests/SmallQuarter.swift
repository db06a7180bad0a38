import Foundation

/// The quarter of the demonstration for a few groups of the north, so that a whole run takes seconds.
struct SmallQuarter {
    /// Which groups: an expression on `subject`.
    var groups: String
    /// Steps that nobody does, so that their tasks are left for a test.
    var leaving: [String] = []
    /// The last day, if it is not the quarter's.
    var until: String?

    /// The eight groups of one area team.
    static let areaTeam = SmallQuarter(groups: "subject.area_team.id == \"X39000001\"")
    /// Two groups of two area teams, which the documentation shows.
    static let twoGroups = SmallQuarter(groups: "subject.short in [\"ALV\", \"ALC\"]")

    /// Writes the behaviour of the people into a folder.
    /// - Returns: The path of the file.
    func write(into folder: String) throws -> String {
        var text = try String(contentsOfFile: Office.root + "/Config/simulation/quarter.yaml", encoding: .utf8)
        let cohorts = [
            "regional-moderation": "subject.id == \"X40000001\"", "ccg-quarterly-assurance": groups,
        ]
        for (workflow, cohort) in cohorts {
            let whole = "workflow: \(workflow), cohort: \"true\""
            guard text.contains(whole) else { throw Missing(text: whole) }
            text = text.replacing(whole, with: "workflow: \(workflow), cohort: '\(cohort)'")
        }
        for step in leaving {
            let line = "  ccg-quarterly-assurance/\(step):\n"
            guard text.contains(line) else { throw Missing(text: line) }
            text = text.replacing(line, with: line + "    skip: \"true\"\n")
        }
        if let until {
            guard let line = text.firstMatch(of: /\nuntil: \S+\n/)?.0 else { throw Missing(text: "until:") }
            text = text.replacing(line, with: "\nuntil: \(until)\n")
        }
        let path = folder + "/small.yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// What the behaviour of the demonstration was expected to say.
    struct Missing: Error {
        var text: String
    }
}
