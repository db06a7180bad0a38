import CEL
import WaymarkDefinition
import WaymarkPluginKit

extension Transition {
    // MARK: - Sending

    mutating func sendMessage(
        _ message: SendStep, of step: Step, in list: Activity, scope: CaseScope
    ) throws -> Entry {
        let data = Value.map(try message.data.evaluated(in: scope))
        for target in try targets(of: message.to, in: scope) {
            try send(message.message, to: target, data: data)
        }
        return try end(step, in: list, outcome: BuiltInOutcome.done)
    }

    func targets(of address: CaseAddress, in scope: CaseScope) throws -> [MessageTarget] {
        switch address {
        case .parent:
            guard let parent = state.parent else {
                throw EvaluationFailure("case \(state.id) has no parent to send to")
            }
            return [MessageTarget(caseID: parent.caseID)]
        case .children: return openChildren().map { MessageTarget(caseID: $0) }
        case .id(let id): return [MessageTarget(caseID: try text(id, in: scope))]
        case .only(let workflow, let subject, let key):
            return [
                MessageTarget(
                    workflow: workflow, subject: try text(subject, in: scope),
                    key: try key.map { try text($0, in: scope) })
            ]
        case .cohort(let workflow, let subjects, let key):
            let key = try key.map { try text($0, in: scope) }
            let value = try subjects.evaluated(in: scope)
            guard let items = value.items else {
                throw EvaluationFailure("expected a list of organisations, found \(value.shortDescription)")
            }
            return try items.map { item in
                guard let subject = item.text ?? item["id"]?.text else {
                    throw EvaluationFailure("expected an organisation, found \(item.shortDescription)")
                }
                return MessageTarget(workflow: workflow, subject: subject, key: key)
            }
        }
    }

    private func openChildren() -> [String] {
        state.activities.values.sorted { $0.number < $1.number }.flatMap { activity -> [String] in
            guard case .children(let progress) = activity.work else { return [] }
            return progress.results.compactMap { $0["open"]?.text }
        }
    }

    private func text(_ template: ValueTemplate, in scope: CaseScope) throws -> String {
        let value = try template.evaluated(in: scope)
        guard let text = value.text ?? value["id"]?.text ?? value["label"]?.text else {
            throw EvaluationFailure("expected text, found \(value.shortDescription)")
        }
        return text
    }

    // MARK: - Receiving

    mutating func receive(_ message: IncomingMessage) throws {
        guard state.status == .open else {
            throw Rejection(.notOpen, "Expected case \(state.id) to be open for \(message.name), but it has ended")
        }
        if let person = context.principal.person { try checkSending(message, by: person) }
        switch message.name {
        case IncomingMessage.childStarted, IncomingMessage.childEnded, IncomingMessage.childRefused:
            return try receiveChild(message)
        case IncomingMessage.watchMilestone: return try receiveWatch(message)
        case IncomingMessage.milestoneReached, IncomingMessage.milestoneMissed: return try receiveMilestone(message)
        case IncomingMessage.turnGranted: return try enterExclusive(message)
        case IncomingMessage.cancelCase where message.from != nil && message.from == state.parent?.caseID:
            return try cancelCase(reason: message.data["reason"]?.text ?? "its parent was cancelled")
        default: break
        }
        let waiting = try receiver(of: message)
        let isKept = waiting == nil && keeps(message) && state.keptMessages.count < Limits.keptMessagesMax
        let sender = context.principal.person?.id
        if waiting == nil, !isKept, context.principal.person != nil {
            throw Rejection(
                .wrongState, "Expected case \(state.id) to wait for \(message.name), but it does not now",
                help: "the message would be lost; send it again when the case waits for it")
        }
        try emit(
            .messageReceived(
                MessageReceived(
                    id: message.id, name: message.name, from: message.from, data: message.data, isKept: isKept,
                    by: sender, at: isKept && sender != nil ? context.now : nil)))
        guard let waiting else { return }
        try meet(waiting, outcome: BuiltInOutcome.received, outputs: message.data)
    }

    // MARK: - Calling

