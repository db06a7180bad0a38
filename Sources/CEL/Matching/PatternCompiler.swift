/// Translates a pattern into instructions.
struct PatternCompiler {
    private var program: [PatternInstruction] = []

    mutating func program(for part: PatternPart) throws(EvaluationFailure) -> [PatternInstruction] {
        try add(part)
        try emit(.found)
        return program
    }

    @discardableResult
    private mutating func emit(_ instruction: PatternInstruction) throws(EvaluationFailure) -> Int {
        guard program.count < Limits.patternProgramMax else {
            throw EvaluationFailure("the pattern asks for more than \(Limits.patternProgramMax) steps")
        }
        program.append(instruction)
        return program.count - 1
    }

    private mutating func add(_ part: PatternPart) throws(EvaluationFailure) {
        switch part {
        case .empty: break
        case .set(let set): try emit(.set(set))
        case .scalar(let scalar): try emit(.scalar(scalar))
        case .assertion(let assertion): try emit(.assertion(assertion))
        case .sequence(let parts): for part in parts { try add(part) }
        case .either(let parts): try addChoice(parts)
        case .repeated(let part, let low, let high): try addRepetition(of: part, low, high)
        }
    }

    private mutating func addChoice(_ parts: [PatternPart]) throws(EvaluationFailure) {
        var jumps: [Int] = []
        for part in parts.dropLast() {
            let split = try emit(.split(0, 0))
            try add(part)
            jumps.append(try emit(.jump(0)))
            program[split] = .split(split + 1, program.count)
        }
        if let last = parts.last { try add(last) }
        for jump in jumps { program[jump] = .jump(program.count) }
    }

    private mutating func addRepetition(
        of part: PatternPart, _ low: Int, _ high: Int?
    ) throws(EvaluationFailure) {
        for _ in 0..<low {
            let before = program.count
            try add(part)
            // Nothing, however often it is repeated, is nothing; such repetitions may be nested without end.
            if program.count == before { return }
        }
        guard let high else {
            let split = try emit(.split(0, 0))
            try add(part)
            try emit(.jump(split))
            program[split] = .split(split + 1, program.count)
            return
        }
        var splits: [Int] = []
        for _ in low..<high {
            splits.append(try emit(.split(0, 0)))
            try add(part)
        }
        for split in splits { program[split] = .split(split + 1, program.count) }
    }
}
