import CEL
import Testing

@testable import WaymarkCompiler

/// What is certain when something else is known, and what is not.
struct EntailmentTests {
    private let environment = Environment(variables: [
        "s.a": .record(
            RecordType(name: "a", fields: [.init(name: "outcome", type: .string), .init(name: "n", type: .int)])),
        "x": .int, "f": .bool, "g": .bool, "h": .bool,
    ])

    private func says(_ text: String) throws -> Proposition {
        try #require(check(text, in: environment).program).proposition
    }

    private func isCertain(_ goal: String, _ known: [String], _ values: [String: Set<Value>] = [:]) throws -> Bool {
        var entailment = Entailment(values: values)
        return entailment.isCertain(try says(goal), given: try known.map(says))
    }

    @Test(arguments: [
        ("f", ["f"]), ("f", ["f && g"]), ("f && g", ["g", "f"]), ("f || g", ["g"]), ("g", ["f || g", "!f"]),
        ("x > 1", ["1 < x"]), ("!(x <= 1)", ["x > 1"]), ("s.a.outcome != 'b'", ["s.a.outcome == 'a'"]),
        ("has(s.a)", ["s.a.n > 1"]), ("has(s.a)", ["!(s.a.n > 1)"]), ("has(s.a)", ["has(s.a.n)"]),
        ("f || !f", []), ("h", ["f ? h : g", "f"]), ("s.a.outcome in ['a', 'b']", ["s.a.outcome == 'b'"]),
        ("has(s.a)", ["f || s.a.n > 1", "!f"]),
    ])
    func certain(goal: String, known: [String]) throws {
        #expect(try isCertain(goal, known))
    }

    @Test(arguments: [
        ("f", ["f || g"]), ("f && g", ["f"]), ("x > 1", ["x > 0"]), ("f", []), ("f", ["!g"]),
        ("s.a.outcome == 'a'", ["s.a.outcome != 'b'"]), ("has(s.a)", ["f || s.a.n > 1"]), ("has(s.a.n)", ["has(s.a)"]),
        ("has(s.a)", ["f ? s.a.n > 1 : g"]),
    ])
    func uncertain(goal: String, known: [String]) throws {
        #expect(try !isCertain(goal, known))
    }

    @Test func aPartThatCanHaveFewValuesHasTheOneThatIsLeft() throws {
        let values: [String: Set<Value>] = ["s.a.outcome": [.string("a"), .string("b"), .string("c")]]
        let known = ["s.a.outcome != 'a'", "s.a.outcome != 'c'"]
        #expect(try isCertain("s.a.outcome == 'b'", known, values))
        #expect(try !isCertain("s.a.outcome == 'b'", [known[0]], values))
        #expect(try isCertain("f", ["s.a.outcome == 'd'"], values), "what cannot be makes everything certain")
    }

    @Test func whatTakesTooLongIsNotCertain() throws {
        let known = (0..<40).map { "(f || x > \($0)) && (g || x < \($0 * 2 + 1))" }
        #expect(try !isCertain("h", known))
    }
}

/// The ways through a list, and what lies on all of them.
struct ListGraphTests {
    private func graph(_ edges: [(Int, Int)], count: Int) -> ListGraph {
        ListGraph(
            count: count,
            edges: (0..<count).map { place in
                edges.filter { $0.0 == place }.map { ListGraph.Edge(from: $0.0, to: $0.1, outcome: "to \($0.1)") }
            })
    }

    /// Every graph of four places with up to two ways from each, against what going through all ways says.
    @Test func passingIsWhatEveryWayDoes() {
        let targets = (0...4).flatMap { first in (first...4).map { first == $0 ? [first] : [first, $0] } }
        for number in 0..<(targets.count * targets.count) {
            let ways = [
                targets[number % targets.count], targets[number / targets.count % targets.count],
                targets[(number * 7 + 3) % targets.count], targets[(number * 5 + 1) % targets.count],
            ]
            let edges = ways.enumerated().flatMap { place, ways in ways.map { (place, $0) } }
            let graph = graph(edges, count: 4)
            for place in 0...3 {
                for later in 0...4 where reaches(later, edges, avoiding: nil) {
                    let isPassed = place == later || !reaches(later, edges, avoiding: place)
                    #expect(graph.passes(place, before: later) == isPassed, "\(edges): \(place) before \(later)")
                    let way = graph.way(from: 0, to: later, avoiding: place, where: { _ in true })
                    if place != later { #expect((way == nil) == isPassed, "\(edges): \(place) before \(later)") }
                }
            }
        }
    }

    private func reaches(_ goal: Int, _ edges: [(Int, Int)], avoiding place: Int?) -> Bool {
        if place == 0 { return false }
        var reached: Set<Int> = [0]
        var queue = [0]
        while let current = queue.popLast() {
            for (from, to) in edges where from == current && to != place && reached.insert(to).inserted {
                queue.append(to)
            }
        }
        return reached.contains(goal)
    }
}
