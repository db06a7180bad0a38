import Glibc
import Synchronization

/// Runs a program to its end, feeding it and keeping the beginning of what it says, within a time.
///
/// Foundation's `Process` cannot hand over more than one input, and says nothing of time.
struct ChildProcess {
    /// What a program came to.
    enum Ending: Hashable, Sendable {
        /// It ended by itself with a code.
        case exited(Int32)
        /// A signal ended it.
        case killed(Int32)
        /// It took too long and was ended.
        case timedOut
        /// It could not be started.
        case notStarted(Int32)
    }

    /// What a program came to, and said.
    struct Outcome: Sendable {
        var ending: Ending
        var output: String
        var errors: String

        /// The first line of what went wrong, without what does not belong on a line; empty when nothing is said.
        var fault: String {
            let line = errors.split(whereSeparator: \.isNewline).first ?? ""
            return String(
                line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(300).map(Character.init))
        }
    }

    /// The program's path.
    var path: String
    /// Its arguments, without its name.
    var arguments: [String]
    /// Its environment.
    var environment: [String: String]
    /// What it reads, by the number of the file.
    var inputs: [Int32: [UInt8]]
    /// How long it may take, in seconds.
    var secondsMax: Int

    /// Runs it. Blocks its thread meanwhile.
    func run() -> Outcome {
        // A program that does not read what it is given is its own fault, not the end of this one.
        signal(SIGPIPE, SIG_IGN)
        var pipes = Pipes()
        defer { pipes.closeAll() }
        let started: Started
        switch Self.starting.withLock({ _ in start(&pipes) }) {
        case .success(let child): started = child
        case .failure(let failure):
            return Outcome(
                ending: .notStarted(failure.code), output: "", errors: String(cString: strerror(failure.code)))
        }
        var exchange = Exchange(
            feeds: started.feeds, sinks: [Sink(file: started.output), Sink(file: started.errors)])
        let ending = exchange.run(with: started.child, pipes: &pipes, secondsMax: secondsMax)
        return Outcome(ending: ending, output: exchange.sinks[0].text, errors: exchange.sinks[1].text)
    }

    /// One at a time: a program started while another's pipes are being made would get them too, and keep them open.
    private static let starting = Mutex(())

    /// A program that runs, and this end of its pipes.
    private struct Started {
        var child: pid_t
        var feeds: [Feed]
        var output: Int32
        var errors: Int32
    }

    /// Why a program could not be started.
    private struct StartFailure: Error {
        var code: Int32
    }

    private func start(_ pipes: inout Pipes) -> Result<Started, StartFailure> {
        var feeds: [Feed] = []
        for (number, bytes) in inputs.sorted(by: { $0.key < $1.key }) {
            guard let (read, write) = pipes.make() else { return .failure(StartFailure(code: errno)) }
            feeds.append(Feed(target: number, read: read, write: write, rest: bytes[...]))
        }
        guard let output = pipes.make(), let errors = pipes.make() else {
            return .failure(StartFailure(code: errno))
        }
        var child = pid_t()
        let code = spawn(&child, feeds: feeds, output: output.write, errors: errors.write)
        for end in feeds.map(\.read) + [output.write, errors.write] { pipes.close(end) }
        guard code == 0 else { return .failure(StartFailure(code: code)) }
        return .success(Started(child: child, feeds: feeds, output: output.read, errors: errors.read))
    }

