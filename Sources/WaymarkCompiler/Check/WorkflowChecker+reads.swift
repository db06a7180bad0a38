import CEL
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// What steps give is read only where they have run.
extension WorkflowChecker {
    /// Notes where an expression of a step reads steps; they are looked at when the whole file is known.
    mutating func noteReads(
        of program: CheckedExpression, by step: ParsedStep, loops: [Int], scalar: YAMLScalar?, offset: Int,
        span: SourceSpan, moment: StepRead.Moment
    ) {
        guard program.references.contains(where: { $0.name.hasPrefix("steps.") }) else { return }
        for reading in program.readings where reading.name.hasPrefix("steps.") {
            // From outside its loops a step gives a list, which is there from the beginning.
            guard let read = parsed.index(ofName: reading.name), loops.starts(with: parsed.steps[read].loops) else {
                continue
            }
            var reading = reading
            reading.given += knownSoFar
            reads.append(
                StepRead(
                    step: read, reader: step.index, moment: moment, reading: reading, scalar: scalar,
                    offset: offset, span: span))
        }
    }

    /// Checks that every step that is read has run by then, whatever way the case has taken.
    mutating func checkReads(_ steps: [Step]) {
        // Sources that were published have been checked; what they may do is not asked again.
        guard !environment.isTrusted, !reads.isEmpty else { return }
        let outcomes = steps.indices.map { self.outcomes(of: parsed.steps[$0], steps[$0].construct) }
        var analysis = RunAnalysis(
            parsed, steps, outcomes: outcomes, listEnds: listEnds, completes: stepEnds)
        defer { effort += analysis.effort }
        var reported: Set<[Int]> = []
        for read in reads where reported.isEmpty || !reported.contains([read.step, read.reader]) {
            if let gap = analysis.gap(of: read) {
                reported.insert([read.step, read.reader])
                report(gap, of: read)
            } else if let gap = analysis.fieldGap(of: read) {
                reported.insert([read.step, read.reader])
                reportField(gap, of: read)
            }
        }
    }

    private mutating func report(_ gap: RunAnalysis.Gap, of read: StepRead) {
        let id = parsed.steps[read.step].id
        if let message = gap.message {
            return report(.neverWritten, at: read.place, message, help: gap.help)
        }
        let message = "`\(id)` is read here, but it has not run when \(gap.why)"
        guard let (name, step) = gap.change else {
            let place = gap.condition.map { "read it where `\($0)` holds" } ?? "read it where that cannot be"
            return report(
                .maybeUnwritten, at: read.place, message, help: "\(place), or ask first with has(steps.\(id))")
        }
        // The condition was asked for, and yet proves nothing.
        let why =
            name == "now" || name == "today"
            ? "`\(name)` is another by then" : "`\(parsed.steps[step].id)` may have changed `\(name)` since"
        diagnostics.add(
            Diagnostic(
                .maybeUnwritten, at: read.place, message,
                help: "the condition is not enough, because \(why); ask first with has(steps.\(id))",
                notes: [.init("it may be changed here", at: parsed.steps[step].span)]))
    }

    private mutating func reportField(_ gap: RunAnalysis.Gap, of read: StepRead) {
        let id = parsed.steps[read.step].id
        let field = read.reading.field ?? ""
        report(
            .maybeUnwritten, at: read.place, "`\(id)` has no `\(field)` when \(gap.why)",
            help: "read it where `\(gap.condition ?? "")` holds, or ask first with has(steps.\(id).\(field))")
    }
}
