import Greeting
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

@Test func `greets, and keeps the contract of step kinds`() async throws {
    let harness = StepHarness(plugin: GreetingPlugin.plugin)
    await StepKindConformance(harness, samples: [StepSample("greeting.say", with: #"{"name": "Ada"}"#)]).check()
    let result = try harness.compute("greeting.say", with: #"{"name": "Ada", "loud": true}"#)
    #expect(result.outputs["text"]?.text == "HELLO, ADA")
}
