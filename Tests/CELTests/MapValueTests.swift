import CEL
import Testing

struct MapValueTests {
    @Test(arguments: [0, 1, 12, 13, 500])
    func `entries keep their order and are found`(count: Int) {
        let map = MapValue((0..<count).map { (.string("key \($0)"), .int(Int64($0))) })
        #expect(map.count == count)
        #expect(map.isEmpty == (count == 0))
        #expect(map.values == (0..<count).map { .int(Int64($0)) })
        #expect((0..<count).allSatisfy { map["key \($0)"] == .int(Int64($0)) })
        #expect(map["key"] == nil)
        let reversed = MapValue(map.entries.reversed())
        #expect(reversed == map)
        #expect(reversed.hashValue == map.hashValue)
    }

    @Test(arguments: [2, 20])
    func `a key that comes again keeps its place and takes the value`(count: Int) {
        var map = MapValue((0..<count).map { (.string("\($0)"), .int(0)) })
        map[key: .string("1")] = .int(9)
        #expect(map.count == count)
        #expect(map.keys[1] == .string("1"))
        #expect(map["1"] == .int(9))
    }

    @Test func `maps of the same keys and other values differ`() {
        #expect((["a": .int(1)] as MapValue) != ["a": .int(2)])
        #expect((["a": .int(1)] as MapValue) != ["b": .int(1)])
        #expect((["a": .int(1)] as MapValue) != ["a": .int(1), "b": .int(1)])
    }
}
