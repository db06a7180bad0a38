import Foundation
import Testing

/// Real processes, really killed.
@Suite struct KillTests {
    private static let kills = 4

    @Test(arguments: [2013]) func `A demonstration killed at any moments goes on and ends as if nothing had happened`(
        seed: UInt64
    ) async throws {
        try await ProjectCopy.open { whole in
            let (writes, undisturbed) = try await run(whole, until: .max)
            #expect(undisturbed.status == 0, "\(undisturbed.notes)")
            let expected = try #require(fingerprint(undisturbed))
            try await ProjectCopy.open { broken in
                var moments = Moments(seed)
                for _ in 0..<Self.kills {
                    // Together the pieces are shorter than the whole, so that each is cut off before its end.
                    let (_, killed) = try await run(broken, until: 1 + moments.below(writes / Self.kills))
                    #expect(killed.wasKilled, "\(killed.notes)")
                }
                let (_, ended) = try await run(broken, until: .max)
                #expect(ended.status == 0, "\(ended.notes)")
                #expect(ended.notes.contains("Going on with the run in this store."))
                #expect(fingerprint(ended) == expected)
                #expect(try broken.published() == whole.published())
                #expect(try !broken.published().isEmpty)
                let audit = try await broken.run(["audit", "verify"])
                #expect(audit.status == 0, "\(audit.output)")
                #expect(audit.notes.contains(expected))
            }
        }
    }

    /// Runs the demonstration, and kills it after a number of writes to its files.
    private func run(_ project: ProjectCopy, until writes: Int) async throws -> (Int, WaymarkProcess.Outcome) {
        let behaviour = try SmallQuarter.twoGroups.write(into: project.folder)
        let watch = WriteWatch(project.kept)
        let process = try project.start(["demo", "--behaviour", behaviour])
        let count = await watch.count(upTo: writes, by: process)
        process.kill()
        return (count, try await process.outcome())
    }

    private func fingerprint(_ outcome: WaymarkProcess.Outcome) -> String? {
        outcome.output.split(separator: "\n").first { $0.hasPrefix("Fingerprint") }.map(String.init)
    }

    /// Moments that a seed gives.
    private struct Moments {
        private var state: UInt64

        init(_ seed: UInt64) {
            state = seed
        }

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, bound)))
        }
    }
}
