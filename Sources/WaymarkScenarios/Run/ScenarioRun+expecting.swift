import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkEngine
import WaymarkOperations
import WaymarkRuntime
import WaymarkStore

extension ScenarioRun {
    /// Everything in which a case is not as expected.
    mutating func check(_ expectation: CaseExpectation) throws -> [ScenarioFailure] {
        guard let place = expectation.checks.first?.span else { return [] }
        let record = try record(of: expectation.caseReference, at: place)
        let state = try runtime.state(of: record)
        let definition = try definition(of: record)
        let scope = try scope(of: record)
        return try expectation.checks.compactMap { check in
            switch check.fact {
            case .open(let tasks): openFailure(tasks, state, definition, at: check.span)
            case .waits(let steps): waitFailure(steps, state, definition, at: check.span)
            case .incidents(let incidents): try incidentFailure(incidents, record, at: check.span)
            case .sent(let message): try sentFailure(message, record, scope, at: check.span)
            case .history(let sentences): try historyFailure(sentences, record, definition, at: check.span)
            default: try failure(check, state, scope)
            }
        }
    }

    /// Single values.
    private func failure(
        _ check: CaseExpectation.Check, _ state: CaseState, _ scope: CaseScope
    ) throws -> ScenarioFailure? {
        func differ(_ what: String, _ expected: ValueTemplate, _ found: Value?) throws -> ScenarioFailure? {
            let lines = ValueComparison.differences(expected: try evaluate(expected, in: scope), found: found ?? .null)
            guard !lines.isEmpty else { return nil }
            return ScenarioFailure(
                check.span, "\(what) is not as expected", expected: lines.map(\.expected), found: lines.map(\.found))
        }
        func differ(_ what: String, _ expected: String, _ found: String?) -> ScenarioFailure? {
            guard expected != found else { return nil }
            return ScenarioFailure(
                check.span, "\(what) is not as expected", expected: [expected], found: [found ?? "nothing"])
        }
        switch check.fact {
        case .variable(let name, let value): return try differ("vars.\(name)", value, state.variables[name])
        case .result(let step, let value):
            let found = try scope.value(of: "steps.\(step)")
            var failure = try differ("steps.\(step)", value, found)
            if found == nil || found == .null {
                failure?.help = "a step gives something when it has ended; this one has not"
            }
            return failure
        case .output(let name, let value): return try differ("the output \(name)", value, state.outputs[name])
        case .milestone(let milestone): return differ("the milestone", milestone, state.milestone)
        case .status(let status): return differ("the state of the case", status, state.status.rawValue)
        case .ended(let outcome):
            let found = state.status == .open ? "the case is open" : state.outcome ?? state.status.rawValue
            return differ("how the case ended", outcome, found)
        case .endedOn(let date):
            let found = state.endedAt.map { stage.environment.calendar.zone.local(of: $0).date.description }
            return differ("the day on which the case ended", date.description, found)
        case .open, .waits, .incidents, .sent, .history: return nil
        }
    }

    // MARK: - What is open

    private func openFailure(
        _ expected: [ExpectedTask], _ state: CaseState, _ definition: CompiledDefinition, at span: SourceSpan
    ) -> ScenarioFailure? {
        var left = state.tasks
        var missing: [ExpectedTask] = []
        for task in expected {
            if let index = left.firstIndex(where: { fits(task, $0.activity, $0.task, state, definition) }) {
                left.remove(at: index)
            } else {
                missing.append(task)
            }
        }
        guard !missing.isEmpty || !left.isEmpty else { return nil }
        return ScenarioFailure(
            span, "what is open is not what is expected", expected: missing.map { text($0) },
            found: left.map { text($0.activity, $0.task, state, definition) })
    }

    private func fits(
        _ expected: ExpectedTask, _ activity: Activity, _ task: TaskState, _ state: CaseState,
        _ definition: CompiledDefinition
    ) -> Bool {
        guard expected.step == stepID(of: activity, definition), items(expected.items, fit: activity.frame, of: state)
        else { return false }
        if let role = expected.role, role != task.role { return false }
        if let person = expected.claimedBy, person != state.claimant(of: task, at: now) { return false }
        if let isLate = expected.isLate, isLate != task.isLate { return false }
        guard let due = expected.due else { return true }
        guard let at = task.dueAt else { return false }
        let local = stage.environment.calendar.zone.local(of: at)
        return local.date == due.date && (due.time.map { $0 == local.time } ?? true)
    }

    private func text(_ task: ExpectedTask) -> String {
        let due = task.due.map { moment in "due \(moment.date)\(moment.time.map { " \($0)" } ?? "")" }
        let rest = [
            task.role, due, task.claimedBy.map { "claimed by \($0)" }, task.isLate.map { $0 ? "late" : "not late" },
        ]
        return ([task.step] + task.items + rest.compactMap(\.self)).joined(separator: " · ")
    }

