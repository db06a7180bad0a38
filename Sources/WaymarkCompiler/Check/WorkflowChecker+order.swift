import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

extension WorkflowChecker {
    /// Checks that a step that an expression reads can have run when it is read.
    mutating func checkOrder(
        of name: String, readBy reader: ParsedStep, includesOwn: Bool, at place: (WorkflowChecker) -> SourceSpan
    ) {
        guard name.hasPrefix("steps."), let read = parsed.step(String(name.dropFirst(6))) else { return }
        let readerPath = path(of: reader)
        let readPath = path(of: read)
        if includesOwn, readPath.contains(where: { $0.step == reader.index }) { return }
        // The first list that both stand in at different places decides who comes first.
        for (left, right) in zip(readerPath, readPath) {
            guard left.list == right.list else {
                // What is done about a failure, and what undoes, comes after what was tried.
                if parsed.lists[right.list].name == "try",
                    parsed.lists[right.list].owner == parsed.lists[left.list].owner
                {
                    return
                }
                return report(
                    .neverWritten, at: place(self),
                    "`\(read.id)` runs beside `\(reader.id)`, so it may not have run when it is read",
                    help: "read it after the branches have joined")
            }
            if left.step == right.step { continue }
            if parsed.steps[right.step].position < parsed.steps[left.step].position { return }
            if repeats(left.list, from: right.step, to: left.step) { return }
            return report(
                .neverWritten, at: place(self),
                "`\(read.id)` comes after `\(reader.id)`, so it cannot have run when it is read",
                help: "move the reading step behind it")
        }
        if read.index == reader.index, !isInLoop(readerPath, reader) {
            report(
                .neverWritten, at: place(self), "`\(read.id)` reads itself before it has run",
                help: "read an earlier step")
        }
    }

    /// The steps and lists around a step, outermost first, itself last.
    func path(of step: ParsedStep) -> [(list: Int, step: Int)] {
        var path = [(list: step.list, step: step.index)]
        var owner = parsed.lists[step.list].owner
        while let index = owner {
            path.append((parsed.steps[index].list, index))
            owner = parsed.lists[parsed.steps[index].list].owner
        }
        return path.reversed()
    }

    /// Whether a list can go from a later step back to an earlier one: by a loop around it, or by a route.
    private func repeats(_ list: Int, from later: Int, to earlier: Int) -> Bool {
        var current: Int? = list
        while let index = current {
            if parsed.lists[index].name == "repeat" { return true }
            current = parsed.lists[index].owner.map { parsed.steps[$0].list }
        }
        return goesBack(list, from: parsed.steps[later].position, to: parsed.steps[earlier].position)
            || outerListsGoBack(list)
    }

    private func outerListsGoBack(_ list: Int) -> Bool {
        guard let owner = parsed.lists[list].owner else { return false }
        let step = parsed.steps[owner]
        return goesBack(step.list, from: step.position, to: step.position) || outerListsGoBack(step.list)
    }

    private func goesBack(_ list: Int, from later: Int, to earlier: Int) -> Bool {
        latePlaces(in: list).contains { $0 <= earlier } || routesBack(list, from: later, to: earlier)
    }

    /// Where late arrivals may set a list back to, from wherever it is.
    private func latePlaces(in list: Int) -> [Int] {
        parsed.steps.compactMap { step in
            guard let id = step["late"]?["go_to"]?.text, let target = parsed.steps.first(where: { $0.id == id })
            else { return nil }
            return target.list == list ? target.position : nil
        }
    }

    private func routesBack(_ list: Int, from later: Int, to earlier: Int) -> Bool {
        parsed.lists[list].steps.contains { index in
            let step = parsed.steps[index]
            guard step.position >= later else { return false }
            return (step.node["outcomes"]?.entries ?? []).contains { entry in
                guard let id = entry.value["go_to"]?.text, let target = parsed.step(id)
                else { return false }
                return target.list == list && target.position <= earlier
            }
        }
    }

    private func isInLoop(_ path: [(list: Int, step: Int)], _ step: ParsedStep) -> Bool {
        repeats(step.list, from: step.index, to: step.index)
    }
}
