import Foundation
import WaymarkCalendar
package import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
package import WaymarkOperations
package import WaymarkPluginKit
import WaymarkRuntime
package import WaymarkSchedules

/// Runs a project ahead many times, each with a seed of its own, several at once, and counts what came of it.
///
/// A run depends on its seed alone, and what was counted is added in the order of the seeds. So the result is the same
/// however many runs go on at once.
package struct Simulation: Sendable {
    /// What is told while it runs.
    package struct Progress: Sendable {
        /// Runs that are done.
        package var done: Int
        /// Runs in all.
        package var all: Int
        /// Events so far in the runs that are done.
        package var events: Int
    }

    /// What people do, and when it begins and ends.
    package let behaviour: Behaviour
    private let choice: SubjectChoice
    private let seeds: [UInt64]
    private let jobs: Int

    /// Describes runs of a behaviour.
    ///
    /// - Parameters:
    ///   - behaviour: What people do.
    ///   - choice: For which organisations.
    ///   - seeds: One run each.
    ///   - jobs: How many at once.
    package init(behaviour: Behaviour, choosing choice: SubjectChoice, seeds: [UInt64], jobs: Int) {
        self.behaviour = behaviour
        self.choice = choice
        self.seeds = seeds
        self.jobs = max(1, jobs)
    }

    /// Runs them all on a project as it is, or with what a rehearsal has other.
    package func run(
        _ files: ProjectFiles, with rehearsal: Project.Rehearsal, registry: PluginRegistry,
        progress: (Progress) -> Void = { _ in }
    ) async throws -> Tally {
        var rehearsal = rehearsal
        let data = try StandInData(behaviour.standIns, of: files)
        defer { data.remove() }
        rehearsal.dataFolder = data.folder
        let (project, definitions) = try Project.rehearsal(of: files, with: rehearsal, registry: registry)
        let book = try behaviour.schedules(of: project, replacing: rehearsal.workflow)
        var tallies: [Int: Tally] = [:]
        try await withThrowingTaskGroup(of: (Int, Tally).self) { group in
            for index in seeds.indices {
                if index >= jobs, let (done, tally) = try await group.next() {
                    tallies[done] = tally
                    progress(told(tallies))
                }
                group.addTask { (index, try await once(seeds[index], project, book, definitions)) }
            }
            for try await (done, tally) in group {
                tallies[done] = tally
                progress(told(tallies))
            }
        }
        var sum = Tally()
        for index in seeds.indices { if let tally = tallies[index] { sum.add(tally) } }
        return sum
    }

    private func told(_ tallies: [Int: Tally]) -> Progress {
        Progress(done: tallies.count, all: seeds.count, events: tallies.values.reduce(0) { $0 + $1.events })
    }

    private func once(
        _ seed: UInt64, _ project: Project, _ book: ScheduleBook, _ definitions: [String: CompiledDefinition]
    ) async throws -> Tally {
        let observer = RunObserver(calendar: project.session.calendar)
        let copy = try project.copy(with: definitions, observer: observer)
        var run = SimulatedRun(
            project: copy, behaviour: behaviour, seed: seed, schedules: book, choosing: choice)
        try await run.run()
        var tally = observer.finished(
            at: project.session.calendar.close(of: behaviour.until), definitions: definitions)
        for refusal in run.refusals {
            tally.troubles[.init(workflow: refusal.workflow, name: "not done: \(refusal.message)"), default: 0] += 1
        }
        for (step, absence) in run.absences { tally.absences[step, default: Tally.Absence()].add(absence) }
        return tally
    }
}

extension Behaviour {
    /// The schedules that a run of a project carries out, after what the behaviour says of people was looked up.
    ///
    /// - Throws: ``OperationFailure`` with what is wrong.
    package func schedules(of project: Project, replacing other: SourceBundle? = nil) throws -> ScheduleBook {
        let directory = project.session.directory
        let faults = try faults(
            people: { try directory.person($0) != nil }, positions: project.registerSchema.positions.keys.sorted())
        guard !faults.hasErrors else { throw OperationFailure(faults: faults, in: project.files) }
        return runsSchedules ? try project.scheduleBook(replacing: other) : ScheduleBook()
    }
}

/// The data folder with files that stand in for those that are not there yet.
private struct StandInData {
    /// The folder; nil when nothing is stood in for.
    let folder: String?

    /// Copies the data folder, where something is to be stood in for.
    init(_ standIns: [String: String], of files: ProjectFiles) throws {
        guard !standIns.isEmpty else {
            folder = nil
            return
        }
        let (settings, _) = Settings.read(try files.text("Config/waymark.yaml"), file: "Config/waymark.yaml")
        let manager = FileManager.default
        let copy = NSTemporaryDirectory() + "waymark-simulated-" + UUID().uuidString
        try manager.copyItem(atPath: files.path(settings.data), toPath: copy)
        folder = copy
        for (missing, standIn) in standIns.sorted(by: { $0.key < $1.key }) {
            let target = copy + "/" + missing
            guard !missing.contains(".."), !manager.fileExists(atPath: target) else { continue }
            guard manager.fileExists(atPath: copy + "/" + standIn) else {
                try manager.removeItem(atPath: copy)
                throw OperationFailure(
                    .findings,
                    "Expected the file \(standIn) of the data folder to stand in for \(missing), "
                        + "but there is none")
            }
            try manager.createDirectory(
                atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try manager.copyItem(atPath: copy + "/" + standIn, toPath: target)
        }
    }

    /// Removes the copy.
    func remove() {
        if let folder { try? FileManager.default.removeItem(atPath: folder) }
    }
}
