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

    @Test func `However many ways lead through a branch, one flow of it reaches the join`() throws {
        var build = DefinitionBuilder()
        let root = build.list()
        let both = build.add("both", to: root)
        let left = build.list(of: both, named: "left"), right = build.branch(of: both, "right")
        build.change(build.add("ask", to: left)) { $0.routes = ["enough": .leave] }
        build.add("more", to: left)
        build.change(both) {
            $0.construct = .parallel(
                branches: [Branch(name: "left", list: left), Branch(name: "right", list: right)], join: .all,
                rest: .cancel)
        }
        let flows = XMLReading(DrawingForm.bpmn.text(of: build.definition())).elements.filter {
            $0.name == "sequenceFlow"
        }
        #expect(flows.count { $0.attributes["targetRef"] == "both.join" } == 2)
        #expect(flows.count { $0.attributes["targetRef"] == "both.left.merge" } == 2)
    }

    @Test func `Joins of random definitions wait for no more than their branches, and references resolve`() throws {
        var joins = 0
        for seed in 1...UInt64(150) {
            let reading = XMLReading(DrawingForm.bpmn.text(of: try RandomDefinition.make(seed: seed, size: .medium)))
            #expect(reading.fault == nil, "seed \(seed)")
            let ids = Set(reading.ids)
            #expect(ids.count == reading.ids.count, "seed \(seed)")
            let flows = reading.elements.filter { $0.name == "sequenceFlow" }.map(\.attributes)
            for flow in flows { #expect(ids.isSuperset(of: [flow["sourceRef"] ?? "", flow["targetRef"] ?? ""])) }
            for gateway in reading.elements where gateway.name == "parallelGateway" {
                guard let id = gateway.attributes["id"], id.hasSuffix(".join") else { continue }
                joins += 1
                let fork = id.dropLast("join".count) + "fork"
                let branches = flows.count { $0["sourceRef"] == String(fork) }
                #expect(flows.count { $0["targetRef"] == id } <= branches, "seed \(seed): \(id)")
            }
        }
        #expect(joins > 30)
    }
}
