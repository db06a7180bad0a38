import Meeting
import Testing
import WaymarkPluginKit

struct SchemaTests {
    private let plugin = MeetingPlugin.plugin

    @Test func `names and sentences are as they should be`() {
        #expect(StepHarness(plugin: plugin).schemaFaults() == [])
    }

    @Test func `the family has its kinds`() {
        #expect(
            plugin.kinds.map(\.name) == ["meeting.hold"])
    }
}
