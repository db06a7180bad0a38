// Swift's rounding and square roots rest on the C library for mathematics, which this links.
#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension StandardLibrary {
    /// `math.…` on numbers.
    static let maths: [FunctionDeclaration] = [
        function("math.greatest", many) { arguments throws(EvaluationFailure) in try extreme(arguments, sought: 1) },
        function("math.least", many) { arguments throws(EvaluationFailure) in try extreme(arguments, sought: -1) },
        rounding("math.ceil", .up),
        rounding("math.floor", .down),
        rounding("math.round", .toNearestOrAwayFromZero),
        rounding("math.trunc", .towardZero),
        function("math.sqrt", [.double, .int, .uint].map { Overload([$0], .double) }) { arguments in
            switch arguments[0] {
            case .double(let number): .double(number.squareRoot())
            case .int(let number): .double(Double(number).squareRoot())
            case .uint(let number): .double(Double(number).squareRoot())
            default: nil
            }
        },
        function("math.abs", same) { arguments throws(EvaluationFailure) in
            switch arguments[0] {
            case .int(let number): number < 0 ? try Arithmetic.negative(arguments[0]) : arguments[0]
            case .double(let number): .double(number.magnitude)
            case .uint: arguments[0]
            default: nil
            }
        },
        function("math.sign", same) { arguments in
            switch arguments[0] {
            case .int(let number): .int(number.signum())
            case .uint(let number): .uint(number.signum())
            case .double(let number): .double(number > 0 ? 1 : number < 0 ? -1 : number == 0 ? 0 : number)
            default: nil
            }
        },
        test("math.isNaN") { $0.isNaN },
        test("math.isInf") { $0.isInfinite },
        test("math.isFinite") { $0.isFinite },
    ]

    /// `math.…` on the bits of whole numbers.
    static let bits: [FunctionDeclaration] = [
        bitwise("math.bitAnd") { $0 & $1 },
        bitwise("math.bitOr") { $0 | $1 },
        bitwise("math.bitXor") { $0 ^ $1 },
        function("math.bitNot", [Overload([.int], .int), Overload([.uint], .uint)]) { arguments in
            switch arguments[0] {
            case .int(let number): .int(~number)
            case .uint(let number): .uint(~number)
            default: nil
            }
        },
        shift("math.bitShiftLeft") { $0 << $1 },
        shift("math.bitShiftRight") { $0 >> $1 },
    ]

    private static let same: [Overload] = [.int, .uint, .double].map { Overload([$0], $0) }

    private static let many: [Overload] =
        [.int, .uint, .double].flatMap { [Overload([$0], $0, isVariadic: true), Overload([.list($0)], $0)] }
        + [Overload([.list(.dyn)], .dyn), Overload([.dyn], .dyn, isVariadic: true)]

    private static func extreme(_ arguments: [Value], sought: Int) throws(EvaluationFailure) -> Value? {
        var items = arguments
        if arguments.count == 1, case .list(let list) = arguments[0] { items = list }
        guard var best = items.first else { throw EvaluationFailure("the extreme of nothing") }
        guard Ordering.compareNumbers(best, best) != nil else { return nil }
        for item in items.dropFirst() {
            guard let order = Ordering.compareNumbers(item, best) else { return nil }
            if order == sought { best = item }
        }
        return best
    }

    private static func rounding(_ name: String, _ rule: FloatingPointRoundingRule) -> FunctionDeclaration {
        function(name, [Overload([.double], .double)]) { arguments in
            guard case .double(let number) = arguments[0] else { return nil }
            return .double(number.rounded(rule))
        }
    }

    private static func test(_ name: String, _ holds: @escaping @Sendable (Double) -> Bool) -> FunctionDeclaration {
        function(name, [Overload([.double], .bool)]) { arguments in
            guard case .double(let number) = arguments[0] else { return nil }
            return .bool(holds(number))
        }
    }

    private static func bitwise(
        _ name: String, _ apply: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> FunctionDeclaration {
        function(name, [Overload([.int, .int], .int), Overload([.uint, .uint], .uint)]) { arguments in
            switch (arguments[0], arguments[1]) {
            case (.int(let left), .int(let right)):
                .int(Int64(bitPattern: apply(UInt64(bitPattern: left), UInt64(bitPattern: right))))
            case (.uint(let left), .uint(let right)): .uint(apply(left, right))
            default: nil
            }
        }
    }

    /// Shifts fill with zeros, for numbers with a sign too.
    private static func shift(
        _ name: String, _ apply: @escaping @Sendable (UInt64, Int64) -> UInt64
    ) -> FunctionDeclaration {
        function(
            name, [Overload([.int, .int], .int), Overload([.uint, .int], .uint)]
        ) { arguments throws(EvaluationFailure) in
            guard case .int(let offset) = arguments[1] else { return nil }
            guard offset >= 0 else { throw EvaluationFailure("negative offset: \(offset)") }
            switch arguments[0] {
            case .int(let number): return .int(Int64(bitPattern: apply(UInt64(bitPattern: number), offset)))
            case .uint(let number): return .uint(apply(number, offset))
            default: return nil
            }
        }
    }
}
