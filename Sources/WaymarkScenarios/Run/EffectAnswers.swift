import Synchronization
import WaymarkDefinition
import WaymarkEngine
import WaymarkPluginKit
import WaymarkRuntime
import WaymarkStore

/// Stands in for the outside world: each try of an effect of a step gets the next of the answers, the last for ever.
final class EffectAnswers: Sendable {
    private struct Place: Hashable {
        var caseID: String
        var step: String
        var frame: Int
    }

    private let answers: [String: [EffectAnswer]]
    private let store: any EventStore
    private let tries = Mutex<[Place: Int]>([:])

    init(_ answers: [String: [EffectAnswer]], store: any EventStore) {
        self.answers = answers
        self.store = store
    }

    /// The kinds of a registry, with effects answered where there is an answer.
    func registry(over registry: PluginRegistry) throws -> PluginRegistry {
        guard !answers.isEmpty else { return registry }
        return try PluginRegistry(
            registry.plugins.map { plugin in
                Plugin(plugin.name, plugin.summary, kinds: plugin.kinds.map { answered($0) })
            })
    }

    private func answered(_ kind: AnyStepKind) -> AnyStepKind {
        guard case .effect(let perform) = kind.body else { return kind }
        return kind.performed { parameters, context in
            switch try self.answer(to: context) {
            case nil: return try await perform(parameters, context)
            case .fails(let message, let isPermanent)?: throw StepFailure(message, isPermanent: isPermanent)
            case .done(let outcome, let outputs)?: return AnyStepResult(outcome: outcome, outputs: outputs)
            }
        }
    }

    private func answer(to context: EffectContext) throws -> EffectAnswer? {
        let caseID = context.step.caseID
        guard let number = Projection.number(context.idempotencyKey),
            let (workflow, state) = try store.read({ store -> (String, CaseState)? in
                guard let record = try store.caseRecord(id: caseID), let snapshot = try store.snapshot(caseID: caseID)
                else { return nil }
                return (record.workflow, try CaseSnapshot.state(from: snapshot.bytes))
            }),
            let activity = state.activities.values.first(where: {
                if case .effect(let effect) = $0.work { effect.number == number } else { false }
            }), case .step(let index) = activity.node
        else { return nil }
        let place = Place(caseID: caseID, step: "\(workflow)/\(index)", frame: activity.frame)
        guard let given = answers[place.step], !given.isEmpty else { return nil }
        let turn = tries.withLock { tries in
            defer { tries[place, default: 0] += 1 }
            return tries[place, default: 0]
        }
        return given[min(turn, given.count - 1)]
    }
}
