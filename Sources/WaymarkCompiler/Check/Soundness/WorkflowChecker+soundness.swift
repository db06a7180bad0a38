import WaymarkDefinition
import WaymarkDiagnostics

extension WorkflowChecker {
    /// Reports what keeps cases from ending, or steps from being reached, each with a way that leads there.
    ///
    /// What follows from constant conditions is reported where the conditions stand.
    mutating func checkSoundness(_ steps: [Step]) {
        let check = SoundnessCheck(steps: steps, lists: parsed.lists)
        listEnds = check.verdicts.map { $0?.summary.completes ?? true }
        stepEnds = check.summaries.map(\.completes)
        let unreachable = Set(check.findings.filter { $0.kind == .unreachable }.map(\.step))
        for finding in check.findings {
            let step = steps[finding.step]
            var notes: [Diagnostic.Note] = []
            if let way = words(finding.trace, steps) { notes.append(.init(way)) }
            switch finding.kind {
            case .neverRuns, .deadBranch, .endless, .waitsForever: break
            case .unreachable:
                // That nothing gets past what waits or loops for ever is said there.
                if let earlier = self.earlier(step), check.traps(earlier) { continue }
                reportUnreachable(step, check)
            case .stuck:
                diagnostics.add(
                    Diagnostic(
                        .endlessLoop, at: parsed.steps[step.index].span,
                        "from `\(step.id)` there is no way out of the loop",
                        help: "let one of its outcomes continue, leave or stop", notes: notes))
            case .join(let needed, let ending, let branch):
                // That nothing gets past it is said at the step after it.
                let siblings = parsed.lists[step.list].steps.dropFirst(step.position + 1)
                if let next = siblings.first, unreachable.contains(next) { continue }
                diagnostics.add(
                    Diagnostic(
                        .unreachableJoin, at: parsed.steps[step.index].span,
                        "the branches of `\(step.id)` never join, because \(needed) must end and \(ending) can",
                        help: "let \(name(of: branch, in: step)) end without `stop`, or wait for fewer branches",
                        notes: notes))
            }
        }
    }

    private mutating func reportUnreachable(_ step: Step, _ check: SoundnessCheck) {
        let span = parsed.steps[step.index].span
        guard let earlier = earlier(step), !check.getsPast(earlier) else {
            return report(
                .unreachable, at: span, "`\(step.id)` can never be reached",
                help: "every way before it leads elsewhere; mend the routes, or leave it out")
        }
        let id = parsed.steps[earlier].id
        if case .stop = check.steps[earlier].construct {
            return report(
                .unreachable, at: span, "`\(step.id)` can never be reached, because `\(id)` ends the case",
                help: "leave it out, or give `\(id)` a `when`")
        }
        report(
            .unreachable, at: span, "`\(step.id)` can never be reached, because nothing gets past `\(id)`",
            help: "let a way through `\(id)` end without `stop`, or leave `\(step.id)` out")
    }

    /// The step before another in its list.
    private func earlier(_ step: Step) -> Int? {
        step.position > 0 ? parsed.lists[step.list].steps[step.position - 1] : nil
    }

    private func name(of branch: Int, in step: Step) -> String {
        let branches = parsed.steps[step.index].branches
        guard branches.indices.contains(branch) else { return "its branches" }
        let name = branches[branch].name
        return name == "when" ? "its branch \(branch + 1)" : name == "else" ? "`else`" : "`\(name)`"
    }

    /// A way to the place of a fault, in one line; nil when it is the beginning.
    private func words(_ trace: [SoundnessCheck.Passage], _ steps: [Step]) -> String? {
        guard !trace.isEmpty else { return nil }
        let passages = trace.map { passage in
            passage.outcome.map { "`\(steps[passage.step].id)` (\($0))" } ?? "`\(steps[passage.step].id)`"
        }
        return "a case gets there by way of \(passages.joined(separator: ", "))"
    }
}
