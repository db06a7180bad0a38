import Testing
import WaymarkDefinition
import WaymarkDrawing

/// What must hold of every BPMN file: nothing refers to what is not there, and all of it has a place.
@Suite struct BPMNTests {
    private static let events: Set<String> = ["startEvent", "endEvent", "intermediateCatchEvent", "boundaryEvent"]
    private static let nodes = events.union([
        "userTask", "serviceTask", "scriptTask", "sendTask", "businessRuleTask", "task", "callActivity", "subProcess",
        "adHocSubProcess", "exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway",
        "complexGateway",
    ])

    private func definition(_ name: String) throws -> CompiledDefinition {
        name == "everything" ? try DrawingFixture.everyConstruct() : try DrawingFixture.compiled(name)
    }

    @Test(arguments: ["gather", "review", "everything"])
    func `Ids are unique and every reference resolves`(name: String) throws {
        let reading = XMLReading(DrawingForm.bpmn.text(of: try definition(name)))
        #expect(reading.fault == nil)
        let ids = Set(reading.ids)
        #expect(ids.count == reading.ids.count)
        let references = [
            "sourceRef", "targetRef", "bpmnElement", "attachedToRef", "default", "messageRef", "errorRef",
        ]
        for element in reading.elements {
            for key in references {
                if let value = element.attributes[key] {
                    #expect(ids.contains(value), "\(element.name) \(key) \(value)")
                }
            }
            if element.name == "incoming" || element.name == "outgoing" {
                #expect(ids.contains(element.text), "\(element.text)")
            }
        }
    }

    @Test(arguments: ["gather", "review", "everything"])
    func `Every node and flow has a place, and flows begin and end at their nodes`(name: String) throws {
        let reading = XMLReading(DrawingForm.bpmn.text(of: try definition(name)))
        var boxes: [String: Box] = [:]
        var ways: [String: [Point]] = [:]
        var current = ""
        for element in reading.elements {
            func number(_ key: String) -> Int { Int(element.attributes[key] ?? "") ?? -1 }
            switch element.name {
            case "bpmndi:BPMNShape", "bpmndi:BPMNEdge": current = element.attributes["bpmnElement"] ?? ""
            case "bpmndi:BPMNLabel": current = ""
            case "dc:Bounds":
                boxes[current] = Box(
                    x: number("x"), y: number("y"), width: number("width"), height: number("height"))
            case "di:waypoint": ways[current, default: []].append(Point(number("x"), number("y")))
            default: break
            }
        }
        for element in reading.elements where Self.nodes.contains(element.name) {
            let box = boxes[element.attributes["id"] ?? ""]
            #expect(box.map { $0.width > 0 && $0.height > 0 } ?? false, "\(element.attributes)")
        }
        for flow in reading.elements where flow.name == "sequenceFlow" {
            let id = flow.attributes["id"] ?? ""
            let points = ways[id] ?? []
            #expect(points.count >= 2, "\(id)")
            for (end, point) in [("sourceRef", points.first), ("targetRef", points.last)] {
                guard let point, let box = boxes[flow.attributes[end] ?? ""] else { continue }
                let isAtEdge =
                    (point.x == box.x || point.x == box.right) && point.y >= box.y && point.y <= box.bottom
                    || (point.y == box.y || point.y == box.bottom) && point.x >= box.x && point.x <= box.right
                #expect(isAtEdge, "\(flow.attributes) \(end): \(point) is not at \(box)")
            }
        }
    }

    @Test func `People, conditions and messages are in it`() throws {
        let text = DrawingForm.bpmn.text(of: try DrawingFixture.compiled("gather"))
        #expect(text.contains("<formalExpression>The head</formalExpression>"))
        #expect(text.contains("vars.answers &gt; 2</conditionExpression>"))
        #expect(text.contains("<messageEventDefinition messageRef=\"Message.answer\"/>"))
        #expect(text.contains("isSequential=\"true\""))
        #expect(text.contains("2 of 3 branches have ended"))
    }
}
