import Foundation

/// The program as a process of its own, as people run it.
struct WaymarkProcess {
    /// What a process came to.
    struct Outcome {
        var status: Int32
        var wasKilled: Bool
        var output: String
        var notes: String
    }

    /// There is no program beside the tests.
    struct NotBuilt: Error {
        var path: String
    }

    private let process = Process()
    private let ended: AsyncStream<Never>
    private let files: String
    private let input: Pipe?

    /// The program of this build: it stands beside the tests.
    static func program() throws -> URL {
        let folder = Bundle.main.executableURL?.deletingLastPathComponent() ?? URL(fileURLWithPath: Office.root)
        let program = folder.appending(path: "waymark")
        guard FileManager.default.isExecutableFile(atPath: program.path) else { throw NotBuilt(path: program.path) }
        return program
    }

    /// What every process is given of the surroundings.
    static func environment(store: String) -> [String: String] {
        var environment = ["WAYMARK_STORE": "sqlite:" + store, "NO_COLOR": "1", "SWIFT_BACKTRACE": "enable=no"]
        for name in ["PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR"] {
            environment[name] = ProcessInfo.processInfo.environment[name]
        }
        return environment
    }

    /// Starts the program in a project.
    init(_ arguments: [String], in project: ProjectCopy, as person: String?, takesInput: Bool) throws {
        var environment = Self.environment(store: project.store)
        environment["WAYMARK_AS"] = person
        try self.init(
            try Self.program(), arguments, in: project.folder, environment: environment, takesInput: takesInput)
    }

    /// Starts any program.
    init(
        _ program: URL, _ arguments: [String], in folder: String, environment: [String: String],
        takesInput: Bool = false
    ) throws {
        let (ended, ending) = AsyncStream<Never>.makeStream()
        self.ended = ended
        // What it says goes to files, so that it never waits for a reader.
        files = NSTemporaryDirectory() + "waymark-process-" + UUID().uuidString
        for side in [".out", ".err"] { try Data().write(to: URL(fileURLWithPath: files + side)) }
        input = takesInput ? Pipe() : nil
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = environment
        process.standardOutput = FileHandle(forWritingAtPath: files + ".out")
        process.standardError = FileHandle(forWritingAtPath: files + ".err")
        process.standardInput = input.map { $0 as Any } ?? FileHandle.nullDevice
        process.terminationHandler = { _ in ending.finish() }
        try process.run()
    }

    /// Whether it has not come to its end.
    var isRunning: Bool { process.isRunning }

    /// Hands it its input, and waits until it has taken all but what a pipe holds.
    func send(_ bytes: [UInt8]) throws {
        // A process that has ended is an error of the write, not the end of the tests.
        signal(SIGPIPE, SIG_IGN)
        try input?.fileHandleForWriting.write(contentsOf: Data(bytes))
        try input?.fileHandleForWriting.close()
    }

    /// Ends it at once, as a power cut would.
    func kill() {
        if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
    }

    /// Asks it to end.
    func terminate() {
        if process.isRunning { Foundation.kill(process.processIdentifier, SIGTERM) }
    }

    /// Waits until it has said something among its notices, or has come to its end.
    ///
    /// Keeps its thread meanwhile, as `WriteWatch` does: told by the kernel when there is more to read.
    func said(_ text: String) async throws {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        defer { close(descriptor) }
        inotify_add_watch(descriptor, files + ".err", UInt32(IN_MODIFY))
        while process.isRunning, try !String(contentsOfFile: files + ".err", encoding: .utf8).contains(text) {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            poll(&waiting, 1, 50)
            var told = [UInt8](repeating: 0, count: 4_096)
            while read(descriptor, &told, told.count) > 0 {}
        }
    }

    /// What it came to, when it has come to its end.
    func outcome() async throws -> Outcome {
        for await _ in ended {}
        defer { for side in [".out", ".err"] { try? FileManager.default.removeItem(atPath: files + side) } }
        return Outcome(
            status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
            output: try String(contentsOfFile: files + ".out", encoding: .utf8),
            notes: try String(contentsOfFile: files + ".err", encoding: .utf8))
    }
}
