import Foundation
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDiagnostics
import WaymarkOperations
import WaymarkPlugins
import WaymarkRuntime
import WaymarkSimulation
import WaymarkStore

/// A copy of the small project that is run ahead: three groups, an office, and a round in every quarter of 2014.
struct SmallYear {
    static let fixture = Office.root + "/Tests/Fixtures/simulation"

    let folder: String

    /// Lends a copy whose folder goes afterwards.
    static func open(_ body: (SmallYear) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "waymark-" + UUID().uuidString
        let files = FileManager.default
        defer { try? files.removeItem(atPath: folder) }
        try files.copyItem(atPath: fixture, toPath: folder)
        try await body(SmallYear(folder: folder))
    }

    func text(_ path: String) throws -> String { try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8) }

    func write(_ path: String, _ text: String) throws {
        try text.write(toFile: "\(folder)/\(path)", atomically: true, encoding: .utf8)
    }

    /// Writes a behaviour with the people of the plain one, and more lines.
    /// - Returns: Its path in the project.
    func behaviour(
        _ lines: String, from: String = "2014-01-01", until: String = "2015-01-31", as name: String = "own"
    ) throws -> String {
        let path = "Config/simulation/\(name).yaml"
        try write(path, "extends: plain.yaml\nfrom: \(from)\nuntil: \(until)\n" + lines + "\n")
        return path
    }

    // MARK: - Running

    /// Runs a command.
    func run(_ arguments: [String]) async throws -> Office.Outcome {
        let console = ScriptedConsole()
        let clock = FixedClock(Instant("2013-12-01T10:00:00Z") ?? Instant(millisecondsSinceEpoch: 0))
        let program = Program(
            registry: try .built(), environment: ["NO_COLOR": "1"], folder: folder, console: console, clock: clock)
        let status = await WaymarkCommand.run(arguments, in: program)
        return Office.Outcome(status: status, output: console.output, notes: console.notes)
    }

    /// Runs ahead with seeds from 1 on.
    func simulate(_ behaviour: String, seeds: Int = 4, _ more: [String] = []) async throws -> Office.Outcome {
        try await run(["simulate", "--behaviour", behaviour, "--seed", "1", "--seeds", "\(seeds)"] + more)
    }

    /// Opens the project on a store in memory.
    func project() throws -> Project {
        let store = MemoryEventStore()
        let request = ProjectRequest(folder: folder, startedIn: folder, store: nil, actor: nil)
        let clock = FixedClock(Instant(millisecondsSinceEpoch: 0))
        let project = try Project.open(request, registry: .built(), clock: clock, opener: { _, _ in store })
        try project.publish()
        return project
    }

    /// Runs ahead with one seed until a day, or to the end; on a project that has been run before it goes on.
    func play(_ behaviour: String, seed: UInt64 = 1, until: String? = nil, on project: Project) async throws {
        let (read, faults) = Behaviour.read(try text(behaviour), file: behaviour) { try? text($0) }
        #expect(faults.isEmpty, "\(faults.sorted.map(\.message))")
        var people = read
        if let until { people.setSpan(from: read.from, until: try #require(LocalDate(until))) }
        var run = SimulatedRun(
            project: project, behaviour: people, seed: seed, schedules: try people.schedules(of: project))
        try await run.run()
        #expect(run.refusals.map(\.message) == [])
    }

    /// The tasks of all cases, by id.
    func tasks(in project: Project) throws -> [TaskRecord] {
        try project.session.store.read { store in
            try store.cases(CaseQuery(limit: 500)).flatMap { try store.tasks(caseID: $0.id, limit: 500) }
        }.sorted { $0.id < $1.id }
    }
}

extension TaskRecord {
    /// When it ended, by the clocks of the programme.
    func ended(_ zone: ZoneTable) -> LocalDateTime? {
        endedAt.map { zone.local(of: Instant(millisecondsSinceEpoch: $0)) }
    }
}
