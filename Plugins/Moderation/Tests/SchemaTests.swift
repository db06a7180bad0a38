import Moderation
import Testing
import WaymarkPluginKit

struct SchemaTests {
    private let plugin = ModerationPlugin.plugin

    @Test func `names and sentences are as they should be`() {
        #expect(StepHarness(plugin: plugin).schemaFaults() == [])
    }

    @Test func `the family has its kinds`() {
        #expect(
            plugin.kinds.map(\.name) == [
                "moderation.compare", "moderation.decide", "moderation.gaps", "moderation.national",
            ])
    }
}
