import Form
import Testing
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The family form")
struct ConformanceTests {
    private var samples: [StepSample] {
        [
            StepSample(
                "form.fill", with: #"{"asks": "extension", "prompt": "Until when?", "decline": "not_agreed"}"#,
                form: #"{"answers": {"until": "2014-01-31"}}"#)
        ]
    }

    @Test func `keeps the contract of step kinds`() async throws {
        await StepKindConformance(StepHarness(plugin: FormPlugin.plugin), samples: samples).check()
    }

    @Test func `has its kind`() {
        #expect(FormPlugin.plugin.kinds.map(\.name) == ["form.fill"])
    }
}
