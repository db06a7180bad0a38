import Dashboard
import Testing
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The family dashboard")
struct ConformanceTests {
    private var samples: [StepSample] {
        [
            StepSample(
                "dashboard.load", with: #"{"period": "2013-14-Q2"}"#)
        ]
    }

    @Test func `keeps the contract of step kinds`() async throws {
        let fixture = try EffectFixture([
            "dashboard/2013-14-Q2.csv": """
            ccg,indicator,domain,value,unit,threshold,direction,concern
            alder_vale,care_on_time,d1,88.5,percent,91.0,at_least,true

            """
        ])
        await StepKindConformance(StepHarness(plugin: DashboardPlugin.plugin), samples: samples, effectsOn: fixture)
            .check()
    }

    @Test func `has its kinds`() {
        #expect(DashboardPlugin.plugin.kinds.map(\.name) == ["dashboard.load"])
    }
}
