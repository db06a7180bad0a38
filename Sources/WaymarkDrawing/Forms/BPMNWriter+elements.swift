extension BPMNWriter {
    /// Writes one shape with what is in it.
    mutating func element(_ index: Int, depth: Int) {
        let shape = graph.shapes[index]
        let (name, attributes) = tag(index)
        let title = shape.title.isEmpty ? "" : " name=\"\(XMLText.escaped(shape.title))\""
        line(depth, "<\(name) id=\"\(id(index))\"\(title)\(attributes)>")
        documentation(shape, depth: depth + 1)
        for arrow in incoming[index] { line(depth + 1, "<incoming>Flow\(arrow)</incoming>") }
        for arrow in outgoing[index] { line(depth + 1, "<outgoing>Flow\(arrow)</outgoing>") }
        content(index, depth: depth + 1)
        line(depth, "</\(name)>")
        for arrow in exceptions.map({ graph.arrows[$0] }) where arrow.from == index && graph.shapes[arrow.to].isFrame {
            line(
                depth,
                "<boundaryEvent id=\"\(id(arrow.to)).event\" attachedToRef=\"\(id(index))\" cancelActivity=\"true\">")
            line(depth + 1, "<compensateEventDefinition/>")
            line(depth, "</boundaryEvent>")
        }
    }

    private mutating func documentation(_ shape: Shape, depth: Int) {
        let words = shape.details.map(\.text) + (shape.mark.map { [$0.words] } ?? [])
        guard !words.isEmpty else { return }
        line(depth, "<documentation>\(XMLText.escaped(words.joined(separator: "; ")))</documentation>")
    }

    private func tag(_ index: Int) -> (name: String, attributes: String) {
        let shape = graph.shapes[index]
        switch shape.kind {
        case .start, .enter: return ("startEvent", "")
        case .end, .leave, .stop: return ("endEvent", "")
        case .task: return ("userTask", "")
        case .effect: return ("serviceTask", "")
        case .computation, .assignment: return ("scriptTask", "")
        case .waitTime, .waitCondition, .waitMessage: return ("intermediateCatchEvent", "")
        case .send: return ("sendTask", shape.reference.map { " messageRef=\"Message.\(Self.name($0))\"" } ?? "")
        case .call: return ("callActivity", "")
        case .table: return ("businessRuleTask", "")
        case .withdrawal: return ("task", "")
        case .question, .outcome, .choice: return ("exclusiveGateway", standard(index))
        case .everyChoice: return ("inclusiveGateway", standard(index))
        case .merge: return (shape.reference == "every" ? "inclusiveGateway" : "exclusiveGateway", "")
        case .fork: return (fork(index), "")
        case .join: return (join(shape), "")
        case .failure:
            let body = exceptions.first { graph.arrows[$0].to == index }.map { id(graph.arrows[$0].from) } ?? ""
            return ("boundaryEvent", " attachedToRef=\"\(body)\"")
        case .frame(.anyOrder): return ("adHocSubProcess", " ordering=\"Sequential\"")
        case .frame(.undo): return ("subProcess", " isForCompensation=\"true\"")
        case .frame: return ("subProcess", "")
        }
    }

    /// The flow that is taken when no condition holds.
    private func standard(_ index: Int) -> String {
        guard outgoing[index].count > 1 else { return "" }
        let rest = outgoing[index].filter { graph.arrows[$0].condition == nil }
        return rest.count == 1 ? " default=\"Flow\(rest[0])\"" : ""
    }

    private func fork(_ index: Int) -> String {
        guard isRace(graph.shapes[index]) else { return "parallelGateway" }
        let isByEvents = outgoing[index].allSatisfy { arrow in
            let kind = graph.shapes[graph.arrows[arrow].to].kind
            return kind == .waitTime || kind == .waitMessage || kind == .waitCondition
        }
        return isByEvents ? "eventBasedGateway" : "complexGateway"
    }

    private func join(_ shape: Shape) -> String {
        if isRace(shape) { return "exclusiveGateway" }
        return shape.reference == nil ? "parallelGateway" : "complexGateway"
    }

    private func isRace(_ shape: Shape) -> Bool { shape.frame.map { graph.shapes[$0].kind == .frame(.race) } ?? false }

    // MARK: - Content

    private mutating func content(_ index: Int, depth: Int) {
        let shape = graph.shapes[index]
        switch shape.kind {
        case .task:
            for detail in shape.details where detail.kind == .who {
                let who = XMLText.escaped(detail.text)
                line(depth, "<potentialOwner><resourceAssignmentExpression>")
                line(depth + 1, "<formalExpression>\(who)</formalExpression>")
                line(depth, "</resourceAssignmentExpression></potentialOwner>")
            }
        case .stop:
            let error = shape.reference.map { " errorRef=\"Error.\(Self.name($0))\"" } ?? ""
            // Inside a sub-process the end must reach further than the sub-process itself.
            line(depth, shape.frame == nil ? "<terminateEventDefinition/>" : "<errorEventDefinition\(error)/>")
        case .failure: line(depth, "<errorEventDefinition/>")
        case .waitTime: definition("timerEventDefinition", "timeDuration", shape, depth)
        case .waitCondition: definition("conditionalEventDefinition", "condition", shape, depth)
        case .waitMessage:
            let message = shape.reference.map { " messageRef=\"Message.\(Self.name($0))\"" } ?? ""
            line(depth, "<messageEventDefinition\(message)/>")
        case .join where shape.reference != nil && !isRace(shape):
            let count = XMLText.escaped(shape.reference ?? "")
            line(
                depth, "<activationCondition xsi:type=\"tFormalExpression\">\(count)</activationCondition>")
        case .call where shape.isEach:
            line(depth, "<multiInstanceLoopCharacteristics/>")
        case .frame(let frame):
            if case .forEach(let isOneByOne) = frame {
                line(depth, "<multiInstanceLoopCharacteristics isSequential=\"\(isOneByOne)\"/>")
            }
            scope(index, depth: depth)
        default: break
        }
    }

    private mutating func definition(_ event: String, _ expression: String, _ shape: Shape, _ depth: Int) {
        let text = XMLText.escaped(shape.reference ?? "")
        line(depth, "<\(event)>")
        line(depth + 1, "<\(expression) xsi:type=\"tFormalExpression\">\(text)</\(expression)>")
        line(depth, "</\(event)>")
    }
}

extension Shape {
    /// Whether a call makes a case for each item of a list.
    fileprivate var isEach: Bool { details.contains { $0.text.hasPrefix("one for each") } }
}
