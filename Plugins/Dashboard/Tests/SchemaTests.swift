import Dashboard
import Testing
import WaymarkPluginKit

struct SchemaTests {
    private let plugin = DashboardPlugin.plugin

    @Test func `names and sentences are as they should be`() {
        #expect(StepHarness(plugin: plugin).schemaFaults() == [])
    }

    @Test func `the family has its kinds`() {
        #expect(
            plugin.kinds.map(\.name) == ["dashboard.load"])
    }
}
