import CEL
import Testing

/// What an expression has found to be so when it gets to reading a variable, and what it says.
struct ReadingTests {
    private let environment = Environment(variables: [
        "s.a": .record(RecordType(name: "a", fields: [.init(name: "ok", type: .bool), .init(name: "n", type: .int)])),
        "s.b": .record(RecordType(name: "b", fields: [.init(name: "ok", type: .bool)])), "x": .int, "f": .bool,
        "w": .string, "l": .list(.int),
    ])

    private func given(_ text: String, reading name: String) throws -> [[Proposition]] {
        try Expression.program(text, in: environment).readings.filter { $0.name == name }.map(\.given)
    }

    private func says(_ text: String) throws -> Proposition {
        try Expression.program(text, in: environment).proposition
    }

    @Test func whatIsOnlyAskedForIsNoReading() throws {
        for text in ["has(s.a)", "has(s.a.ok)", "s.a.?ok.orValue(true)", "s.a.?n.hasValue()"] {
            #expect(try given(text, reading: "s.a").isEmpty, "\(text)")
        }
        #expect(try given("has(s.a) && s.a.ok", reading: "s.a").count == 1)
    }

    @Test func operandsOfAndAreGuardedByTheOthers() throws {
        let present = Proposition.present("s.a", field: nil)
        #expect(try given("has(s.a) && s.a.ok", reading: "s.a") == [[present]])
        #expect(try given("s.a.ok && has(s.a)", reading: "s.a") == [[present]])
        // What needs the variable itself guards nothing that stands before it.
        #expect(try given("s.a.ok && s.a.n > 1", reading: "s.a").map(\.count) == [0, 1])
    }

    @Test func operandsOfOrAreReachedWhereTheOthersDoNotHold() throws {
        #expect(try given("!has(s.a) || s.a.ok", reading: "s.a") == [[.not(.not(.present("s.a", field: nil)))]])
        #expect(try given("f || s.a.ok", reading: "s.a") == [[.not(try says("f"))]])
    }

    @Test func sidesOfAChoiceKnowItsCondition() throws {
        let flag = try says("f")
        #expect(try given("f ? s.a.n : s.b.ok ? 1 : 2", reading: "s.a") == [[flag]])
        #expect(try given("f ? 1 : s.a.n", reading: "s.a") == [[.not(flag)]])
    }

    @Test func loopsAreLookedInto() throws {
        #expect(try given("l.exists(i, i > s.a.n)", reading: "s.a").count == 1)
        #expect(try given("f && l.all(i, i > s.a.n && has(s.b))", reading: "s.a").first?.count == 2)
    }

    @Test(arguments: [
        ("x>1", "x  >\n1"), ("x < 2", "2 > x"), ("x != 3", "!(x == 3)"), ("x >= 4", "!(x < 4)"), ("f == true", "f"),
        ("f == false", "!f"), ("3 == x", "x == 3"), ("w in ['a', 'b']", "w == 'a' || w == 'b'"),
        ("w == 'a b'", "w=='a b'"),
    ])
    func whatMeansTheSameSaysTheSame(left: String, right: String) throws {
        #expect(try says(left) == says(right))
    }

    @Test(arguments: [("w == 'ab'", "w == 'a b'"), ("x < 1", "1 < x"), ("x == 1", "x == 2"), ("f", "!f")])
    func whatMeansSomethingElseSaysSomethingElse(left: String, right: String) throws {
        #expect(try says(left) != says(right))
    }

    @Test func aPropositionNamesWhatItRestsOn() throws {
        #expect(try says("x > 1 && (has(s.a) || s.b.ok) && w == 'a'").names == ["x", "s.a", "s.b", "w"])
    }
}
