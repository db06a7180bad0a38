import WaymarkDefinition

extension GraphBuilder {
    /// Builds what a step does, and lets arrows arrive there.
    /// - Returns: The arrows that leave it when it is done.
    mutating func construct(of step: Step, at place: Place, from links: [Link]) -> [Link] {
        switch step.construct {
        case .parallel(let branches, let join, let rest):
            let words = StepWording.join(join, rest: rest, total: branches.count)
            let needed = join.needed(of: branches.count)
            let enough = needed < branches.count ? "\(needed) of \(branches.count) branches have ended" : nil
            return branched(step, .parallel, words, branches, enough: enough, at: place, from: links)
        case .race(let branches):
            let words = "the branch that moves first goes on; the others are withdrawn"
            return branched(step, .race, words, branches, at: place, from: links)
        case .anyOrder(let branches): return anyOrder(step, branches, at: place, from: links)
        case .choose(let branches, let otherwise, let takesEvery):
            return choice(step, branches, otherwise, takesEvery: takesEvery, at: place, from: links)
        case .forEach(let loop):
            let kind = Shape.Frame.forEach(isOneByOne: loop.mode != .parallel)
            return framed(step, kind, StepWording.loop(loop), loop.list, at: place, from: links)
        case .exclusive(let name, let list):
            let words = "one case at a time: \(StepWording.words(name))"
            return framed(step, .exclusive, words, list, at: place, from: links)
        case .repeats(let loop): return repeated(step, loop, at: place, from: links)
        case .attempt(let list, let handlers, let undo):
            return attempt(step, list, handlers, undo, at: place, from: links)
        case .stop(let outcome):
            let stop = part(
                Shape(id: step.id, kind: .stop, title: Self.stopTitle(outcome), step: step.index, reference: outcome),
                at: place)
            arrive(links, at: stop, of: step)
            return []
        case .uses, .wait, .call, .send, .set, .decide, .cancel:
            let (kind, details) = leaf(step)
            var shape = self.shape(of: step, kind, details)
            shape.reference = reference(of: step)
            let leaf = part(shape, at: place)
            arrive(links, at: leaf, of: step)
            return [Link(from: leaf)]
        }
    }

    /// The shape of a step with what every step may have.
    private func shape(of step: Step, _ kind: Shape.Kind, _ details: [Shape.Detail]) -> Shape {
        var details = details
        if let timeout = step.timeout { details.append(.init(.due, "at the latest " + StepWording.words(timeout))) }
        if let condition = step.availableWhile {
            details.append(.init(.note, "only while \(words(condition))"))
        }
        if let milestone = step.milestone { details.append(.init(.note, "reaches: \(milestone)")) }
        let title = step.title.isEmpty ? StepWording.name(step.id) : step.title
        return Shape(
            id: step.id, kind: kind, title: title.prefix(1).uppercased() + title.dropFirst(), details: details,
            step: step.index, mark: marks?.steps[step.index])
    }

    // MARK: - Leaves

    private func leaf(_ step: Step) -> (Shape.Kind, [Shape.Detail]) {
        switch step.construct {
        case .uses(let use):
            guard use.sort == .task else { return (use.sort == .effect ? .effect : .computation, []) }
            return (.task, use.human.map { StepWording.details(of: $0, in: definition) } ?? [])
        case .wait(let rule):
            let details = [Shape.Detail(.due, StepWording.wait(rule))]
            switch rule {
            case .time: return (.waitTime, details)
            case .condition, .milestone: return (.waitCondition, details)
            case .message: return (.waitMessage, details)
            }
        case .send(let send):
            let text = "“\(StepWording.name(send.message))” to \(StepWording.words(send.to))"
            return (.send, [.init(.note, text)])
        case .call(let call): return (.call, callDetails(call))
        case .decide(let table, _): return (.table, [.init(.note, "by the table “\(StepWording.name(table))”")])
        case .cancel(let steps):
            let titles = steps.map { definition.steps[$0].title }.joined(separator: ", ")
            return (.withdrawal, [.init(.note, "withdraws: \(titles)")])
        default: return (.assignment, [])
        }
    }

    /// What a step names besides itself.
    private func reference(of step: Step) -> String? {
        switch step.construct {
        case .wait(.time(let deadline)): StepWording.words(deadline)
        case .wait(.condition(let condition)): StepWording.source(condition)
        case .wait(.message(let name, _, _)): name
        case .wait(.milestone(let name, _)): name
        case .send(let send): send.message
        case .call(let call): call.workflow
        case .decide(let table, _): table
        default: nil
        }
    }

