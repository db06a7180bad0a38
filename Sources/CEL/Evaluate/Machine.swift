/// Evaluates checked expressions: a walk over the nodes, with locals in slots.
///
/// Every node costs a step, and work on large values costs more, so that no expression can keep it busy for ever.
/// Macros are in `Machine+loops.swift`.
struct Machine {
    let activation: any Activation
    var slots: [Value]
    private let stepsMax: Int
    private var steps = 0

    init(activation: any Activation, slotCount: Int, stepsMax: Int = Limits.evaluationStepsMax) {
        self.activation = activation
        self.stepsMax = stepsMax
        slots = Array(repeating: .null, count: slotCount)
    }

    mutating func value(of code: Code) throws(EvaluationFailure) -> Value {
        try charge(1, code)
        switch code.kind {
        case .constant(let value): return value
        case .local(let slot): return slots[slot]
        case .variable(let name): return try variable(name, code)
        case .select(let operand, let field, let isOptional): return try select(operand, field, isOptional, code)
        case .has(let operand, let field): return .bool(try has(operand, field, code))
        case .hasVariable(let name): return .bool(try activation.value(of: name) != nil)
        case .index(let operand, let index, let isOptional): return try element(operand, index, isOptional, code)
        case .all(let operands): return try logic(operands, absorbing: false)
        case .any(let operands): return try logic(operands, absorbing: true)
        case .not(let operand): return .bool(!(try truth(of: operand)))
        case .negative(let operand): return try negative(operand, code)
        case .conditional(let condition, let yes, let no): return try value(of: try truth(of: condition) ? yes : no)
        case .operation(let operation, let left, let right): return try self.operation(operation, left, right, code)
        case .matches(let text, let pattern, let compiled): return try matches(text, pattern, compiled, code)
        case .call(let function, let arguments): return try call(function, arguments, code)
        case .orElse(let left, let right, let keepsOptional): return try orElse(left, right, keepsOptional)
        case .whenPresent(let presence): return try whenPresent(presence)
        case .list(let items): return try list(items)
        case .map(let entries): return try map(entries)
        case .loop(let loop): return try run(loop, code)
        case .bind(let slot, let bound, let body):
            slots[slot] = try value(of: bound)
            return try value(of: body)
        case .failure(let message): throw EvaluationFailure(message, at: code)
        }
    }

    // MARK: - Cost

    @inline(__always)
    mutating func charge(_ cost: Int, _ code: Code) throws(EvaluationFailure) {
        steps += cost
        if steps > stepsMax { throw tooManySteps(at: code) }
    }

    @inline(never)
    private func tooManySteps(at code: Code) -> EvaluationFailure {
        EvaluationFailure("the expression takes more than \(stepsMax) steps", at: code)
    }

    /// Charges for all the values inside a value, so that no small expression can build an immense one.
    mutating func chargeContents(of value: Value, _ code: Code) throws(EvaluationFailure) {
        var remaining = stepsMax - steps
        let before = remaining
        Weight.subtract(value, from: &remaining)
        try charge(before - remaining, code)
    }

    // MARK: - Names and fields

    private func variable(_ name: String, _ code: Code) throws(EvaluationFailure) -> Value {
        guard let value = try activation.value(of: name) else {
            throw EvaluationFailure("`\(name)` has no value here", at: code)
        }
        return value
    }

    private mutating func select(
        _ operand: Code, _ field: String, _ isOptional: Bool, _ code: Code
    ) throws(EvaluationFailure) -> Value {
        if isOptional, case .variable(let name) = operand.kind {
            guard let base = try activation.value(of: name) else { return .optional(nil) }
            return try Access.select(field, of: base, isOptional: true, code)
        }
        return try Access.select(field, of: try value(of: operand), isOptional: isOptional, code)
    }

    /// A variable without a value has no field either.
    private mutating func has(_ operand: Code, _ field: String, _ code: Code) throws(EvaluationFailure) -> Bool {
        if case .variable(let name) = operand.kind {
            guard let value = try activation.value(of: name) else { return false }
            return try Access.has(field, in: value, code)
        }
        return try Access.has(field, in: try value(of: operand), code)
    }

    private mutating func element(
        _ operand: Code, _ index: Code, _ isOptional: Bool, _ code: Code
    ) throws(EvaluationFailure) -> Value {
        let base = try value(of: operand)
        return try Access.index(base, try value(of: index), isOptional: isOptional, code)
    }

    // MARK: - Logic

