import CEL
import Synchronization
import WaymarkCalendar
import WaymarkDefinition

/// What the expressions of a behaviour see: the task, its case, and chance.
final class SimulationScope: HostedActivation {
    private let values: [String: Value]
    private let trait: Double
    private let seed: UInt64
    private let stream: String
    private let random: Mutex<SeededRandom>
    let host: any HostServices

    ///
    /// `values`: What can be named.
    /// `seed`: The seed of the run.
    /// `stream`: The name of this decision; the same name gives the same chance.
    /// `subject`: The organisation, whose trait is the same in every decision.
    init(values: [String: Value], seed: UInt64, stream: String, subject: String, host: any HostServices) {
        self.values = values
        self.host = host
        self.seed = seed
        self.stream = stream
        random = Mutex(SeededRandom(seed: seed, name: stream))
        var traits = SeededRandom(seed: seed, name: "trait/\(subject)")
        trait = traits.fraction()
    }

    func value(of qualifiedName: String) throws(EvaluationFailure) -> Value? {
        qualifiedName == "trait" ? .double(trait) : values[qualifiedName]
    }

    fileprivate func draw<Result>(_ body: (inout SeededRandom) -> Result) -> Result {
        random.withLock { body(&$0) }
    }

    /// A number from 0 to 1 that stays the same for this task and name.
    fileprivate func roll(_ name: String) -> Double {
        var random = SeededRandom(seed: seed, name: "\(stream)/\(name)")
        return random.fraction()
    }

    static let environment = Environment(
        variables: [
            "params": .dyn, "subject": .dyn, "task": .dyn, "today": .abstract("date"), "begin": .abstract("date"),
            "trait": .double,
            "outputs": .dyn,
            "item": .dyn, "case": .dyn,
        ],
        functions: HostFunctions.all + chance, abstractTypes: HostFunctions.types)

    private static func function(
        _ name: String, _ overloads: [FunctionDeclaration.Overload],
        _ apply: @escaping @Sendable ([Value], SimulationScope) -> Value?
    ) -> FunctionDeclaration {
        FunctionDeclaration(name, overloads) { arguments, activation throws(EvaluationFailure) in
            guard let scope = activation as? SimulationScope, let value = apply(arguments, scope) else {
                throw EvaluationFailure("`\(name)` cannot be used so")
            }
            return value
        }
    }

    private static let chance: [FunctionDeclaration] = [
        function("chance", [.init([.double], .bool)]) { arguments, scope in
            guard case .double(let limit) = arguments[0] else { return nil }
            return .bool(scope.draw { $0.fraction() } < limit)
        },
        function("roll", [.init([.string], .double)]) { arguments, scope in
            arguments[0].text.map { .double(scope.roll($0)) }
        },
        function("pick", [.init([.list(.parameter("A"))], .parameter("A"))]) { arguments, scope in
            guard let items = arguments[0].items, !items.isEmpty else { return nil }
            return items[scope.draw { $0.below(items.count) }]
        },
        function("between", [.init([.int, .int], .int)]) { arguments, scope in
            guard case .int(let low) = arguments[0], case .int(let high) = arguments[1], low <= high,
                case (let span, false) = high.subtractingReportingOverflow(low), span < .max
            else { return nil }
            return .int(low + Int64(scope.draw { $0.below(Int(span) + 1) }))
        },
    ]
}

/// The register and the calendar, for the functions of the language.
struct SimulationHost: HostServices {
    let directory: any Directory
    let calendar: WorkingCalendar
}
