import Testing
import WaymarkSimulation

@Suite struct MappingTogetherTests {
    private struct Odd: Error, Equatable {
        var number: Int
    }

    @Test(arguments: 0..<9)
    func `What two cores make stands in the order of what it was made of`(count: Int) throws {
        #expect(try Array(0..<count).mapTogether { $0 * 3 } == (0..<count).map { $0 * 3 })
    }

    @Test(arguments: [[1], [0, 1], [0, 2, 1, 4], [0, 1, 2, 3, 4, 5], [2, 4, 0, 6, 3, 5]])
    func `Of several failures the first is thrown`(numbers: [Int]) {
        let first = numbers.first { !$0.isMultiple(of: 2) } ?? 0
        #expect(throws: Odd(number: first)) {
            try numbers.mapTogether { number in
                guard number.isMultiple(of: 2) else { throw Odd(number: number) }
                return number
            }
        }
    }
}
