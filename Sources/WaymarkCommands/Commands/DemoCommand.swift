import ArgumentParser
import Foundation
import WaymarkCalendar
import WaymarkDiagnostics
import WaymarkOperations
import WaymarkRuntime
import WaymarkSimulation
import WaymarkStore

/// Runs a quarter with fictional people on a virtual clock, and says what came of it.
struct DemoCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Run a quarter of the programme with fictional people, on a virtual clock.")

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("The seed: the same seed gives the same run.", valueName: "number"))
    var seed: UInt64 = 2013

    @Option(help: ArgumentHelp("How people behave.", valueName: "file"))
    var behaviour = "Config/simulation/quarter.yaml"

    @Flag(help: "Throw the store of an earlier run away and begin anew.")
    var fresh = false

    func operate(_ desk: Desk) async throws {
        let started = ContinuousClock.now
        let files = try ProjectFiles(folder: common.project, startedIn: desk.program.folder)
        let (behaviour, faults) = Behaviour.read(try files.text(behaviour), file: behaviour) { try? files.text($0) }
        guard !faults.hasErrors else {
            desk.console.note(TextRenderer { try? files.text($0) }.render(faults))
            throw ExitCode(ExitStatus.findings.rawValue)
        }
        if fresh { try removeStore(desk) }
        let project = try desk.project(makesStore: true)
        try checkSeed(in: project, desk)
        let definitions = try project.publish()
        desk.note("\(definitions.count) workflows published; the store is \(project.storePath).")
        var run = SimulatedRun(
            project: project, behaviour: behaviour, seed: seed, schedules: try behaviour.schedules(of: project))
        let bar = ProgressLine(desk)
        try await run.run { bar.show($0, from: behaviour.from, until: behaviour.until) }
        bar.end()
        for refusal in run.refusals.prefix(5) { desk.note("Not done: \(refusal.task): \(refusal.message)") }
        if run.refusals.count > 5 { desk.note("… and \(run.refusals.count - 5) more that could not be done.") }
        let report = try RunReport(project, behaviour)
        DemoText(report, seconds: (ContinuousClock.now - started).seconds, style: desk.style, store: common.store).lines
            .forEach { desk.console.write($0 + "\n") }
    }

    private func removeStore(_ desk: Desk) throws {
        guard let store = common.store, store.hasPrefix("sqlite:") else {
            throw OperationFailure(
                .usage, "Expected the store to be named with --store, so that the right one is thrown away")
        }
        let name = String(store.dropFirst(7))
        let path = name.hasPrefix("/") ? name : desk.program.folder + "/" + name
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.removeItem(atPath: path + suffix)
        }
    }

    /// A store holds the run of one seed; another seed needs another store.
    private func checkSeed(in project: Project, _ desk: Desk) throws {
        let store = project.session.store
        if let kept = try store.read({ try $0.setting("demo.seed") }) {
            guard kept == "\(seed)" else {
                throw OperationFailure(
                    .conflict, "Expected the seed \(kept) of the run in this store, but found \(seed)",
                    help: "use --seed \(kept), or --fresh to begin anew")
            }
            return desk.note("Going on with the run in this store.")
        }
        guard try store.read({ try $0.statistics().events }) == 0 else {
            throw OperationFailure(
                .conflict, "Expected an empty store for a demonstration, but \(project.storePath) has cases in it",
                help: "name another with --store")
        }
        try store.write { try $0.set("\(seed)", for: "demo.seed") }
    }
}

extension Duration {
    /// Seconds with a fraction.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
