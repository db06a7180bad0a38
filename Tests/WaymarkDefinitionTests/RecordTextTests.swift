import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition

/// A record is written and read without a value in between; both ways must be the same way.
@Suite struct RecordTextTests {
    @Test(arguments: 0..<200)
    func `The text of a record is the text of its value, and gives the record back`(seed: Int) throws {
        var random = Die(seed)
        let record = Everything(&random)
        let bytes = JSONText.bytes(of: record)
        #expect(bytes == JSONText.bytes(of: record.recordValue))
        #expect(try JSONParser.parse(bytes, as: Everything.self) == record)
        #expect(try Everything(fieldValue: JSONParser.parse(bytes)) == record)
    }

    @Test func `Members may come in any order and with any space`() throws {
        let text = #" { "count" : 3 ,"name":"x" } "#
        #expect(try JSONParser.parse(Array(text.utf8), as: Part.self) == Part(name: "x", count: 3))
    }

    @Test func `The members of a value may come in any order too, and those that may be left out may be`() throws {
        let value: Value = .map(["more": .list([]), "count": .int(3), "name": .string("x")])
        #expect(try Part(fieldValue: value) == Part(name: "x", count: 3))
        #expect(try Part(fieldValue: .map(["count": .int(3), "name": .string("x")])) == Part(name: "x", count: 3))
        #expect(throws: FieldFailure.self) {
            try Part(fieldValue: .map(["name": .string("x"), "count": .int(3), "else": .null]))
        }
    }

    @Test func `A member that comes twice takes its last value, as it does in a value`() throws {
        let text = Array(#"{"name":"x","name":"y","count":1}"#.utf8)
        #expect(try JSONParser.parse(text, as: Part.self) == Part(name: "y", count: 1))
        #expect(try Part(fieldValue: JSONParser.parse(text)) == Part(name: "y", count: 1))
    }

    @Test(arguments: [
        (#"{"count":1}"#, "name"), (#"{"name":1,"count":1}"#, "name"), (#"{"name":"x","count":1.5}"#, "count"),
        (#"{"name":"x","count":1,"more":[{"name":"y"}]}"#, "more[0].count"), (#"{"name":"x","count":1,"parts":1}"#, ""),
        (#"{"name":"x","count":"1"}"#, "count"), (#"{"name":"x","count":1,"more":3}"#, "more"),
    ])
    func `What does not fit is refused with its path, as it is in a value`(text: String, path: String) throws {
        let bytes = Array(text.utf8)
        let found = try #require(throws: FieldFailure.self) { try JSONParser.parse(bytes, as: Part.self) }
        #expect(found.path == path)
        #expect(throws: found) { try Part(fieldValue: JSONParser.parse(bytes)) }
    }

    @Test(arguments: [
        "", "{", "{\"name\"", "{\"name\":\"x\"", "{\"name\":\"x\",}", "{\"name\":\"x\" \"count\":1}",
        "{\"name\":\"x\",\"count\":1}}", "{,\"name\":\"x\",\"count\":1}", "{\"name\":\"x\",\"count\":1,\"more\":[1 2]}",
        "{\"name\":\"x\",\"count\":1-2}", "[]",
    ])
    func `What is no JSON, or no map, is refused`(text: String) {
        #expect(throws: (any Error).self) { try JSONParser.parse(Array(text.utf8), as: Part.self) }
    }

    @Test(arguments: [
        Int64.min, .max, 0, -1, 999_999_999_999_999_999, 1_000_000_000_000_000_000, -999_999_999_999_999_999,
    ])
    func `Whole numbers of 64 bits keep every digit`(number: Int64) throws {
        var record = Everything()
        record.long = number
        #expect(try JSONParser.parse(JSONText.bytes(of: record), as: Everything.self) == record)
    }

    @Test(arguments: [
        "2013-10-31T17:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2012-02-29T00:00:00Z",
        "2013-02-29T00:00:00Z", "2013-13-01T00:00:00Z", "2013-00-10T00:00:00Z", "2013-10-31T24:00:00Z",
        "2013-10-31T17:60:00Z", "2013-10-31T17:00:60Z", "2013-10-31t17:00:00z", "2013-10-31 17:00:00Z",
        "2013-10-31T17:00:0Z", "2013-10-31T17:00:00.5Z", "2013-10-31T17:00:00+01:00", "0000-01-01T00:00:00Z",
        "+013-10-31T17:00:00Z", "20131031T170000Z",
    ])
    func `The quick way to read a moment takes what the general one takes`(text: String) throws {
        let value = try JSONParser.parse(Array("{\"@time\":\"\(text)\"}".utf8))
        let spaced = try JSONParser.parse(Array("{ \"@time\" : \"\(text)\" }".utf8))
        #expect(value == spaced)
        #expect(value == Timestamp(text).map { Value.timestamp($0) } ?? Value.map(["@time": .string(text)]))
    }

    @Test func `A record with more fields than a word has bits is read too`() throws {
        var record = Wide()
        record.items = (0..<Wide.count).map { $0 * $0 }
        let bytes = JSONText.bytes(of: record)
        #expect(try JSONParser.parse(bytes, as: Wide.self) == record)
        let cut = Array(String(decoding: bytes, as: UTF8.self).replacing(",\"f69\":4761", with: "").utf8)
        #expect(throws: FieldFailure.self) { try JSONParser.parse(cut, as: Wide.self) }
    }
}

/// Small seeded choices.
private struct Die {
    private var state: UInt64

    init(_ seed: Int) {
        state = UInt64(seed &+ 1) &* 0x9E37_79B9_7F4A_7C15
    }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    mutating func flag() -> Bool { below(2) == 0 }

    mutating func text() -> String {
        let pieces = [
            "a", "\"", "\\", "\n", "\r", "\t", "\u{1}", "\u{7F}", "é", "😀", "@", "/", "\u{0}", "long enough to lie",
        ]
        return (0..<below(6)).map { _ in pieces[below(pieces.count)] }.joined()
    }

    mutating func value(depth: Int = 0) -> Value {
        switch below(depth < 3 ? 12 : 9) {
        case 0: return .null
        case 1: return .bool(flag())
        case 2: return .int(Int64(below(1_000_000)) - 500_000)
        case 3: return .double([0.5, -0.0, 1e300, .infinity, 3][below(5)])
        case 4: return .uint(UInt64(below(1000)))
        case 5:
            return .timestamp(
                Timestamp(seconds: Int64(below(2_000_000_000)) - 1000, nanoseconds: Int32(below(2)) * 500_000_000))
        case 6: return .duration(TimeSpan(seconds: Int64(below(1000))))
        case 7: return .bytes([0, 255, UInt8(below(256))])
        case 8: return .string(text())
        case 9: return .list((0..<below(4)).map { _ in value(depth: depth + 1) })
        default:
            return .map(MapValue((0..<below(16)).map { (.string(text() + "\($0)"), value(depth: depth + 1)) }))
        }
    }
}

private struct Leaf: Record, Hashable {
    var name = ""
    var count = 0
    static let fields: [Field<Leaf>] = [Field("name", \.name), Field("count", \.count)]

    init() {}

    init(name: String, count: Int) {
        self.name = name
        self.count = count
    }
}

private struct Part: Record, Hashable {
    var name = ""
    var count = 0
    var more: [Leaf] = []
    static let fields: [Field<Part>] = [
        Field("name", \.name), Field("count", \.count), Field("more", \.more, isRequired: false),
    ]

    init() {}

    init(name: String, count: Int) {
        self.name = name
        self.count = count
    }
}

private enum Colour: String, Choice {
    case red, green
}

/// A record with a field of every sort that stores hold.
private struct Everything: Record, Hashable {
    var text = ""
    var number = 0
    var long: Int64 = 0
    var fraction = 0.0
    var flag = false
    var any = Value.null
    var maybe: String?
    var maybeNumber: Int?
    var texts: [String] = []
    var holes: [Int?] = []
    var colour = Colour.red
    var moment = Instant(millisecondsSinceEpoch: 0)
    var day = LocalDate(daysSinceEpoch: 0)
    var part = Part()
    var maybePart: Part?
    var parts: [Part] = []
    /// A property that is not stored under its own name.
    var twice: Int {
        get { number * 2 }
        set { number = newValue / 2 }
    }

    static let fields: [Field<Everything>] = [
        Field("text", \.text), Field("number", \.number), Field("long", \.long), Field("fraction", \.fraction),
        Field("flag", \.flag), Field("any", \.any), Field("maybe", \.maybe), Field("maybe_number", \.maybeNumber),
        Field("texts", \.texts), Field("holes", \.holes), Field("colour", \.colour), Field("moment", \.moment),
        Field("day", \.day), Field("part", \.part), Field("maybe_part", \.maybePart), Field("parts", \.parts),
        Field("twice", \.twice),
    ]

    init() {}

    init(_ random: inout Die) {
        text = random.text()
        number = random.below(2_000_000) - 1_000_000
        long = Int64(random.below(1_000_000)) * 1_000_003
        fraction = Double(random.below(1000)) / 8
        flag = random.flag()
        any = random.value()
        maybe = random.flag() ? random.text() : nil
        maybeNumber = random.flag() ? random.below(9) : nil
        texts = (0..<random.below(4)).map { _ in random.text() }
        colour = random.flag() ? .red : .green
        moment = Instant(millisecondsSinceEpoch: Int64(random.below(2_000_000_000)) * 500)
        day = LocalDate(daysSinceEpoch: random.below(30_000))
        part = Part(name: random.text(), count: random.below(10))
        if random.flag() { maybePart = Part(name: random.text(), count: random.below(10)) }
        parts = (0..<random.below(4)).map { Part(name: random.text(), count: $0) }
        if let last = parts.indices.last { parts[last].more = [Leaf(name: random.text(), count: last)] }
    }
}

/// A record with seventy fields.
private struct Wide: Record, Hashable {
    static let count = 70
    var items = Array(repeating: 0, count: count)

    static let fields: [Field<Wide>] = (0..<count).map { index in
        Field("f\(index)", \.items[index])
    }

    init() {}
}