    private func spawn(_ child: inout pid_t, feeds: [Feed], output: Int32, errors: Int32) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for feed in feeds { posix_spawn_file_actions_adddup2(&actions, feed.read, feed.target) }
        if inputs[0] == nil { posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0) }
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + variables { free(word) } }
        return posix_spawn(&child, path, &actions, &attributes, &words, &variables)
    }

    // MARK: - Pipes

    /// The ends that are open.
    private struct Pipes {
        private var open: Set<Int32> = []

        /// A pipe that no program gets of itself.
        mutating func make() -> (read: Int32, write: Int32)? {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { return nil }
            // Low numbers are targets in the program: an end that stood there would be overwritten.
            for index in 0...1 {
                let moved = fcntl(ends[index], F_DUPFD_CLOEXEC, 16)
                Glibc.close(ends[index])
                guard moved >= 0 else { return nil }
                ends[index] = moved
                open.insert(moved)
            }
            return (ends[0], ends[1])
        }

        mutating func close(_ end: Int32) {
            if open.remove(end) != nil { Glibc.close(end) }
        }

        mutating func closeAll() {
            for end in open { Glibc.close(end) }
            open = []
        }
    }

    /// An input on its way.
    private struct Feed {
        var target: Int32
        var read: Int32
        var write: Int32
        var rest: ArraySlice<UInt8>
    }

    /// Where something is said.
    private struct Sink {
        var file: Int32
        var isOpen = true
        var kept: [UInt8] = []

        var text: String { String(decoding: kept, as: UTF8.self) }
    }

    /// Writes and reads until the program ends.
    private struct Exchange {
        var feeds: [Feed]
        var sinks: [Sink]

        /// Waits for the program itself, not for what it leaves behind: a mail program may go on in the background with
        /// what it has taken, and keep its pipes open.
        mutating func run(with child: pid_t, pipes: inout Pipes, secondsMax: Int) -> Ending {
            for file in feeds.map(\.write) + sinks.map(\.file) { _ = fcntl(file, F_SETFL, O_NONBLOCK) }
            let clock = ContinuousClock()
            let end = clock.now.advanced(by: .seconds(secondsMax))
            while true {
                if let ending = Self.ending(of: child) {
                    for index in sinks.indices { take(index) }
                    return ending
                }
                guard clock.now < end else {
                    // The whole group, so that what it has started does not stay behind.
                    kill(-child, SIGKILL)
                    waitpid(child, nil, 0)
                    return .timedOut
                }
                for index in feeds.indices where feeds[index].rest.isEmpty { pipes.close(feeds[index].write) }
                turn()
            }
        }

        /// Writes and reads what can be; comes back soon in any case, to look after the program.
        private mutating func turn() {
            var files = feeds.map { pollfd(fd: $0.rest.isEmpty ? -1 : $0.write, events: Int16(POLLOUT), revents: 0) }
            files += sinks.map { pollfd(fd: $0.isOpen ? $0.file : -1, events: Int16(POLLIN), revents: 0) }
            let milliseconds: Int32 = sinks.contains(where: \.isOpen) ? 50 : 2
            guard poll(&files, nfds_t(files.count), milliseconds) > 0 else { return }
            for index in feeds.indices where files[index].revents != 0 { feed(index) }
            for index in sinks.indices where files[feeds.count + index].revents != 0 { take(index) }
        }

        private static func ending(of child: pid_t) -> Ending? {
            var status: Int32 = 0
            let found = waitpid(child, &status, WNOHANG)
            guard found != 0 else { return nil }
            guard found > 0 else { return errno == EINTR ? nil : .notStarted(errno) }
            let signal = status & 0x7F
            return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal)
        }

        private mutating func feed(_ index: Int) {
            let written = feeds[index].rest.withUnsafeBytes { write(feeds[index].write, $0.baseAddress, $0.count) }
            if written > 0 {
                feeds[index].rest = feeds[index].rest.dropFirst(written)
            } else if written < 0, errno != EAGAIN, errno != EINTR {
                feeds[index].rest = []
            }
        }

        /// Keeps the beginning of what is said, and reads the rest so that nobody waits.
        private mutating func take(_ index: Int) {
            var bytes = [UInt8](repeating: 0, count: 4_096)
            for _ in 0..<16 where sinks[index].isOpen {
                let count = read(sinks[index].file, &bytes, bytes.count)
                guard count > 0 else {
                    sinks[index].isOpen = count < 0 && (errno == EAGAIN || errno == EINTR)
                    return
                }
                let room = DeliveryLimits.answerBytesMax - sinks[index].kept.count
                sinks[index].kept += bytes.prefix(min(count, room))
            }
        }
    }
}