    private func callDetails(_ call: CallStep) -> [Shape.Detail] {
        var details = [Shape.Detail(.note, "a case of \(call.workflow)")]
        if let each = call.each {
            let item = call.item.map { StepWording.name($0) } ?? "item"
            details.append(.init(.note, "one for each \(item) of \(StepWording.source(each))"))
        }
        if call.detaches { details.append(.init(.note, "goes on without waiting")) }
        return details
    }

    // MARK: - Frames

    private mutating func opened(
        _ step: Step, _ kind: Shape.Frame, _ words: String, at place: Place, from links: [Link]
    ) -> (frame: Int, inside: Place, enter: Int) {
        let (frame, inside) = self.frame(shape(of: step, .frame(kind), [.init(.note, words)]), at: place)
        arrive(links, at: frame, of: step)
        let enter = self.shape(Shape(id: "\(step.id).enter", kind: .enter, title: ""), at: inside)
        return (frame, inside, enter)
    }

    private mutating func close(_ frame: Int, _ links: [Link], at inside: Place) -> [Link] {
        let id = graph.shapes[frame].id
        let leave = shape(Shape(id: "\(id).leave", kind: .leave, title: ""), at: inside)
        connect(links, to: leave)
        return [Link(from: frame)]
    }

    private mutating func framed(
        _ step: Step, _ kind: Shape.Frame, _ words: String, _ list: Int, at place: Place, from links: [Link]
    ) -> [Link] {
        let (frame, inside, enter) = opened(step, kind, words, at: place, from: links)
        let open = self.list(list, at: inside, from: [Link(from: enter)])
        return close(frame, open, at: inside)
    }

    private mutating func branched(
        _ step: Step, _ kind: Shape.Frame, _ words: String, _ branches: [Branch], enough: String? = nil,
        at place: Place, from links: [Link]
    ) -> [Link] {
        let (frame, inside, enter) = opened(step, kind, words, at: place, from: links)
        let fork = shape(Shape(id: "\(step.id).fork", kind: .fork, title: ""), at: inside)
        connect([Link(from: enter)], to: fork)
        var columns: [Int] = []
        var open: [Link] = []
        for branch in branches {
            let column = strip(heading: StepWording.name(branch.name))
            columns.append(column)
            let place = Place(strip: column, frame: frame)
            let ends = list(branch.list, at: place, from: [Link(from: fork)])
            open += kind == .parallel ? met(ends, of: "\(step.id).\(branch.name)", at: place) : ends
        }
        append(.columns(columns), at: inside)
        var joint = Shape(id: "\(step.id).join", kind: .join, title: "")
        joint.reference = enough
        let join = part(joint, at: inside)
        connect(open, to: join)
        return close(frame, [Link(from: join)], at: inside)
    }

    /// The one end of a branch: a join waits for every arrow that reaches it, so the ways through a branch meet before.
    private mutating func met(_ ends: [Link], of branch: String, at place: Place) -> [Link] {
        guard Set(ends.map(\.from)).count > 1 else { return ends }
        let merge = shape(Shape(id: "\(branch).merge", kind: .merge, title: ""), at: place)
        connect(ends, to: merge)
        return [Link(from: merge)]
    }

    private mutating func anyOrder(
        _ step: Step, _ branches: [Branch], at place: Place, from links: [Link]
    ) -> [Link] {
        let words = "all of these, one at a time, in any order"
        let (frame, inside, enter) = opened(step, .anyOrder, words, at: place, from: links)
        let fork = shape(Shape(id: "\(step.id).fork", kind: .fork, title: ""), at: inside)
        connect([Link(from: enter)], to: fork)
        var columns: [Int] = []
        var open: [Link] = []
        for branch in branches {
            // A branch of one step is named after it.
            let isNamed = definition.lists[branch.list].steps.map { definition.steps[$0].id } != [branch.name]
            let column = isNamed ? strip(heading: StepWording.name(branch.name)) : strip()
            columns.append(column)
            open += list(branch.list, at: Place(strip: column, frame: frame), from: [Link(from: fork)])
        }
        append(.columns(columns), at: inside)
        let join = part(Shape(id: "\(step.id).join", kind: .join, title: ""), at: inside)
        connect(open, to: join)
        return close(frame, [Link(from: join)], at: inside)
    }

    // MARK: - Choices

