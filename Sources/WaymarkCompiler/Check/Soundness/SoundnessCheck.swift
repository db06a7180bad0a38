import CEL
package import WaymarkDefinition

/// Decides on the structure of a definition whether every case can end, ends with nothing left open, and can reach
/// every step: soundness in van der Aalst's sense, in time linear in the definition.
///
/// Lists nest, so each is judged by itself, from the inside out, with what is inside a step summed up in three
/// questions: can it complete, can it end the case, can it get stuck. Conditions count as open unless they are
/// constants, and a step may end with any of its outcomes.
package struct SoundnessCheck: Sendable {
    /// Something that makes a definition unsound.
    package struct Finding: Sendable, Hashable {
        /// What is wrong.
        package enum Kind: Sendable, Hashable {
            /// No case ever reaches the step.
            case unreachable
            /// The condition of the step is never true.
            case neverRuns
            /// From the step a case can neither go on to the end of its list nor end.
            case stuck
            /// The loop never ends.
            case endless
            /// The wait never ends.
            case waitsForever
            /// Fewer branches can end than the join waits for; the branch of that number never ends.
            case join(needed: Int, ending: Int, branch: Int)
            /// The branch of that number is never taken.
            case deadBranch(Int)
        }

        /// What is wrong.
        package var kind: Kind
        /// The step at which it is.
        package var step: Int
        /// How a case gets there.
        package var trace: [Passage]
    }

    /// A step on the way of a case, and how it ended.
    package struct Passage: Sendable, Hashable {
        /// The step.
        package var step: Int
        /// The outcome, `skipped`, or nil when there is nothing to say.
        package var outcome: String?
    }

    /// What is inside a step, summed up.
    struct Summary {
        /// Whether it can complete.
        var completes = true
        /// Whether it can end the case.
        var stops = false
        /// Whether it can get where it can do neither.
        var traps = false
        /// Whether a `cancel` elsewhere can end it.
        var isCancelled = false
    }

    let steps: [Step]
    let lists: [StepList]
    /// The steps that a `cancel` names.
    private let cancelled: Set<Int>
    /// What was found of each list.
    private(set) var verdicts: [ListVerdict?]
    /// What was found of each step.
    private(set) var summaries: [Summary]
    /// What is wrong, in the order of the file.
    package private(set) var findings: [Finding] = []

    /// Judges the steps and lists of a definition.
    package init(steps: [Step], lists: [StepList]) {
        self.steps = steps
        self.lists = lists
        cancelled = steps.cancelledSteps
        verdicts = Array(repeating: nil, count: lists.count)
        summaries = Array(repeating: Summary(), count: steps.count)
        guard !lists.isEmpty else { return }
        _ = judge(CompiledDefinition.rootList)
        var report = SoundnessReport(check: self)
        report.list(CompiledDefinition.rootList, isForgiven: false, path: [])
        findings = report.findings
    }

    /// Whether nothing was found.
    package var isSound: Bool { findings.isEmpty }

    /// Whether a step can come to its end, so that something can follow it.
    package func getsPast(_ step: Int) -> Bool { summaries[step].completes }

    /// Whether a case that gets to a step can only get stuck in it.
    package func traps(_ step: Int) -> Bool { summaries[step].traps && !summaries[step].completes }

    // MARK: - From the inside out

    /// Judges a list and all that is in it.
    mutating func judge(_ list: Int) -> Summary {
        if let known = known(list) { return known }
        // Held for themselves, so that no step is copied while the check changes.
        let (steps, lists) = (steps, lists)
        for step in lists[list].steps { summaries[step] = summary(of: steps[step]) }
        let verdict = ListVerdict(lists[list], steps: steps, summaries: summaries, details: detours(of: list))
        let summary = verdict.summary
        verdicts[list] = verdict
        return summary
    }

    /// What a list came to, if it has been judged.
    private func known(_ list: Int) -> Summary? { verdicts[list]?.summary }

    /// What the lists of outcomes come to, by list.
    private mutating func detours(of list: Int) -> [Int: Summary] {
        var found: [Int: Summary] = [:]
        for step in lists[list].steps {
            for case .steps(let detour) in steps[step].routes.values { found[detour] = judge(detour) }
        }
        return found
    }

    private mutating func summary(of step: Step) -> Summary {
        var summary = construct(step)
        summary.isCancelled = cancelled.contains(step.index)
        if case .stop = step.construct { return summary }
        // A time limit withdraws what is inside, however stuck it is.
        if step.timeout != nil {
            summary.completes = true
            summary.traps = false
        }
        return summary
    }

    private mutating func construct(_ step: Step) -> Summary {
        switch step.construct {
        case .uses, .call, .send, .set, .decide, .cancel: return Summary()
        case .stop: return Summary(completes: false, stops: true)
        case .wait(.condition(let condition)) where condition.literal == .bool(false):
            return Summary(completes: false, traps: true)
        case .wait: return Summary()
        case .exclusive(_, let list): return judge(list)
        case .parallel(let branches, let join, let rest):
            return Self.together(branches.map { judge($0.list) }, needed: join.needed(of: branches.count), rest: rest)
        case .anyOrder(let branches):
            return Self.together(branches.map { judge($0.list) }, needed: branches.count, rest: .cancel)
        case .race(let branches): return Self.oneOf(branches.map { judge($0.list) })
        case .choose(let branches, let otherwise, let takesEvery):
            return choice(step.choice(branches, otherwise, takesEvery: takesEvery))
        case .forEach(let loop):
            var summary = judge(loop.list)
            summary.completes = (summary.completes || loop.mayBeEmpty) && !loop.neverCloses
            summary.traps = summary.traps || loop.neverCloses && !summary.stops
            return summary
        case .repeats(let loop): return repeated(loop)
        case .attempt(let list, let handlers, let undo):
            if let undo { _ = judge(undo) }
            return Self.oneOf([judge(list)] + handlers.map { judge($0.list) })
        }
    }

    // What sums branches up belongs to the type: a method would take a copy of the check before the branches are judged,
    // and with it of all verdicts.

    private static func oneOf(_ branches: [Summary]) -> Summary {
        Summary(
            completes: branches.contains(where: \.completes), stops: branches.contains(where: \.stops),
            traps: branches.contains(where: \.traps))
    }

    private static func together(_ branches: [Summary], needed: Int, rest: RestRule) -> Summary {
        let needed = rest == .finish ? branches.count : needed
        return Summary(
            completes: branches.count(where: \.completes) >= needed, stops: branches.contains(where: \.stops),
            traps: branches.contains(where: \.traps) && !forgives(branches, needed: needed))
    }

    /// Whether branches that get stuck are withdrawn in the end, by the join of the others or by the end of the case.
    static func forgives(_ branches: [Summary], needed: Int) -> Bool {
        let live = branches.filter { !$0.traps }
        return live.count >= needed || live.contains { !$0.completes }
    }

    private mutating func choice(_ choice: StepChoice) -> Summary {
        for branch in choice.dead { _ = judge(branch.list) }
        let open = choice.optional.map { judge($0.list) }
        let certain = choice.certain.map { judge($0.list) }
        let otherwise = choice.otherwise.map { judge($0) }
        var summary = Self.oneOf(open + certain + (otherwise.map { [$0] } ?? []))
        if choice.takesEvery {
            let isJoined = Self.joins(choice, open: open, certain: certain)
            summary.completes = isJoined || otherwise?.completes ?? false
        } else if choice.mayTakeNone {
            summary.completes = true
        }
        return summary
    }

    /// Whether the join of a choice that takes every branch can be reached.
    static func joins(_ choice: StepChoice, open: [Summary], certain: [Summary]) -> Bool {
        guard certain.allSatisfy(\.completes) else { return false }
        return !certain.isEmpty || choice.mayTakeNone || open.contains(where: \.completes)
    }

    private mutating func repeated(_ loop: RepeatStep) -> Summary {
        var summary = judge(loop.list)
        if !loop.mayBegin { return Summary() }
        let isEndless = summary.completes && !loop.mayEnd
        summary.traps = summary.traps || isEndless && !summary.stops
        summary.completes = loop.mayBeSkipped || summary.completes && loop.mayEnd
        return summary
    }
}
