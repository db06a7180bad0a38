import CEL
import Dashboard
import Foundation
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

@Suite("The sample data")
struct SampleDataTests {
    @Test func `can be read as a dashboard`() async throws {
        let config = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../Config").standardized.path
        let text = try String(contentsOfFile: config + "/data/dashboard/2013-14-Q2.csv", encoding: .utf8)
        let result = try await EffectFixture(["dashboard/2013-14-Q2.csv": text]).perform(
            "dashboard.load", with: #"{"period": "2013-14-Q2", "organisation": "X38000001"}"#)
        #expect(result.outputs["indicators"] == .int(24))
    }
}
