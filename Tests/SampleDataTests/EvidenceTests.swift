import SampleData
import Testing

@Suite("Sample evidence")
struct EvidenceTests {
    private static let dashboard = "data/dashboard/\(SampleData.quarter).csv"
    private static let evidence = "data/evidence/\(SampleData.quarter).csv"

    @Test func `The dashboard has 24 indicators for each of 211 groups`() throws {
        let rows = try SampleText.rows(Self.dashboard)
        #expect(rows.count == 24 * 211)
        #expect(Set(rows.map { $0[0] + $0[1] }).count == rows.count)
        #expect(Set(rows.map { $0[1] }).count == 24)
    }

    @Test func `One value in nine is a concern`() throws {
        let rows = try SampleText.rows(Self.dashboard)
        #expect(rows.count { $0[7] == "true" } == rows.count / 9)
    }

    @Test func `A concern is a value on the wrong side of the threshold, and nothing else is`() throws {
        for row in try SampleText.rows(Self.dashboard) {
            let value = try #require(Double(row[3]))
            let threshold = try #require(Double(row[5]))
            let isBeyond = row[6] == "at_least" ? value < threshold : value > threshold
            #expect(isBeyond == (row[7] == "true"), "\(row)")
        }
    }

    @Test func `Every group has three to eight pieces of evidence, one of them from the survey`() throws {
        let groups = Dictionary(grouping: try SampleText.rows(Self.evidence), by: { $0[0] })
        #expect(groups.count == 211)
        for (group, rows) in groups {
            #expect((3...8).contains(rows.count), "\(group)")
            #expect(rows.count { $0[1] == "survey_360" } == 1, "\(group)")
        }
    }

    @Test func `A risk to a duty is rare and always a concern`() throws {
        let risks = try SampleText.rows(Self.evidence).filter { $0[1] == "statutory_duty" }
        #expect(risks.count == 6)
        #expect(risks.allSatisfy { $0[6] == "concern" })
    }

    @Test func `Every piece is complete and of the quarter`() throws {
        for row in try SampleText.rows(Self.evidence) {
            #expect(row.count == 7 && row.allSatisfy { !$0.isEmpty }, "\(row)")
            #expect(("2013-07-01"..."2013-09-30").contains(row[5]), "\(row)")
            #expect(["concern", "note"].contains(row[6]), "\(row)")
        }
    }
}