    private func text(
        _ activity: Activity, _ task: TaskState, _ state: CaseState, _ definition: CompiledDefinition
    ) -> String {
        let rest = [
            task.role, task.dueAt.map { "due \(text($0))" },
            state.claimant(of: task, at: now).map { "claimed by \($0)" },
            task.isLate ? "late" : nil,
        ]
        return ([stepID(of: activity, definition)] + itemLabels(activity.frame, of: state) + rest.compactMap(\.self))
            .joined(separator: " · ")
    }

    private func waitFailure(
        _ expected: [String], _ state: CaseState, _ definition: CompiledDefinition, at span: SourceSpan
    ) -> ScenarioFailure? {
        let found = state.activities.values.filter { activity in
            switch activity.work {
            case .wait, .children, .effect: true
            case .branches(let progress): progress.openUntil != nil
            case .list, .task, .failed: false
            }
        }.map { stepID(of: $0, definition) }.sorted()
        return difference("what the case waits for is not what is expected", expected.sorted(), found, at: span)
    }

    /// What is only on one side of two sorted lists.
    private func difference(
        _ message: String, _ expected: [String], _ found: [String], at span: SourceSpan
    ) -> ScenarioFailure? {
        guard expected != found else { return nil }
        let changes = found.difference(from: expected)
        return ScenarioFailure(
            span, message,
            expected: changes.removals.map { if case .remove(_, let text, _) = $0 { text } else { "" } },
            found: changes.insertions.map { if case .insert(_, let text, _) = $0 { text } else { "" } })
    }

    // MARK: - What happened

    private mutating func incidentFailure(
        _ expected: [ExpectedIncident], _ record: CaseRecord, at span: SourceSpan
    ) throws -> ScenarioFailure? {
        var left = try runtime.store.read {
            try $0.incidents(state: .open, caseID: record.id, limit: Limits.casesMax)
        }
        var missing: [ExpectedIncident] = []
        for incident in expected {
            let index = left.firstIndex { found in
                found.step == incident.step
                    && incident.words.map { found.message.contains($0) || found.help.contains($0) } ?? true
            }
            guard let index else {
                missing.append(incident)
                continue
            }
            name(incident: left.remove(at: index).id)
        }
        guard !missing.isEmpty || !left.isEmpty else { return nil }
        return ScenarioFailure(
            span, "what has stopped is not what is expected",
            expected: missing.map { [$0.step, $0.words].compactMap(\.self).joined(separator: ": ") },
            found: left.map { "\($0.step): \($0.message)" })
    }

    private func sentFailure(
        _ expected: ExpectedMessage, _ record: CaseRecord, _ scope: CaseScope, at span: SourceSpan
    ) throws -> ScenarioFailure? {
        let data = try expected.data.map { try evaluate($0, in: scope) }
        let sent = try history(of: record).compactMap { entry -> MessageSent? in
            if case .messageSent(let message) = entry.event, !message.name.hasPrefix("@") { message } else { nil }
        }
        let isThere = sent.contains { message in
            message.name == expected.name
                && expected.to.map { $0 == message.to.subject || $0 == message.to.caseID } ?? true
                && data.map { ValueComparison.differences(expected: $0, found: message.data).isEmpty } ?? true
        }
        guard !isThere else { return nil }
        func text(_ name: String, _ to: String?, _ data: Value?) -> String {
            [name, to.map { "to \($0)" }, data.map { ValueComparison.text($0) }].compactMap(\.self).joined(
                separator: " · ")
        }
        return ScenarioFailure(
            span, "no such message was sent", expected: [text(expected.name, expected.to, data)],
            found: sent.map { text($0.name, $0.to.subject ?? $0.to.caseID, $0.data) })
    }

    private func historyFailure(
        _ sentences: [String], _ record: CaseRecord, _ definition: CompiledDefinition, at span: SourceSpan
    ) throws -> ScenarioFailure? {
        var wording = EventWording(definition, directory: runtime.directory)
        var lines = try history(of: record).compactMap { entry in
            wording.text(entry.event).map { "\(entry.record.actor) \($0)" }
        }[...]
        for sentence in sentences {
            guard let index = lines.firstIndex(where: { $0.contains(sentence) }) else {
                return ScenarioFailure(
                    span, "the history does not say this, or not after what stands before it", expected: [sentence],
                    found: lines.suffix(Limits.eventsShownMax).map(\.self))
            }
            lines = lines[(index + 1)...]
        }
        return nil
    }
}
