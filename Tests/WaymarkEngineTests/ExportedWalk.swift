import WaymarkDefinition
import WaymarkEngine

/// A way through a process by the answers that people give, with what is open before each answer: for another engine
/// that runs the exported process and must have the same open.
struct ExportedWalk: Codable {
    /// An answer of a person.
    struct Move: Codable {
        /// The steps with open tasks.
        var open: [String]
        /// The step that is answered.
        var step: String
        var outcome: String
        var text: String
    }

    private(set) var moves: [Move] = []
    /// The steps that are open when the walk is over; none when the case has ended.
    private(set) var left: [String] = []
    /// Whether the case has ended.
    private(set) var hasEnded = false

    private static let texts = ["yes", "no"]
    private static let outcomes = ["approved", "returned"]
    private static let movesMax = 40

    /// Walks through a process; `number` says which task is answered how at each move, and what it no longer says is
    /// the first.
    init(_ steps: String, number: Int) throws {
        var trial = try Trial(steps)
        var rest = number
        while moves.count < Self.movesMax {
            let open = Self.open(trial)
            guard !open.isEmpty else { break }
            let choices = open.count * Self.outcomes.count * Self.texts.count
            let choice = rest % choices
            rest /= choices
            let move = Move(
                open: open, step: open[choice / 4], outcome: Self.outcomes[choice / 2 % 2], text: Self.texts[choice % 2]
            )
            moves.append(move)
            try trial.answer(
                move.step, move.text, outcome: move.outcome, reason: move.outcome == "returned" ? "not yet" : nil)
        }
        left = Self.open(trial)
        hasEnded = trial.state?.status != .open
    }

    private static func open(_ trial: Trial) -> [String] {
        (trial.state?.tasks ?? []).compactMap { found in
            guard case .step(let index) = found.activity.node else { return nil }
            return trial.definition.steps[index].id
        }.sorted()
    }
}

/// The processes that are walked through: of each construct that BPMN has a word for.
enum WalkedProcess: String, CaseIterable {
    case loop, choice, together, every, again, detour, nested, ending

    /// Its steps.
    var steps: String {
        switch self {
        case .loop:
            """
              - { id: note, uses: lab.echo, with: { number: 1 } }
              - { id: review, uses: lab.ask, role: head, outcomes: { returned: { go_to: note } } }
              - { id: post, uses: lab.echo, with: { number: 2 } }
              - { id: check, uses: lab.ask, role: head, outcomes: { returned: { go_to: review } } }
            """
        case .choice:
            """
              - { id: first, uses: lab.ask, role: head }
              - id: choose
                choose:
                  - { when: steps.first.outcome == "returned", steps: [ { id: mend, uses: lab.ask, role: head } ] }
                  - { when: steps.first.text == "no", steps: [ { id: argue, uses: lab.ask, role: head } ] }
                  - { else: [ { id: praise, uses: lab.ask, role: head } ] }
              - { id: more, when: steps.first.text == "yes", uses: lab.ask, role: head }
              - { id: last, uses: lab.ask, role: head }
            """
        case .together:
            """
              - id: both
                parallel:
                  left:
                    - { id: left_one, uses: lab.ask, role: head, outcomes: { returned: leave } }
                    - { id: left_two, uses: lab.ask, role: head }
                  right:
                    - { id: right_one, uses: lab.ask, role: head }
                    - { id: right_two, uses: lab.ask, role: head, outcomes: { returned: { go_to: right_one } } }
              - { id: after, uses: lab.ask, role: head }
            """
        case .every:
            """
              - { id: ask, uses: lab.ask, role: head }
              - id: some
                choose:
                  - { when: steps.ask.text == "yes", steps: [ { id: inform, uses: lab.ask, role: head } ] }
                  - { when: steps.ask.outcome == "approved", steps: [ { id: publish, uses: lab.ask, role: head } ] }
                take: every
              - { id: file, uses: lab.ask, role: head }
            """
        case .again:
            """
              - id: rounds
                repeat:
                  - { id: propose, uses: lab.ask, role: head }
                  - { id: judge, uses: lab.ask, role: head }
                until: steps.judge.outcome == "approved"
              - { id: sign, uses: lab.ask, role: head }
            """
        case .detour:
            """
              - id: hear
                uses: lab.ask
                role: head
                outcomes:
                  returned:
                    steps:
                      - { id: explain, uses: lab.ask, role: head }
                      - { id: hear_again, uses: lab.ask, role: head, outcomes: { returned: { stop: refused } } }
              - { id: decide, uses: lab.ask, role: head }
            """
        case .nested:
            """
              - id: outer
                parallel:
                  one:
                    - id: inner
                      parallel:
                        a: [ { id: a_asked, uses: lab.ask, role: head } ]
                        b:
                          - { id: b_asked, uses: lab.ask, role: head }
                          - id: b_choice
                            choose:
                              - when: steps.b_asked.text == "no"
                                steps: [ { id: b_more, uses: lab.ask, role: head } ]
                    - { id: one_after, uses: lab.ask, role: head }
                  two: [ { id: two_asked, uses: lab.ask, role: head } ]
              - { id: finish, uses: lab.ask, role: head }
            """
        case .ending:
            """
              - { id: apply, uses: lab.ask, role: head, outcomes: { returned: { stop: refused } } }
              - id: sort
                choose:
                  - { when: steps.apply.text == "no", steps: [ { id: refuse, stop: withdrawn } ] }
              - { id: grant, uses: lab.ask, role: head }
            """
        }
    }
}
