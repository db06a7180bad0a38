import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition

@testable import WaymarkCompiler

/// What is proven of decision tables agrees with trying every input that can make a difference.
@Suite struct TableProofTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let answer = FieldSchema(
        name: "answer", type: .choice(EnumerationType(name: "answer", values: ["x", "y", "z"])))

    /// Columns of each type with every input that a cell with constants from 0 to 3 can tell apart.
    private static let columns: [(field: FieldSchema, inputs: [Value])] = [
        (FieldSchema(name: "flag", type: .boolean), [.bool(false), .bool(true)]),
        (
            FieldSchema(name: "word", type: .choice(EnumerationType(name: "word", values: ["low", "mid", "high"]))),
            ["low", "mid", "high"].map { .string($0) }
        ),
        (FieldSchema(name: "count", type: .integer), (-2...5).map { .int($0) }),
        (FieldSchema(name: "size", type: .number), (-4...10).map { .double(Double($0) / 2) }),
        (
            FieldSchema(name: "name", type: .text, isRequired: false),
            ["", "a", "aa", "b", "ba", "c", "ca", "other"].map { .string($0) } + [.null]
        ),
        (FieldSchema(name: "day", type: .date), (0...5).map { .string(LocalDate(daysSinceEpoch: $0 - 1).description) }),
    ]

    private static func constant(_ type: FieldType, _ number: Int) -> Value {
        switch type {
        case .boolean: .bool(number.isMultiple(of: 2))
        case .choice(let type): .string(type.values[number % type.values.count])
        case .integer: .int(Int64(number))
        case .number: .double(Double(number))
        case .date: .string(LocalDate(daysSinceEpoch: number).description)
        default: .string(["a", "b", "c", "a"][number])
        }
    }

    private static func test(_ type: FieldType, _ random: inout Generator, depth: Int = 0) -> CellTest {
        let constants = (0..<2).map { _ in Int.random(in: 0...3, using: &random) }.sorted()
        let operands = constants.map { CellOperand.constant(constant(type, $0)) }
        let kinds = depth == 0 ? 7 : 4
        switch Int.random(in: 0..<kinds, using: &random) {
        case 0, 1: return .equals(operands[0])
        case 2 where type.isOrdered:
            let comparison = CellTest.Comparison.allCases.randomElement(using: &random) ?? .less
            return .compares(comparison, operands[0])
        case 3 where type.isOrdered:
            return .within(
                CellRange(
                    low: operands[0], includesLow: Bool.random(using: &random), high: operands[1],
                    includesHigh: Bool.random(using: &random)))
        case 4: return .oneOf([test(type, &random, depth: 1), test(type, &random, depth: 1)])
        case 5: return .not(test(type, &random, depth: 1))
        default: return .anything
        }
    }

    private static func table(_ random: inout Generator) -> (DecisionTable, inputs: [[Value]]) {
        let chosen = (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in columns.randomElement(using: &random)
        }
        var fields: [FieldSchema] = []
        for (index, column) in chosen.enumerated() {
            var field = column.field
            field.name += "_\(index)"
            fields.append(field)
        }
        let policy: [HitPolicy] = [.unique, .first, .any, .priority, .collect(.max)]
        var table = DecisionTable(
            name: "t", title: "t", inputs: RecordSchema(name: "inputs", fields: fields),
            outputs: RecordSchema(name: "output", fields: [answer]),
            hit: policy.randomElement(using: &random) ?? .unique)
        table.rows = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            DecisionTable.Row(
                tests: fields.map { test($0.type, &random) },
                answers: [.constant(constant(answer.type, Int.random(in: 0...2, using: &random)))])
        }
        if Int.random(in: 0...3, using: &random) == 0 { table.fallback = [.constant(.string("z"))] }
        return (table, chosen.map(\.inputs))
    }

    /// Every input, with the rows that fire.
    private static func hits(of table: DecisionTable, _ inputs: [[Value]]) throws -> [[Int]] {
        var combinations: [[Value]] = [[]]
        for values in inputs { combinations = combinations.flatMap { head in values.map { head + [$0] } } }
        return try combinations.map { input in
            try table.rows.indices.filter { row in
                try zip(table.rows[row].tests, table.inputs.fields).enumerated().allSatisfy { index, pair in
                    try pair.0.holds(for: input[index], of: pair.1.type, in: DictionaryActivation())
                }
            }
        }
    }

    @Test(arguments: 0..<40)
    func `Gaps, overlaps and idle rows are those that trying every input finds`(seed: Int) throws {
        var random = Generator(state: UInt64(seed) &* 0x9E37_79B9 &+ 7)
        for _ in 0..<50 {
            let (table, inputs) = Self.table(&random)
            let hits = try Self.hits(of: table, inputs)
            let found = TableProof.findings(in: table)
            let hasGap = hits.contains([])
            #expect(!found.contains(.tooLarge))
            #expect(
                found.contains { if case .gap(_, true) = $0 { true } else { false } }
                    == (hasGap && table.fallback == nil))
            #expect(found.contains(.defaultNeverUsed) == (!hasGap && table.fallback != nil))
            #expect(Self.overlaps(found) == Self.conflicts(hits, table), "\(table)")
            #expect(Self.idle(found) == Self.idle(hits, table), "\(table)")
        }
    }

    private static func overlaps(_ findings: [TableFinding]) -> Set<[Int]> {
        Set(
            findings.compactMap {
                if case .overlap(let first, let second, _, true) = $0 { [first, second] } else { nil }
            })
    }

    private static func conflicts(_ hits: [[Int]], _ table: DecisionTable) -> Set<[Int]> {
        var found: Set<[Int]> = []
        for fired in hits {
            for second in fired {
                for first in fired where first < second {
                    let differ = table.rows[first].answers[0].constant != table.rows[second].answers[0].constant
                    // With one output, equal priority means the same answer.
                    if table.hit == .unique || (table.hit == .any && differ) { found.insert([first, second]) }
                }
            }
        }
        return found
    }

    private static func idle(_ findings: [TableFinding]) -> Set<Int> {
        Set(findings.compactMap { if case .neverFires(let row, _) = $0 { row } else { nil } })
    }

    private static func idle(_ hits: [[Int]], _ table: DecisionTable) -> Set<Int> {
        func rank(_ row: Int) -> Int { table.priority(of: [table.rows[row].answers[0].constant ?? .null])[0] }
        var used: Set<Int> = []
        for fired in hits {
            switch table.hit {
            case .first: used.formUnion(fired.prefix(1))
            case .priority: used.formUnion(fired.filter { row in fired.allSatisfy { rank($0) >= rank(row) } })
            default: used.formUnion(fired)
            }
        }
        return Set(table.rows.indices).subtracting(used)
    }

    // MARK: - Bounds

    /// A table whose gap shows only in the last of many columns, each of them cut in its own way.
    private func wide(_ columns: Int) -> DecisionTable {
        let fields = (0..<columns).map { FieldSchema(name: "c\($0)", type: .boolean) }
        var table = DecisionTable(
            name: "wide", title: "wide", inputs: RecordSchema(name: "inputs", fields: fields),
            outputs: RecordSchema(name: "output", fields: [Self.answer]), hit: .any)
        for column in 0..<columns {
            for flag in [false, true] {
                // Fires where two columns at a distance are equal: sets of rows that still fit grow without bound.
                var tests = Array(repeating: CellTest.anything, count: columns)
                tests[column] = .equals(.constant(.bool(flag)))
                tests[(column + columns / 2) % columns] = .equals(.constant(.bool(flag)))
                table.rows.append(.init(tests: tests, answers: [.constant(.string("x"))]))
            }
        }
        return table
    }

    @Test func `A proof that would take too long is given up and said so`() {
        // An input in which the halves are opposites is a gap; finding it needs few steps, denying one needs many.
        #expect(TableProof.findings(in: wide(4)).contains { if case .gap(_, true) = $0 { true } else { false } })
        #expect(TableProof.findings(in: wide(40), stepsMax: 30).contains(.tooLarge))
    }

    @Test func `A bound is met at the limit and passed one step after it`() {
        let fields = [FieldSchema(name: "a", type: .boolean)]
        var table = DecisionTable(
            name: "t", title: "t", inputs: RecordSchema(name: "inputs", fields: fields),
            outputs: RecordSchema(name: "output", fields: [Self.answer]), hit: .unique)
        for flag in [false, true] {
            table.rows.append(
                .init(tests: [.equals(.constant(.bool(flag)))], answers: [.constant(.string("x"))]))
        }
        #expect(TableProof.findings(in: table, stepsMax: 2) == [])
        #expect(TableProof.findings(in: table, stepsMax: 1) == [.tooLarge])
    }

    @Test func `A large table is proven within the bound`() {
        // 400 rows that cut a number and a date into stretches, complete and without overlap.
        var table = DecisionTable(
            name: "large", title: "large",
            inputs: RecordSchema(
                name: "inputs",
                fields: [FieldSchema(name: "size", type: .number), FieldSchema(name: "count", type: .integer)]),
            outputs: RecordSchema(name: "output", fields: [Self.answer]), hit: .unique)
        for row in 0..<200 {
            let size: CellTest =
                row == 199
                ? .compares(.greaterOrEqual, .constant(.double(199)))
                : row == 0
                    ? .compares(.less, .constant(.double(1)))
                    : .within(
                        CellRange(
                            low: .constant(.double(Double(row))), includesLow: true,
                            high: .constant(.double(Double(row + 1))), includesHigh: false))
            table.rows.append(
                .init(tests: [size, .compares(.less, .constant(.int(Int64(row))))], answers: [.constant(.string("x"))]))
            table.rows.append(
                .init(
                    tests: [size, .compares(.greaterOrEqual, .constant(.int(Int64(row))))],
                    answers: [.constant(.string("y"))]))
        }
        #expect(TableProof.findings(in: table) == [])
        table.rows.remove(at: 100)
        #expect(
            TableProof.findings(in: table).map { "\($0)" }.joined().contains("size = 50, count = -1"))
    }
}
