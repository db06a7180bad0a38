import CEL
public import Testing
import WaymarkDefinition
import WaymarkPluginKit

/// What every step kind must do, whatever it is about; a plugin's tests call it first.
///
/// ```swift
/// @Test func `keeps the contract of step kinds`() async throws {
///     await StepKindConformance(
///         StepHarness(plugin: GreetingPlugin.plugin),
///         samples: [StepSample("greeting.say", with: #"{"name": "Ada"}"#)]
///     ).check()
/// }
/// ```
///
/// Each kind needs at least one sample: a use that succeeds. From it the kit checks that
/// - names, sentences and outcomes are declared so that people and editors can be shown them;
/// - what is read is what the schema says, nothing is lost when it is written again, and what does not fit is refused
///   at its path, in parameters and in forms;
/// - the outcome is one of those declared and the outputs are as declared, also when silence ends a task;
/// - a computation, a brief and a submission give the same answer twice;
/// - an effect that is tried again with its key gives the same result and changes nothing more.
public struct StepKindConformance: Sendable {
    let harness: StepHarness
    let fixture: EffectFixture?
    let samples: [StepSample]

    /// Takes a plugin's harness and its samples; effects need the world that they act on.
    public init(_ harness: StepHarness, samples: [StepSample], effectsOn fixture: EffectFixture? = nil) {
        self.harness = harness
        self.samples = samples
        self.fixture = fixture
    }

    /// Records an issue for each fault.
    public func check(sourceLocation: SourceLocation = #_sourceLocation) async {
        for fault in await faults() { Issue.record(Comment(rawValue: fault), sourceLocation: sourceLocation) }
    }

    /// Everything that the plugin does not keep, a sentence each; empty when it keeps the contract.
    public func faults() async -> [String] {
        var faults = DeclarationCheck(plugin: harness.plugin).faults()
        for kind in harness.plugin.kinds where !samples.contains(where: { $0.kind == kind.name }) {
            faults.append("\(kind.name): there is no sample of it")
        }
        for sample in samples {
            do {
                faults += try await self.faults(of: sample).map { "\(sample.kind): \($0)" }
            } catch {
                faults.append("\(sample.kind): the sample fails: \(Self.text(of: error))")
            }
        }
        return faults
    }

    private func faults(of sample: StepSample) async throws -> [String] {
        let kind = try harness.find(sample.kind)
        let parameters = try harness.value(sample.parameters)
        var faults = try readingFaults(of: kind, .parameters, parameters)
        switch kind.body {
        case .computation(let compute):
            let context = try harness.context()
            let result = try compute(parameters, context)
            faults += resultFaults(result, of: kind, parameters)
            if try compute(parameters, context) != result {
                faults.append("it computes another answer the second time")
            }
        case .task(let task):
            faults += try taskFaults(of: kind, task, sample, parameters)
        case .effect:
            faults += try await effectFaults(of: kind, sample, parameters)
        }
        return faults
    }

    // MARK: - Reading records

    /// Whether reader and schema agree on a record, and both refuse at its path what does not fit.
    func readingFaults(of kind: AnyStepKind, _ part: AnyStepKind.RecordPart, _ value: Value) throws -> [String] {
        let schema = kind.schema(of: part)
        var faults = schema.faults(in: value).map { "the schema of its \(part) refuses \($0.path): \($0.message)" }
        let written = try kind.rewritten(part, value)
        if try kind.rewritten(part, written) != written { faults.append("its \(part) change when they are read again") }
        for mutation in FieldMutation.all(of: value, schema) {
            let what = "\(part) with \(mutation.path.isEmpty ? "a record" : mutation.path) \(mutation.change)"
            if !schema.faults(in: mutation.value).contains(where: { Self.path($0.path, isAt: mutation.path) }) {
                faults.append("the schema does not refuse \(what)")
            }
            do throws(FieldFailure) {
                _ = try kind.rewritten(part, mutation.value)
                faults.append("it does not refuse \(what)")
            } catch {
                if !Self.path(error.path, isAt: mutation.path) {
                    faults.append("it refuses \(what) at \"\(error.path)\"")
                }
            }
        }
        return faults
    }

    /// Whether a fault's path is the one expected or lies inside it.
    static func path(_ path: String, isAt expected: String) -> Bool {
        expected.isEmpty || path == expected || path.hasPrefix(expected + ".") || path.hasPrefix(expected + "[")
    }

    // MARK: - Results

    /// Whether a result is one that the kind declares.
    func resultFaults(_ result: AnyStepResult, of kind: AnyStepKind, _ parameters: Value) -> [String] {
        let declared = outcomes(of: kind, parameters).map(\.name)
        var faults = outputFaults(result.outputs, of: kind)
        if !declared.contains(result.outcome) {
            faults.append("it ended with \(result.outcome), which is not declared: \(declared.joined(separator: ", "))")
        }
        return faults
    }

    /// Whether outputs fit their schema and survive being read.
    func outputFaults(_ outputs: Value, of kind: AnyStepKind) -> [String] {
        let faults = kind.outputs.faults(in: outputs).map { "the output \($0.path) is not as declared: \($0.message)" }
        do {
            let isKept = try kind.rewritten(.outputs, outputs) == outputs
            return isKept ? faults : faults + ["its outputs change when they are read again"]
        } catch {
            return faults + ["its outputs cannot be read again: \(Self.text(of: error))"]
        }
    }

    func outcomes(of kind: AnyStepKind, _ parameters: Value) -> [OutcomeSchema] {
        guard case .map(let map) = parameters else { return kind.outcomes(literals: MapValue([])) }
        return kind.outcomes(literals: map)
    }

    static func text(of error: any Error) -> String {
        switch error {
        case let refusal as Refusal: refusal.faults.map { "\($0.path): \($0.message)" }.joined(separator: "; ")
        case let failure as FieldFailure: "\(failure.path): \(failure.message)"
        default: "\(error)"
        }
    }
}
