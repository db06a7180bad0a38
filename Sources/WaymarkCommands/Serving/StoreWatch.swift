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
    private let timer: Int32
    private let stopping: (reader: Int32, writer: Int32)
    private let signals: Mutex<[any DispatchSourceSignal]>

    /// Watches the folders of a store and of a configuration from now on; SIGTERM and SIGINT stop, SIGHUP wakes.
    /// - Throws: ``OperationFailure`` when the system refuses.
    package init(folders: [String]) throws {
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
        for folder in folders { inotify_add_watch(files, folder, changes) }
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
            DispatchQueue.global().async { continuation.resume(returning: self.block()) }
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

    private func block() -> Waking {
        let events = Int16(POLLIN)
        var waiting = [files, timer, stopping.reader].map { pollfd(fd: $0, events: events, revents: 0) }
        while poll(&waiting, nfds_t(waiting.count), -1) < 0, errno == EINTR {}
        let marks = drain(stopping.reader)
        let hasChanged = !drain(files).isEmpty
        let isDue = !drain(timer).isEmpty
        if marks.contains(1) { return .stop }
        return isDue && !hasChanged ? .due : .changed
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
