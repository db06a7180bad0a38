import Foundation

/// Watches how the files of a folder grow while another process writes to them.
struct WriteWatch: ~Copyable {
    private let folder: String
    private let descriptor: Int32

    /// Watches a folder from now on.
    init(_ folder: String) {
        self.folder = folder
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        inotify_add_watch(descriptor, folder, UInt32(IN_MODIFY | IN_CREATE))
    }

    deinit { close(descriptor) }

    /// Waits until the files have grown to a size, or until the process comes to its end.
    ///
    /// Keeps its thread meanwhile: giving it up would hand the moment of the kill to whatever else is tested.
    /// - Returns: The largest size that was seen.
    func wait(until size: Int, of process: WaymarkProcess) -> Int {
        var largest = 0
        repeat {
            largest = max(largest, bytes)
            guard largest < size else { break }
            // Told by the kernel when there is a write; looks for the end of the process in between.
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            poll(&waiting, 1, 20)
            var told = [UInt8](repeating: 0, count: 65_536)
            while read(descriptor, &told, told.count) > 0 {}
        } while process.isRunning
        return largest
    }

    /// What the files hold together.
    private var bytes: Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.reduce(0) { sum, name in
            var status = stat()
            return stat(folder + "/" + name, &status) == 0 ? sum + Int(status.st_size) : sum
        }
    }
}
