import CEL
import Testing
import WaymarkComparison
import WaymarkDefinition

/// What changes between two definitions, in the terms of the process.
@Suite struct ComparisonTests {
    private func difference(_ changes: [(String, String)]) throws -> [String] {
        let old = try ComparisonFixture.everything()
        let new = try ComparisonFixture.everything(changes)
        return DefinitionComparison(old, new).difference.changes.map { change in
            let name = change.subject.name.isEmpty ? "" : " " + change.subject.name
            return
                "\(change.kind.rawValue) \(change.subject.sort.rawValue)\(name)\(change.aspect.isEmpty ? "" : " · " + change.aspect): \(change.old ?? "∅") → \(change.new ?? "∅")"
        }
    }

    @Test func `A definition does not differ from itself`() throws {
        let definition = try ComparisonFixture.everything()
        #expect(DefinitionComparison(definition, definition).difference.isEmpty)
    }

    /// A change of the text, and all that is said of it.
    private static let changes: [(change: [(String, String)], said: [String])] = [
        (
            [("due: 5 working days", "due: 10 working days")],
            [
                "changed step draft · due: 5 working days → 10 working days"
            ]
        ),
        ([("role: inspector\n", "role: head\n")], ["changed step sign · done by: inspector → head"]),
        (
            [("returned: { go_to: draft }", "returned: continue")],
            ["changed step sign · on returned: goes to draft → ∅"]
        ),
        (
            [("    when_overdue: continue\n    late: keep\n", "")],
            [
                "changed step sign · when overdue: goes on without it → stays open",
                "changed step sign · late answers: are kept → are refused",
            ]
        ),
        (
            [("after: 2 working days overdue, to: head", "after: 1 working day overdue, to: head, hand_over: true")],
            [
                "changed step sign · rung 1: 2 working days overdue, also to head → 1 working day overdue, passes to head"
            ]
        ),
        (
            [("remind: [ 1 working day before due ]", "remind: [ 2 working days before due ]")],
            ["changed step draft · reminder 1: 1 working day before due → 2 working days before due"]
        ),
        (
            [("inputs.year > 2000", "inputs.year > 2001")],
            [
                "changed step head_line · only when: inputs.year > 2000 → inputs.year > 2001"
            ]
        ),
        (
            [("Is ${subject.name} fine?", "Is all fine?")],
            [
                "changed step sign · with question: Is ${subject.name} fine? → Is all fine?"
            ]
        ),
        ([("join: any", "join: all")], ["changed step together · goes on after: the first of them → all of them"]),
        (
            [("vars.count > 1, steps", "vars.count > 2, steps")],
            [
                "changed step pick · branch 1 when: vars.count > 1 → vars.count > 2"
            ]
        ),
        (
            [("wait: { for: 3 days }", "wait: { for: 4 days }")],
            [
                "changed step pause · waits: for 3 days → for 4 days"
            ]
        ),
        (
            [("one_of: [poor, fair, good]", "one_of: [poor, fair, good, best]")],
            [
                "changed type rating · is one of: poor < fair < good → poor < fair < good < best",
                "changed table headline · is asked about: year: a whole number; worst: one of poor, fair, good → year: a whole number; worst: one of poor, fair, good, best",
                "changed table headline · answers: headline: one of poor, fair, good → headline: one of poor, fair, good, best",
            ]
        ),
        (
            [("[2013..2015]", "[2013..2016]")],
            [
                "changed table headline · row 2, year: [2013..2015] → [2013..2016]"
            ]
        ),
        (
            [("      - [ \"< 2013\", \"-\", poor ]\n", "")],
            [
                "removed table headline · row 1: < 2013 | - | poor → ∅"
            ]
        ),
        (
            [
                (
                    "  - { id: over, stop: finished }",
                    "  - { id: file, uses: lab.ask, role: head, due: 2 days }\n  - { id: over, stop: finished }"
                )
            ],
            ["added step file: ∅ → file, lab.ask, done by head, due 2 days, after tell"]
        ),
        (
            [("      left: [ { id: post_left, uses: lab.post, retry: { attempts: 3 } } ]\n", "")],
            [
                "removed step post_left: post left, lab.post, in together left, first → ∅",
                "changed step together · branches: left, right → right",
            ]
        ),
        (
            [
                ("  - { id: tell, send: news, to: children, data: { text: hello } }\n", ""),
                (
                    "  - { id: child, call",
                    "  - { id: tell, send: news, to: children, data: { text: hello } }\n  - { id: child, call"
                ),
            ], ["moved step child · stands: after tried → after tell"]
        ),
        (
            [
                ("  - { id: tell, send: news, to: children, data: { text: hello } }\n", ""),
                (
                    "      told: [ { id: news, wait: { message: news } } ]",
                    "      told: [ { id: news, wait: { message: news } }, { id: tell, send: news, to: children, data: { text: hello } } ]"
                ),
            ], ["moved step tell · stands: after child → in first told, after news"]
        ),
        ([("initial: 0", "initial: 1")], ["changed variable count · begins as: 0 → 1"]),
        ([(", note: { type: text, required: false }", "")], ["removed input note: text → ∅"]),
        (
            [("different_people", "same_person")],
            [
                "removed rule different people do draft, sign:  → ∅",
                "added rule the same person does draft, sign: ∅ → ",
            ]
        ),
        ([("title: Trial", "title: A trial")], ["changed process · title: Trial → A trial"]),
        (
            [("undo: [ { id: unbook, uses: lab.post } ]", "milestone: booked")],
            [
                "removed step unbook: unbook, lab.post, in tried undo, first → ∅",
                "changed step tried · can be undone: yes → no", "changed step tried · reaches: ∅ → booked",
            ]
        ),
    ]

    @Test(arguments: changes.indices) func `A change is told in the terms of the process, and nothing else is`(
        place: Int
    ) throws {
        let (change, said) = Self.changes[place]
        let found = try difference(change)
        #expect(found == said, "\(found.joined(separator: "\n"))")
    }

    @Test func `Rows that change places have moved`() throws {
        let found = try difference([
            ("      - [ \"< 2013\", \"-\", poor ]\n", ""),
            ("      - [ \"-\", \"-\", good ]", "      - [ \"< 2013\", \"-\", poor ]\n      - [ \"-\", \"-\", good ]"),
        ])
        #expect(
            found == ["moved table headline · row 2: row 1: < 2013 | - | poor → row 2: < 2013 | - | poor"], "\(found)")
    }
}