    /// `&&` and `||` give an answer when one side decides it, even if another cannot be evaluated.
    private mutating func logic(_ operands: [Code], absorbing: Bool) throws(EvaluationFailure) -> Value {
        var failure: EvaluationFailure?
        for operand in operands {
            do throws(EvaluationFailure) {
                if try truth(of: operand) == absorbing { return .bool(absorbing) }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return .bool(!absorbing)
    }

    mutating func truth(of code: Code) throws(EvaluationFailure) -> Bool {
        let value = try value(of: code)
        guard case .bool(let flag) = value else {
            throw EvaluationFailure("expected true or false, but found \(value.typeName)", at: code)
        }
        return flag
    }

    // MARK: - Operators and calls

    private mutating func negative(_ operand: Code, _ code: Code) throws(EvaluationFailure) -> Value {
        let operand = try value(of: operand)
        do {
            return try Arithmetic.negative(operand)
        } catch {
            throw error.placed(at: code)
        }
    }

    private mutating func operation(
        _ operation: Operation, _ left: Code, _ right: Code, _ code: Code
    ) throws(EvaluationFailure) -> Value {
        let left = try value(of: left)
        let right = try value(of: right)
        if operation == .equal || operation == .notEqual || operation == .contains {
            var equality = Equality(budget: stepsMax - steps)
            let holds = equality.holds(operation, left, right)
            try charge(equality.used, code)
            if let holds { return .bool(holds) }
        } else if operation.isComparison {
            if let order = Ordering.compare(left, right) { return .bool(operation.holds(order)) }
        } else {
            do {
                if let result = try Arithmetic.apply(operation, left, right) {
                    try charge(result.breadth / 16, code)
                    return result
                }
            } catch {
                throw error.placed(at: code)
            }
        }
        throw EvaluationFailure(
            "no such overload: \(left.typeName) \(operation.rawValue) \(right.typeName)", at: code)
    }

    private mutating func matches(
        _ text: Code, _ pattern: Code, _ compiled: Pattern?, _ code: Code
    ) throws(EvaluationFailure) -> Value {
        let subject = try value(of: text)
        let expression = try value(of: pattern)
        guard case .string(let text) = subject, case .string(let source) = expression else {
            throw EvaluationFailure("no such overload: matches(\(subject.typeName), \(expression.typeName))", at: code)
        }
        do {
            let pattern: Pattern = if let compiled { compiled } else { try Pattern(source) }
            try charge(pattern.cost(of: text), code)
            return .bool(pattern.matches(text))
        } catch {
            throw error.placed(at: code)
        }
    }

    private mutating func call(
        _ function: FunctionDeclaration.Implementation, _ arguments: [Code], _ code: Code
    ) throws(EvaluationFailure) -> Value {
        var values: [Value] = []
        values.reserveCapacity(arguments.count)
        var breadth = 0
        for argument in arguments {
            let value = try value(of: argument)
            breadth += value.breadth
            values.append(value)
        }
        try charge(breadth / 16, code)
        do {
            let result = try function(values, activation)
            try charge(result.breadth / 16, code)
            return result
        } catch {
            throw error.placed(at: code)
        }
    }

    // MARK: - Optionals

    private mutating func orElse(
        _ left: Code, _ right: Code, _ keepsOptional: Bool
    ) throws(EvaluationFailure) -> Value {
        guard let inner = try content(of: left) else { return try value(of: right) }
        return keepsOptional ? .optional(inner) : inner
    }

    private mutating func whenPresent(_ presence: Code.Presence) throws(EvaluationFailure) -> Value {
        guard let inner = try content(of: presence.operand) else { return .optional(nil) }
        slots[presence.slot] = inner
        let result = try value(of: presence.body)
        guard presence.isFlat else { return .optional(result) }
        guard case .optional = result else {
            throw EvaluationFailure("expected an optional value, but found \(result.typeName)", at: presence.body)
        }
        return result
    }

    private mutating func content(of code: Code) throws(EvaluationFailure) -> Value? {
        let value = try value(of: code)
        guard case .optional(let inner) = value else {
            throw EvaluationFailure("expected an optional value, but found \(value.typeName)", at: code)
        }
        return inner
    }

    // MARK: - Lists and maps

    private mutating func list(_ items: [(item: Code, isOptional: Bool)]) throws(EvaluationFailure) -> Value {
        var values: [Value] = []
        values.reserveCapacity(items.count)
        for (code, isOptional) in items {
            guard let value = try isOptional ? content(of: code) : value(of: code) else { continue }
            try chargeContents(of: value, code)
            values.append(value)
        }
        return .list(values)
    }

    private mutating func map(
        _ entries: [(key: Code, value: Code, isOptional: Bool)]
    ) throws(EvaluationFailure) -> Value {
        var map = MapValue()
        map.reserveCapacity(entries.count)
        for (keyCode, valueCode, isOptional) in entries {
            let key = try value(of: keyCode)
            guard key.isKey else { throw EvaluationFailure("a map's key cannot be \(key.typeName)", at: keyCode) }
            guard Access.entry(of: map, at: key) == nil else {
                throw EvaluationFailure("the map has the key \(key.plainText) twice", at: keyCode)
            }
            guard let item = try isOptional ? content(of: valueCode) : value(of: valueCode) else { continue }
            try chargeContents(of: item, valueCode)
            map[key: key] = item
        }
        return .map(map)
    }
}
