import Glibc

/// Counts what other processes write to the files of a folder, as it happens.
struct WriteWatch: ~Copyable {
    private let descriptor: Int32

    /// Watches a folder from now on.
    init(_ folder: String) {
        descriptor = inotify_init1(Int32(IN_CLOEXEC))
        inotify_add_watch(descriptor, folder, UInt32(IN_MODIFY))
    }

    deinit { close(descriptor) }

    /// Waits for a number of writes, or for the end of the process that writes.
    /// - Returns: How many writes there were.
    func count(upTo limit: Int, by process: WaymarkProcess) async -> Int {
        var count = 0
        while count < limit {
            // Told by the kernel when there is a write; looks for the end of the process in between.
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&waiting, 1, 20) > 0 {
                count += read()
            } else if !process.isRunning {
                break
            }
            await Task.yield()
        }
        return count
    }

    private func read() -> Int {
        // Each event is a fixed head and a name, padded: a small buffer takes few at a time.
        let headSize = MemoryLayout<inotify_event>.size
        var buffer = [UInt8](repeating: 0, count: 4096)
        let length = Glibc.read(descriptor, &buffer, buffer.count)
        var count = 0
        var offset = 0
        while offset + headSize <= length {
            let nameSize = buffer[(offset + headSize - 4)..<(offset + headSize)].reversed().reduce(0) {
                $0 << 8 | Int($1)
            }
            offset += headSize + nameSize
            count += 1
        }
        return count
    }
}
