import CEL
import WaymarkCalendar
import WaymarkDefinition

/// The values of one input, cut into pieces of which every closed test of its column holds wholly or not at all.
///
/// A piece is known by one of its values, so that what is proven rests on the very tests that are run.
struct TableAxis {
    /// A value of each piece, in order.
    let samples: [Value]
    /// Whether every value is a piece of its own, so that a condition on this input alone can be tried on all of them.
    let isFinite: Bool

    init(column: FieldSchema, tests: [CellTest]) {
        let constants = tests.flatMap(\.constants).filter { $0 != .null }
        var samples: [Value]
        switch column.type {
        case .boolean: samples = [.bool(false), .bool(true)]
        case .choice(let type): samples = type.values.map { .string($0) }
        case .integer: samples = Self.steps(constants, Int64.min, Int64.max) { .int($0) }
        case .date:
            samples = Self.steps(
                constants, Int64(LocalDate.earliest.daysSinceEpoch), Int64(LocalDate.latest.daysSinceEpoch)
            ) { .string(LocalDate(daysSinceEpoch: Int($0)).description) }
        case .instant:
            samples = Self.steps(
                constants, Instant.earliest.millisecondsSinceEpoch, Instant.latest.millisecondsSinceEpoch
            ) { .timestamp(Instant(millisecondsSinceEpoch: $0).timestamp) }
        case .number: samples = Self.stretches(constants)
        case .text where tests.contains(where: \.asksOrder): samples = Self.texts(constants)
        default: samples = Self.words(constants)
        }
        isFinite = column.type == .boolean || column.type.isChoice
        if !column.isRequired { samples.append(.null) }
        self.samples = samples
    }

    /// Whether a test holds for each piece; nil when that cannot be told before the table is asked.
    func pieces(_ test: CellTest, of column: FieldSchema) -> RowSet? {
        guard test.isClosed(in: column, isFinite: isFinite) else { return nil }
        var pieces = RowSet(count: samples.count)
        for (index, sample) in samples.enumerated() {
            let scope = DictionaryActivation([column.name: sample])
            // What needs the register or the calendar fails here, and is not known.
            guard let holds = try? test.holds(for: sample, of: column.type, in: scope) else { return nil }
            if holds { pieces.insert(index) }
        }
        return pieces
    }

    // MARK: - Cutting

    /// Whole steps: each constant, and a value of each gap between them, nearest to a constant.
    private static func steps(
        _ constants: [Value], _ first: Int64, _ last: Int64, _ value: (Int64) -> Value
    ) -> [Value] {
        let places = Set(constants.compactMap(Self.place)).sorted()
        guard let least = places.first, let most = places.last else { return [value(0)] }
        var found: [Int64] = least > first ? [least - 1] : []
        for (index, place) in places.enumerated() {
            if index > 0, place - 1 > places[index - 1] { found.append(place - 1) }
            found.append(place)
        }
        if most < last { found.append(most + 1) }
        return found.map(value)
    }

    private static func place(_ value: Value) -> Int64? {
        switch value {
        case .int(let number): number
        case .string(let text): LocalDate(text).map { Int64($0.daysSinceEpoch) }
        case .timestamp: (try? Instant(fieldValue: value))?.millisecondsSinceEpoch
        default: nil
        }
    }

    /// Numbers with fractions: each constant, and a value between each two.
    private static func stretches(_ constants: [Value]) -> [Value] {
        let places = Set(
            constants.compactMap { value -> Double? in
                if case .double(let number) = value, !number.isNaN { number == 0 ? 0 : number } else { nil }
            }
        ).sorted()
        guard let least = places.first, let most = places.last else { return [.double(0)] }
        var found = least > -.infinity ? [below(least)] : []
        for (index, place) in places.enumerated() {
            if index > 0, let middle = middle(places[index - 1], place) { found.append(middle) }
            found.append(place)
        }
        if most < .infinity { found.append(-below(-most)) }
        return found.map { .double($0) }
    }

    private static func below(_ number: Double) -> Double {
        number - 1 < number ? number - 1 : number.nextDown
    }

    /// A number between two, a whole one if there is one; nil when there is none.
    private static func middle(_ low: Double, _ high: Double) -> Double? {
        let whole = (low / 2 + high / 2).rounded(.down)
        if low < whole, whole < high { return whole }
        let middle = low / 2 + high / 2
        if low < middle, middle < high { return middle }
        return low.nextUp < high ? low.nextUp : nil
    }

    /// Texts by their order: each constant, and the text directly behind it, which stands for all up to the next.
    private static func texts(_ constants: [Value]) -> [Value] {
        let places = Set(constants.compactMap(\.text)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var found = places.first == "" ? [] : [""]
        for (index, place) in places.enumerated() {
            found.append(place)
            let behind = place + elseMark
            if index + 1 == places.count || behind.utf8.lexicographicallyPrecedes(places[index + 1].utf8) {
                found.append(behind)
            }
        }
        return found.map { .string($0) }
    }

    /// Values that only are or are not equal: each constant, and something that none of them is.
    private static func words(_ constants: [Value]) -> [Value] {
        var found: [Value] = []
        for constant in constants where !found.contains(where: { $0.equals(constant) }) { found.append(constant) }
        var other = elseMark
        while found.contains(.string(other)) { other += elseMark }
        return found + [.string(other)]
    }

    /// What is added to a text that stands for others.
    static let elseMark = "\u{0}"
}

extension CellTest {
    /// The values that the test compares with.
    fileprivate var constants: [Value] {
        func value(_ operand: CellOperand) -> [Value] {
            if case .constant(let value) = operand { [value] } else { [] }
        }
        return switch self {
        case .anything, .condition: []
        case .oneOf(let tests): tests.flatMap(\.constants)
        case .not(let test): test.constants
        case .equals(let operand), .compares(_, let operand): value(operand)
        case .within(let range): value(range.low) + value(range.high)
        }
    }

    /// Whether the test goes by the order of values.
    fileprivate var asksOrder: Bool {
        switch self {
        case .anything, .equals, .condition: false
        case .oneOf(let tests): tests.contains(where: \.asksOrder)
        case .not(let test): test.asksOrder
        case .compares(let comparison, _): comparison.needsOrder
        case .within: true
        }
    }

    /// Whether the value of the column alone decides, in a way that the pieces of its axis show.
    fileprivate func isClosed(in column: FieldSchema, isFinite: Bool) -> Bool {
        func isConstant(_ operand: CellOperand) -> Bool {
            switch operand {
            case .constant: true
            case .expression(let expression): isFinite && expression.rests(on: column.name)
            }
        }
        return switch self {
        case .anything: true
        case .oneOf(let tests): tests.allSatisfy { $0.isClosed(in: column, isFinite: isFinite) }
        case .not(let test): test.isClosed(in: column, isFinite: isFinite)
        case .equals(let operand): isConstant(operand)
        case .compares(_, let operand): isConstant(operand)
        case .within(let range): isConstant(range.low) && isConstant(range.high)
        case .condition(let expression): isFinite && expression.rests(on: column.name)
        }
    }
}

extension CheckedExpression {
    fileprivate func rests(on name: String) -> Bool { references.allSatisfy { $0.name == name } }
}

extension FieldType {
    var isChoice: Bool { if case .choice = self { true } else { false } }
}
