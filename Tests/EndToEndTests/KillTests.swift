import Foundation
import Testing

/// Real processes, really killed.
@Suite struct KillTests {
    private static let kills = 4

    @Test(arguments: [2013]) func `A demonstration killed at any moments goes on and ends as if nothing had happened`(
        seed: UInt64
    ) async throws {
        try await ProjectCopy.open { whole in
            let (size, undisturbed) = try await run(whole, until: .max)
            #expect(undisturbed.status == 0, "\(undisturbed.notes)")
            let expected = try #require(fingerprint(undisturbed))
            try await ProjectCopy.open { broken in
                let kills = try await kill(broken, size: size, seed: seed)
                #expect(kills >= 1)
                let (_, ended) = try await run(broken, until: .max)
                #expect(ended.status == 0, "\(ended.notes)")
                #expect(fingerprint(ended) == expected)
                #expect(try broken.published() == whole.published())
                #expect(try !broken.published().isEmpty)
                let audit = try await broken.run(["audit", "verify"])
                #expect(audit.status == 0, "\(audit.output)")
                #expect(audit.notes.contains(expected))
            }
        }
    }

    /// Kills the demonstration again and again, each time when it has written as much more as the seed says.
    /// - Returns: How often it was killed before it came to its end.
    private func kill(_ project: ProjectCopy, size: Int, seed: UInt64) async throws -> Int {
        var pieces = Pieces(seed)
        // The first is killed with its first write to the store.
        var mark = 1
        for kills in 0..<Self.kills {
            let (reached, outcome) = try await run(project, until: mark)
            guard outcome.wasKilled else { return kills }
            mark = reached + 1 + pieces.below(size / Self.kills)
        }
        return Self.kills
    }

    /// Runs the demonstration, and kills it when its files have grown to a size.
    private func run(_ project: ProjectCopy, until size: Int) async throws -> (Int, WaymarkProcess.Outcome) {
        let behaviour = try SmallQuarter.twoGroups.write(into: project.folder)
        let watch = WriteWatch(project.kept)
        let process = try project.start(["demo", "--behaviour", behaviour])
        let reached = watch.wait(until: size, of: process)
        process.kill()
        return (reached, try await process.outcome())
    }

    private func fingerprint(_ outcome: WaymarkProcess.Outcome) -> String? {
        outcome.output.split(separator: "\n").first { $0.hasPrefix("Fingerprint") }.map(String.init)
    }

    /// Sizes that a seed gives.
    private struct Pieces {
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
