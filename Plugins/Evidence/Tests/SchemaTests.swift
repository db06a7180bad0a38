import Evidence
import Testing
import WaymarkPluginKit

struct SchemaTests {
    private let plugin = EvidencePlugin.plugin

    @Test func `names and sentences are as they should be`() {
        #expect(StepHarness(plugin: plugin).schemaFaults() == [])
    }

    @Test func `the family has its kinds`() {
        #expect(
            plugin.kinds.map(\.name) == ["evidence.gather", "evidence.collect", "evidence.carry_forward"])
    }
}
