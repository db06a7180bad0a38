import Foundation
import WaymarkDiagnostics
import WaymarkOperations
import WaymarkPluginKit
import WaymarkPlugins
import WaymarkSimulation

/// A year of four quarters for all groups of the sample data, ahead in virtual time on a store in memory.
struct SimulationBench {
    /// Runs a year with each of some seeds, as many at once as there are seeds.
    /// - Returns: What was counted, and the seconds that it took.
    static func year(seeds: Int) async throws -> (tally: Tally, seconds: Double) {
        let files = try ProjectFiles(folder: nil, startedIn: FileManager.default.currentDirectoryPath)
        let name = "Config/simulation/year.yaml"
        let (behaviour, faults) = Behaviour.read(try files.text(name), file: name) { try? files.text($0) }
        guard !faults.hasErrors else { throw BenchFailure(faults: faults.sorted.map(\.message)) }
        let simulation = Simulation(
            behaviour: behaviour, choosing: SubjectChoice(), seeds: (0..<UInt64(seeds)).map { 2013 + $0 }, jobs: seeds)
        let start = ContinuousClock.now
        let tally = try await simulation.run(files, with: Project.Rehearsal(), registry: .built())
        return (tally, (ContinuousClock.now - start).inSeconds)
    }

    /// Prints what a year comes to, and fails when the same seed gives another result.
    static func show() async throws {
        let (one, seconds) = try await year(seeds: 1)
        say("simulate: a year of 211 groups, one seed", one, seconds)
        let (again, more) = try await year(seeds: 1)
        say("simulate: the same again", again, more)
        guard one == again else { throw BenchFailure(faults: ["the same seed gave another result"]) }
        let (two, both) = try await year(seeds: 2)
        say("simulate: two seeds on two cores", two, both)
    }

    private static func say(_ name: String, _ tally: Tally, _ seconds: Double) {
        let report = SimulationReport(tally)
        let rate = Int(Double(report.events) / seconds)
        print(
            "\(name): \(report.cases) cases, \(report.events) events, \(String(format: "%.2f", seconds)) s, "
                + "\(rate) events/s; goal < 5 s")
    }
}
