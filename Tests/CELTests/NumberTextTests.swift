import CEL
import Foundation
import Testing

struct NumberTextTests {
    /// Bit patterns spread over all numbers, the same in every run.
    private static let numbers: [Double] = {
        var state: UInt64 = 42
        let random = (0..<400).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(bitPattern: state)
        }
        let plain = (0..<200).map { Double($0) * 0.125 - 7 }
        return (random.filter(\.isFinite) + plain + [0, 1e-7, 123456789.5, 0.5, 1.5, 2.5, 9.995, 99.5, 9.5, .ulpOfOne])
    }()

    @Test(arguments: [0, 1, 2, 6, 17])
    func `fixed and scientific digits are those of the C library`(precision: Int) throws {
        let environment = Environment(variables: ["x": .double])
        let fixed = try Expression.program("'%.\(precision)f'.format([x])", in: environment)
        let scientific = try Expression.program("'%.\(precision)e'.format([x])", in: environment)
        for number in Self.numbers {
            let activation = DictionaryActivation(["x": .double(number)])
            #expect(try fixed.evaluate(activation) == .string(String(format: "%.\(precision)f", number)))
            #expect(try scientific.evaluate(activation) == .string(String(format: "%.\(precision)e", number)))
        }
    }

    @Test func `the shortest text gives the number back`() throws {
        let program = try Expression.program("string(x)", in: Environment(variables: ["x": .double]))
        for number in Self.numbers {
            guard case .string(let text) = try program.evaluate(DictionaryActivation(["x": .double(number)])) else {
                Issue.record("no text")
                return
            }
            #expect(Double(text) == number)
        }
    }
}
