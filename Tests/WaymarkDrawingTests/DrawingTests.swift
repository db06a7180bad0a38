import Foundation
import Testing
import WaymarkDefinition
import WaymarkDrawing

/// The drawings of some definitions, as they are kept, and what must hold of every drawing.
@Suite struct DrawingTests {
    /// `WAYMARK_RECORD=1` rewrites what is expected, and fails, so that nobody records by accident.
    private static let isRecording = ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1"

    private static let names = ["gather", "review"]

    @Test(arguments: names, DrawingForm.allCases)
    func `A drawing is what it was`(name: String, form: DrawingForm) throws {
        let text = form.text(of: try DrawingFixture.compiled(name))
        let file = DrawingFixture.folder.appending(path: "\(name).\(form.rawValue)")
        if Self.isRecording {
            try text.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(file.lastPathComponent); run again without WAYMARK_RECORD")
        } else {
            #expect(try text == String(contentsOf: file, encoding: .utf8))
        }
    }

    @Test(arguments: DrawingForm.allCases)
    func `Every construct can be drawn, and twice the same`(form: DrawingForm) throws {
        let definition = try DrawingFixture.everyConstruct()
        let text = form.text(of: definition)
        #expect(text == form.text(of: definition))
        guard form != .pnml else { return }
        for step in definition.steps { #expect(text.contains(step.title) || text.contains(step.title.capitalised)) }
    }

    @Test(arguments: names + ["everything", "forks"])
    func `Shapes lie inside their frames and not on each other`(name: String) throws {
        let graph = ProcessGraph(try definition(name))
        let layout = GraphLayout(graph)
        for (index, shape) in graph.shapes.enumerated() {
            let box = layout.boxes[index]
            #expect(box.x >= 0 && box.y >= 0 && box.right <= layout.width && box.bottom <= layout.height)
            if let frame = shape.frame {
                let outer = layout.boxes[frame]
                #expect(box.x > outer.x && box.right < outer.right && box.y > outer.y && box.bottom < outer.bottom)
            }
            for other in graph.shapes.indices.dropFirst(index + 1) where graph.shapes[other].frame == shape.frame {
                #expect(!box.overlaps(layout.boxes[other]), "\(shape.id) lies on \(graph.shapes[other].id)")
            }
        }
    }

    @Test(arguments: names + ["everything", "forks"])
    func `Arrows join the shapes that they should, and run through no other`(name: String) throws {
        let graph = ProcessGraph(try definition(name))
        let layout = GraphLayout(graph)
        for (index, arrow) in graph.arrows.enumerated() {
            let route = layout.routes[index]
            let what = "\(graph.shapes[arrow.from].id) to \(graph.shapes[arrow.to].id)"
            let (first, last) = (try #require(route.first), try #require(route.last))
            #expect(layout.boxes[arrow.from].touches(first), "\(what) begins at \(first)")
            #expect(layout.boxes[arrow.to].touches(last), "\(what) ends at \(last)")
            for (a, b) in zip(route, route.dropFirst()) {
                #expect(a.x == b.x || a.y == b.y, "\(what) is not straight")
                for other in graph.shapes.indices where !graph.shapes[other].isFrame {
                    guard other != arrow.from, other != arrow.to else { continue }
                    let isThrough = layout.boxes[other].isCrossed(from: a, to: b)
                    #expect(!isThrough, "\(what) runs through \(graph.shapes[other].id)")
                }
            }
        }
    }

    @Test func `The picture is well formed, its ids are unique, and what is written is escaped`() throws {
        var build = DefinitionBuilder()
        let root = build.list()
        build.add("first", to: root)
        build.change(0) { $0.title = "a < b && \"c\" > 'd'\u{1}" }
        let definition = build.definition(titled: "<script>alert(1)</script>")
        for definition in [definition, try DrawingFixture.everyConstruct(), try DrawingFixture.compiled("review")] {
            let text = DrawingForm.svg.text(of: definition)
            let reading = XMLReading(text)
            #expect(reading.fault == nil)
            #expect(Set(reading.ids).count == reading.ids.count)
            #expect(!text.contains("<script>"))
            for id in reading.references { #expect(reading.ids.contains(id)) }
        }
    }

    @Test func `A case is marked where it stands, in every form`() throws {
        let definition = try DrawingFixture.compiled("review")
        let marks = CaseMarks(
            line: "Case R-1", steps: [0: .init(.done), 1: .init(.late, note: "due on Friday"), 2: .init(.stopped)])
        for form in DrawingForm.allCases where form != .pnml {
            let text = form.text(of: definition, marks: marks).lowercased()
            #expect(text.contains("here now, late"), "\(form)")
            #expect(text.contains("due on friday"), "\(form)")
            #expect(text.contains("stopped"), "\(form)")
            #expect(text != form.text(of: definition).lowercased())
        }
        #expect(DrawingForm.svg.text(of: definition, marks: marks).contains("The case stands at: Review the school"))
    }

    @Test func `What nothing leads to is not drawn`() throws {
        var build = DefinitionBuilder()
        let root = build.list()
        build.add("only", to: root, .stop(outcome: "closed"))
        let graph = ProcessGraph(build.definition())
        #expect(graph.shapes.map(\.id) == ["process.start", "only"])
        #expect(graph.arrows.count == 1)
    }

    private func definition(_ name: String) throws -> CompiledDefinition {
        name == "everything" ? try DrawingFixture.everyConstruct() : try DrawingFixture.compiled(name)
    }
}

extension String {
    fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}

extension Box {
    fileprivate func overlaps(_ other: Box) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }

    /// Whether a point lies on the edge.
    fileprivate func touches(_ point: Point) -> Bool {
        let isWithin = point.x >= x && point.x <= right && point.y >= y && point.y <= bottom
        return isWithin && (point.x == x || point.x == right || point.y == y || point.y == bottom)
    }

    /// Whether a straight line goes through the inside.
    fileprivate func isCrossed(from a: Point, to b: Point) -> Bool {
        min(a.x, b.x) < right && max(a.x, b.x) > x && min(a.y, b.y) < bottom && max(a.y, b.y) > y
    }
}
