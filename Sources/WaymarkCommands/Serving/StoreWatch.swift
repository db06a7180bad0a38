import CLibTimer
import Dispatch
import Glibc
import Synchronization
package import WaymarkCalendar
package import WaymarkOperations

/// Waits for a moment of the computer's clock, for writes to the store or the configuration, and for signals.
///
/// Nothing is polled: the kernel wakes the process. The timer follows the clock when somebody sets it, so that a deadline
/// is met by the clock on the wall, not by the time that has passed since.
package final class StoreWatch: Waiting {
    private let files: Int32
    /// The folders, by the number under which the system tells of each.
    private let folders: [Int32: WatchedFolder]
    private let timer: Int32
    private let stopping: (reader: Int32, writer: Int32)
    private let signals: Mutex<[any DispatchSourceSignal]>

    /// Watches the files that matter in some folders from now on; SIGTERM and SIGINT stop, SIGHUP wakes.
    /// - Throws: ``OperationFailure`` when the system refuses.
    package init(folders: [WatchedFolder]) throws {
        files = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        timer = timerfd_create(CLOCK_REALTIME, Int32(TFD_NONBLOCK | TFD_CLOEXEC))
        var ends: [Int32] = [0, 0]
        guard files >= 0, timer >= 0, pipe(&ends) == 0 else {
            throw OperationFailure(.fault, "the system refuses a watch of files: error \(errno)")
        }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        stopping = (ends[0], ends[1])
        let writer = ends[1]
        // Of a folder, since the file that SQLite writes to comes and goes.
        let changes = UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE)
        var watched: [Int32: WatchedFolder] = [:]
        for folder in folders { watched[inotify_add_watch(files, folder.path, changes)] = folder }
        self.folders = watched
        var sources: [any DispatchSourceSignal] = []
        for (number, mark) in [(SIGTERM, UInt8(1)), (SIGINT, 1), (SIGHUP, 0)] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                var mark = mark
                write(writer, &mark, 1)
            }
            source.activate()
            sources.append(source)
        }
        signals = Mutex(sources)
    }

    deinit {
        signals.withLock { sources in
            for source in sources { source.cancel() }
        }
        for descriptor in [files, timer, stopping.reader, stopping.writer] { close(descriptor) }
    }

    /// Waits.
    package func wait(until moment: Instant?) async throws -> Waking {
        set(moment)
        return await withCheckedContinuation { continuation in
            // Blocks a thread of its own, so that those of the program stay free.
            DispatchQueue.global().async {
                while true {
                    guard let waking = self.block() else { continue }
                    return continuation.resume(returning: waking)
                }
            }
        }
    }

    private func set(_ moment: Instant?) {
        var setting = itimerspec()
        if let moment {
            let (seconds, milliseconds) = max(1, moment.millisecondsSinceEpoch).quotientAndRemainder(dividingBy: 1000)
            setting.it_value = timespec(tv_sec: Int(seconds), tv_nsec: Int(milliseconds) * 1_000_000)
        }
        timerfd_settime(timer, Int32(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET), &setting, nil)
    }

    /// Waits for the next sign.
    /// - Returns: Why to wake; nil when it was nothing that matters.
    private func block() -> Waking? {
        let events = Int16(POLLIN)
        var waiting = [files, timer, stopping.reader].map { pollfd(fd: $0, events: events, revents: 0) }
        while poll(&waiting, nfds_t(waiting.count), -1) < 0, errno == EINTR {}
        let marks = drain(stopping.reader)
        let hasChanged = changesMatter(drain(files))
        let isDue = !drain(timer).isEmpty
        if marks.contains(1) { return .stop }
        // A timer that tells of nothing has been cancelled, since somebody has set the clock.
        if marks.isEmpty, !hasChanged, waiting[1].revents == 0 { return nil }
        return isDue && !hasChanged ? .due : .changed
    }

    /// Whether one of the changes that the system tells of is of a file that matters.
    ///
    /// Each has a head of 16 bytes: the folder's number, what happened, a pairing, and how many bytes of a name follow.
    private func changesMatter(_ bytes: [UInt8]) -> Bool {
        let head = 16
        var place = 0
        while place + head <= bytes.count {
            func number(_ offset: Int) -> UInt32 {
                (0..<4).reduce(0) { $0 | UInt32(bytes[place + offset + $1]) << UInt32(8 * $1) }
            }
            let length = Int(number(12))
            let end = min(place + head + length, bytes.count)
            let name = String(decoding: bytes[place + head..<end].prefix { $0 != 0 }, as: UTF8.self)
            // A queue that has run over tells of no folder: then anything may have changed.
            guard let folder = folders[Int32(bitPattern: number(0))] else { return true }
            if folder.concerns(name) { return true }
            place = end
        }
        return false
    }

    /// Everything that a descriptor has to say by now.
    private func drain(_ descriptor: Int32) -> [UInt8] {
        var all: [UInt8] = []
        var told = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &told, told.count)
            guard count > 0 else { return all }
            all += told[..<count]
        }
    }
}
