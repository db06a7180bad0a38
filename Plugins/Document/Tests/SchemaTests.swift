import Document
import Testing
import WaymarkPluginKit

struct SchemaTests {
    private let plugin = DocumentPlugin.plugin

    @Test func `names and sentences are as they should be`() {
        #expect(StepHarness(plugin: plugin).schemaFaults() == [])
    }

    @Test func `the family has its kinds`() {
        #expect(plugin.kinds.map(\.name) == ["document.render", "document.receive"])
    }
}
