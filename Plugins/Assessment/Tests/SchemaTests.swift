import Assessment
import Testing
import WaymarkPluginKit

struct SchemaTests {
    private let plugin = AssessmentPlugin.plugin

    @Test func `names and sentences are as they should be`() {
        #expect(StepHarness(plugin: plugin).schemaFaults() == [])
    }

    @Test func `the family has its kinds`() {
        #expect(
            plugin.kinds.map(\.name) == [
                "assessment.rate", "assessment.propose_headline", "assessment.confirm", "assessment.respond",
            ])
    }
}
