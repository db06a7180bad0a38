import Agenda
import Testing
import WaymarkPluginKit

struct SchemaTests {
    private let plugin = AgendaPlugin.plugin

    @Test func `names and sentences are as they should be`() {
        #expect(StepHarness(plugin: plugin).schemaFaults() == [])
    }

    @Test func `the family has its kinds`() {
        #expect(
            plugin.kinds.map(\.name) == ["agenda.areas", "agenda.propose", "agenda.agree"])
    }
}