    private mutating func choice(
        _ step: Step, _ branches: [GuardedBranch], _ otherwise: Int?, takesEvery: Bool, at place: Place,
        from links: [Link]
    ) -> [Link] {
        var shape = self.shape(of: step, takesEvery ? .everyChoice : .choice, [])
        if takesEvery { shape.details.insert(.init(.note, "every branch whose condition holds"), at: 0) }
        let choice = part(shape, at: place)
        arrive(links, at: choice, of: step)
        var columns: [Int] = []
        var open: [Link] = []
        for branch in branches {
            let source = StepWording.source(branch.when)
            let column = strip(heading: "if \(words(branch.when))")
            columns.append(column)
            open += list(
                branch.list, at: Place(strip: column, frame: place.frame),
                from: [Link(from: choice, condition: source)])
        }
        let column = strip(heading: takesEvery ? "if none of them" : "otherwise")
        columns.append(column)
        if let otherwise {
            open += list(otherwise, at: Place(strip: column, frame: place.frame), from: [Link(from: choice)])
        } else {
            open.append(Link(from: choice, via: column))
        }
        append(.columns(columns), at: place)
        let merge = part(
            Shape(id: "\(step.id).merge", kind: .merge, title: "", reference: takesEvery ? "every" : nil),
            at: place)
        connect(open, to: merge)
        return [Link(from: merge)]
    }

    // MARK: - Loops

    private mutating func repeated(_ step: Step, _ loop: RepeatStep, at place: Place, from links: [Link]) -> [Link] {
        let (frame, inside, enter) = opened(step, .repeats, "again and again", at: place, from: links)
        let most = loop.passesMax.map { "at most \($0) \($0 == 1 ? "pass" : "passes")" }
        var open = [Link(from: enter)]
        var leaving: [Link] = []
        var first: Int?
        if let condition = loop.condition {
            var shape = Shape(
                id: "\(step.id).while", kind: .question, title: "while \(words(condition))",
                step: step.index)
            if let most, loop.until == nil { shape.details = [.init(.note, most)] }
            let question = self.shape(shape, at: inside)
            connect(open, to: question)
            open = [Link(from: question, label: "yes", condition: StepWording.source(condition))]
            leaving = [Link(from: question, label: "no")]
            first = question
        }
        let before = graph.shapes.count
        open = list(loop.list, at: inside, from: open)
        let again = first ?? (graph.shapes.count > before ? before : enter)
        if loop.condition == nil || loop.until != nil {
            var shape = Shape(id: "\(step.id).until", kind: .question, title: most ?? "", step: step.index)
            if let until = loop.until {
                shape.title = "until \(words(until))"
                if let most { shape.details = [.init(.note, most)] }
            }
            let question = self.shape(shape, at: inside)
            connect(open, to: question)
            leaving.append(
                Link(from: question, label: "done", condition: loop.until.map { StepWording.source($0) }))
            connect([Link(from: question, label: "again")], to: again)
        } else {
            connect(open, to: again)
        }
        return close(frame, leaving, at: inside)
    }

    // MARK: - Failures

    private mutating func attempt(
        _ step: Step, _ list: Int, _ handlers: [CatchBranch], _ undo: Int?, at place: Place, from links: [Link]
    ) -> [Link] {
        let words = handlers.isEmpty ? "can be undone" : "with what to do when something in it fails"
        let (frame, inside, enter) = opened(step, .attempt, words, at: place, from: links)
        graph.strips[inside.strip].items.append(.init())
        let (body, within) = self.frame(
            Shape(id: "\(step.id).try", kind: .frame(.attempted), title: "Try this", frame: frame), at: inside)
        connect([Link(from: enter)], to: body)
        let begin = shape(Shape(id: "\(step.id).try.enter", kind: .enter, title: ""), at: within)
        let tried = self.list(list, at: within, from: [Link(from: begin)])
        var open = close(body, tried, at: within)
        var columns: [Int] = []
        for (number, handler) in handlers.enumerated() {
            let column = strip()
            columns.append(column)
            let place = Place(strip: column, frame: frame)
            let title =
                handler.when.map { "if it fails and \(StepWording.source($0))" } ?? "if something fails"
            let failure = shape(
                Shape(id: "\(step.id).catch\(number + 1)", kind: .failure, title: title), at: place)
            connect([Link(from: body, isException: true)], to: failure)
            open += self.list(handler.list, at: place, from: [Link(from: failure)])
        }
        if let undo {
            let column = strip()
            columns.append(column)
            self.undo(step, undo, of: body, at: Place(strip: column, frame: frame))
        }
        if !columns.isEmpty { append(.detours(columns), at: inside) }
        return close(frame, open, at: inside)
    }

    private mutating func undo(_ step: Step, _ list: Int, of body: Int, at place: Place) {
        graph.strips[place.strip].items.append(.init())
        let (frame, inside) = frame(
            Shape(id: "\(step.id).undo", kind: .frame(.undo), title: "Undo it, when the case is cancelled"), at: place)
        connect([Link(from: body, isException: true)], to: frame)
        let enter = shape(Shape(id: "\(step.id).undo.enter", kind: .enter, title: ""), at: inside)
        let open = self.list(list, at: inside, from: [Link(from: enter)])
        _ = close(frame, open, at: inside)
    }
}
