import CEL
import WaymarkCalendar
import WaymarkDefinition

/// Chance that a seed reproduces (SplitMix64).
struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// True so many times in a hundred.
    mutating func percent(_ share: Int) -> Bool { number(1...100) <= share }
}

/// Makes definitions by chance, sound and unsound, of every construct.
struct RandomDefinition {
    /// How large a definition may be: how many steps may have steps inside.
    enum Size {
        /// For a judge that goes through every state, or one that is slow.
        case small
        /// For one that does not.
        case medium

        fileprivate var range: ClosedRange<Int> {
            switch self {
            case .small: 1...4
            case .medium: 3...10
            }
        }
    }

    var chance: Chance
    var build = DefinitionBuilder()
    let open: CheckedExpression
    private let always: CheckedExpression
    private let never: CheckedExpression
    private let items: [CheckedExpression]
    /// How often something is put in that may make the definition unsound, in a hundred.
    let trouble: Int
    private var left: Int

    static func make(seed: UInt64, size: Size = .small) throws -> CompiledDefinition {
        var maker = try RandomDefinition(seed: seed, size: size)
        let root = maker.build.list()
        maker.fill(root, depth: 0)
        return maker.build.definition(titled: "Seed \(seed)")
    }

    private init(seed: UInt64, size: Size) throws {
        chance = Chance(seed: seed)
        trouble = chance.percent(35) ? 2 : 14
        left = chance.number(size.range)
        items = try ["vars.x", "vars.x", "[]", "[1]", "[1, 2]"].map { try DrawingFixture.expression($0) }
        open = try DrawingFixture.expression("vars.x")
        always = try DrawingFixture.expression("true")
        never = try DrawingFixture.expression("false")
    }

    mutating func condition() -> CheckedExpression {
        guard chance.percent(trouble) else { return open }
        return chance.percent(50) ? always : never
    }

    private mutating func fill(_ list: Int, depth: Int) {
        let count = chance.number(1...(depth == 0 ? 4 : 3))
        for _ in 0..<count {
            let step = build.add("s\(build.steps.count)", to: list)
            construct(step, depth: depth)
            if chance.percent(15) {
                let condition = condition()
                build.change(step) { $0.when = condition }
            }
            if chance.percent(6) {
                let timeout = DeadlineTemplate(rule: DeadlineRule(amount: DeadlineSpan(5, .days)))
                build.change(step) { $0.timeout = timeout }
            }
        }
        for step in build.lists[list].steps { route(step, in: list, depth: depth) }
    }

    private mutating func lists(_ count: Int, of owner: Int, depth: Int) -> [Int] {
        (0..<count).map { _ in
            let list = build.list(of: owner)
            fill(list, depth: depth + 1)
            return list
        }
    }

    private mutating func construct(_ step: Int, depth: Int) {
        left -= 1
        guard depth < 3, left > 0, chance.percent(45) else {
            let construct = leaf()
            return build.change(step) { $0.construct = construct }
        }
        let construct = container(step, depth: depth)
        build.change(step) { $0.construct = construct }
    }

    private mutating func container(_ step: Int, depth: Int) -> Construct {
        switch chance.number(1...11) {
        case 1...3:
            let count = chance.number(2...3)
            let branches = lists(count, of: step, depth: depth).enumerated().map {
                Branch(name: "b\($0.offset)", list: $0.element)
            }
            let joins: [JoinRule] = [.all, .all, .any, .count(2)]
            return .parallel(
                branches: branches, join: joins[chance.number(0...3)], rest: chance.percent(80) ? .cancel : .finish)
        case 4, 5:
            let branches = lists(chance.number(1...3), of: step, depth: depth).map {
                GuardedBranch(when: condition(), list: $0)
            }
            let otherwise = chance.percent(50) ? lists(1, of: step, depth: depth).first : nil
            return .choose(branches: branches, otherwise: otherwise, takesEvery: chance.percent(35))
        case 6:
            let list = lists(1, of: step, depth: depth)[0]
            let modes: [ForEachStep.Mode] = [.parallel, .oneByOne, .anyOrder]
            let closing: WaitRule? = chance.percent(40) ? .condition(condition()) : nil
            return .forEach(
                ForEachStep(
                    item: "item", items: items[chance.number(0...4)], list: list, mode: modes[chance.number(0...2)],
                    join: chance.percent(70) ? .all : .any, rest: .cancel, isOpen: closing != nil, closing: closing))
        case 7:
            let list = lists(1, of: step, depth: depth)[0]
            let hasUntil = chance.percent(60)
            return .repeats(
                RepeatStep(
                    list: list, until: hasUntil ? condition() : nil,
                    condition: !hasUntil || chance.percent(30) ? condition() : nil,
                    passesMax: chance.percent(30) ? chance.number(1...3) : nil))
        case 8:
            let branches = lists(2, of: step, depth: depth).map { Branch(name: "r\($0)", list: $0) }
            return .race(branches: branches)
        case 9:
            let branches = lists(2, of: step, depth: depth).map { Branch(name: "a\($0)", list: $0) }
            return .anyOrder(branches: branches)
        case 10:
            return .exclusive(name: .constant(.string("hall")), list: lists(1, of: step, depth: depth)[0])
        default:
            let all = lists(2, of: step, depth: depth)
            return .attempt(list: all[0], handlers: [CatchBranch(when: nil, list: all[1])], undo: nil)
        }
    }

    private mutating func route(_ step: Int, in list: Int, depth: Int) {
        for name in outcomes(of: build.steps[step]) where chance.percent(30) {
            let route: Route
            switch chance.number(1...10) {
            case 1...5:
                let steps = build.lists[list].steps
                let isBack = chance.percent(60)
                let position = build.steps[step].position
                let target = isBack ? chance.number(0...position) : chance.number(position...steps.count - 1)
                route = .goTo(step: steps[target])
            case 6: route = .leave
            case 7, 8: route = .stop(outcome: "over")
            case 9 where depth < 3:
                let detour = build.list(of: step, named: name)
                fill(detour, depth: depth + 2)
                route = .steps(list: detour)
            default: route = .next
            }
            build.change(step) { $0.routes[name] = route }
        }
    }

    /// The outcomes that may get a route.
    private mutating func outcomes(of step: Step) -> [String] {
        switch step.construct {
        case .stop: []
        case .uses, .wait(.message), .wait(.milestone): step.ways(isCancelled: chance.percent(10)).map(\.outcome)
        default: chance.percent(20) ? step.ways(isCancelled: chance.percent(10)).map(\.outcome) : []
        }
    }
}