    mutating func beginCall(
        _ call: CallStep, of step: Step, in list: Activity, scope: CaseScope
    ) throws -> Entry {
        let depth = state.callDepth + 1
        guard depth <= Limits.callDepthMax else {
            throw StepFailure(
                "cases would call each other deeper than \(Limits.callDepthMax): \(state.callDepth) calls stand above \(state.id)",
                help: "let the workflow stop calling itself before that", isPermanent: true)
        }
        let items = try call.each.map { expression in
            guard let items = try expression.evaluate(scope).items else {
                throw EvaluationFailure("expected a list from `\(expression.source)`")
            }
            return items
        }
        if let items, items.isEmpty { return try end(step, in: list, outcome: BuiltInOutcome.done) }
        let activity = number()
        let starts = try (items ?? [Value.null]).enumerated().map { index, item in
            try start(call, item: item, index: index, activity: activity, depth: depth, scope: scope)
        }
        guard !call.detaches else {
            for data in starts { try send(IncomingMessage.startChild, to: MessageTarget(), data: data) }
            return try end(step, in: list, outcome: BuiltInOutcome.done)
        }
        var progress = ChildProgress()
        progress.total = starts.count
        progress.isEach = items != nil
        progress.results = Array(repeating: .null, count: starts.count)
        try emit(
            .stepEntered(
                StepEntered(
                    activity: activity, parent: list.number, step: step.id, index: step.index, frame: list.frame,
                    children: progress, timers: try timeout(of: step, activity: activity, scope: scope))))
        for data in starts { try send(IncomingMessage.startChild, to: MessageTarget(), data: data) }
        return .waiting
    }

    private func start(
        _ call: CallStep, item: Value, index: Int, activity: Int, depth: Int, scope: CaseScope
    ) throws -> Value {
        let scope = call.item.map { scope.naming($0, item) } ?? scope
        let subject = try call.subject.map { try $0.evaluated(in: scope) }
        var pairs: [(Value, Value)] = [
            (.string("workflow"), .string(call.workflow)),
            (.string("subject"), .string(subject.flatMap { $0.text ?? $0["id"]?.text } ?? state.subject)),
            (.string("inputs"), .map(try call.inputs.evaluated(in: scope))),
        ]
        if call.detaches {
            pairs.append((.string("depth"), .int(Int64(depth))))
        } else {
            let parent = ParentLink(
                caseID: state.id, workflow: state.workflow, activity: activity, item: index, depth: depth)
            pairs.append((.string("parent"), parent.recordValue))
        }
        return .map(MapValue(pairs))
    }

    private mutating func receiveChild(_ message: IncomingMessage) throws {
        guard let number = message.data["activity"].flatMap({ try? Int(fieldValue: $0) }),
            let item = message.data["item"].flatMap({ try? Int(fieldValue: $0) }),
            let activity = state.activities[number], case .children(let progress) = activity.work,
            progress.results.indices.contains(item),
            progress.results[item] == .null
                || (message.name != IncomingMessage.childStarted && progress.results[item]["open"] != nil)
        else {
            throw Rejection(.notOpen, "Expected a step of case \(state.id) to wait for that case, but none does")
        }
        let step = try step(of: activity)
        if message.name == IncomingMessage.childRefused {
            guard let list = activity.parent else { return }
            let reason = message.data["reason"]?.text ?? "the called case could not begin"
            return try raise(
                StepFailure(reason), at: step, activity: number, in: list, frame: activity.frame, failed: FailedState())
        }
        if message.name == IncomingMessage.childStarted {
            return try emit(
                .childStarted(ChildStarted(activity: number, caseID: message.data["case"]?.text ?? "", item: item)))
        }
        let result = message.data["result"] ?? .map(MapValue([]))
        try emit(
            .childEnded(
                ChildEnded(
                    activity: number, caseID: message.data["case"]?.text ?? "", item: item, result: result)))
        guard case .children(let after)? = state.activities[number]?.work, after.ended == after.total else { return }
        let outputs: Value =
            after.isEach ? .map(MapValue([(.string("cases"), .list(after.results))])) : after.results[0]
        let outcome = after.isEach ? BuiltInOutcome.done : (result["outcome"]?.text ?? BuiltInOutcome.done)
        try complete(step, activity: activity, outcome: outcome, outputs: outputs)
    }
}
