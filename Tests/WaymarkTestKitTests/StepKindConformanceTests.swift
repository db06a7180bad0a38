import Testing
import WaymarkPluginKit
import WaymarkTestKit

@Suite("StepKindConformance")
struct StepKindConformanceTests {
    private func faults(
        _ kinds: AnyStepKind..., samples: [StepSample], on fixture: EffectFixture? = nil
    ) async -> [String] {
        let plugin = Plugin("lab", "Kinds under test.", kinds: kinds)
        return await StepKindConformance(StepHarness(plugin: plugin), samples: samples, effectsOn: fixture).faults()
    }

    @Test func `finds nothing in a kind that keeps the contract`() async {
        let sample = StepSample("lab.greet", with: #"{"name": "Ada", "times": 2}"#)
        #expect(await faults(.computation(Greet.self), samples: [sample]) == [])
    }

    @Test func `wants a sample of each kind, and samples that succeed`() async {
        #expect(await faults(.computation(Greet.self), samples: []) == ["lab.greet: there is no sample of it"])
        #expect(
            await faults(.computation(Greet.self), samples: [StepSample("lab.greet", with: "{}")]).contains(
                "lab.greet: the sample fails: name: a value is required"))
        #expect(
            await faults(samples: [StepSample("lab.wave")]) == [
                "lab: it has no step kind", "lab.wave: the sample fails: the plugin lab has no step kind lab.wave",
            ])
    }

    @Test func `finds a kind that is badly declared and not pure`() async {
        #expect(
            await faults(.computation(Guess.self), samples: [StepSample("other.Guess")]) == [
                "other.Guess: it bears another family's name", "other.Guess: its name is not snake case",
                "other.Guess: the summary is no sentence", "other.Guess: the outcome overdue has no sentence",
                "other.Guess: the outcome overdue is the engine's own",
                "other.Guess: two outcomes answer to the verb approve", "other.Guess: outputs.Number is not snake case",
                "other.Guess: outputs.Number: the summary is no sentence",
                "other.Guess: it ended with done, which is not declared: guessed, overdue",
                "other.Guess: it computes another answer the second time",
            ])
    }

    @Test func `finds a task that refuses nothing`() async {
        let sample = StepSample("lab.sign", form: #"{"name": "Ada"}"#, outcome: "signed", reason: "r")
        #expect(
            await faults(.task(Sign.self), samples: [sample]) == [
                "lab.sign: it suggests \"nom\", which is not a field of its form",
                "lab.sign: it does not refuse an outcome that it does not offer, at outcome",
                "lab.sign: it does not refuse signed without a reason, at reason",
                "lab.sign: it makes nothing of silence now, but says that it might later",
            ])
    }

    @Test func `finds an effect that does more when it is tried again`() async throws {
        #expect(
            await faults(.effect(Post.self), samples: [StepSample("lab.post")]) == [
                "lab.post: an effect needs an EffectFixture to act on"
            ])
        #expect(
            await faults(.effect(Post.self), samples: [StepSample("lab.post")], on: try EffectFixture()) == [
                "lab.post: tried again with its key, it gives another result",
                "lab.post: tried again with its key, it changes what it did",
            ])
    }

    @Test func `names the field at which parameters cannot be read`() throws {
        let harness = StepHarness(plugin: Plugin("lab", "Kinds.", kinds: [.computation(Greet.self)]))
        #expect(try harness.misreading("lab.greet", with: #"{"name": "Ada"}"#) == nil)
        #expect(
            try harness.misreading("lab.greet", with: #"{"name": "Ada", "times": "two"}"#)
                == "times: expected a whole number, but found \"two\"")
    }
}
