import Glibc
import WaymarkStore

/// What is done to the files of a store outside SQLite.
enum SQLiteFile {
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Makes an empty file that only its owner may read; SQLite gives its other files the same permissions.
    /// - Throws: `duplicate` when it exists, `unavailable` when it cannot be made.
    static func create(_ path: String) throws {
        let descriptor = Glibc.open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let number = errno
            let code: StoreError.Code = number == EEXIST ? .duplicate : number == ENOSPC ? .full : .unavailable
            throw StoreError(
                code, "Expected to make the file \(path), but: \(String(cString: strerror(number))).",
                help: "Check the path and the permissions of its folder.")
        }
        Glibc.close(descriptor)
    }

    /// Removes a file; one that is not there is no error.
    static func remove(_ path: String) {
        unlink(path)
    }

    /// Gives a file another name.
    static func move(_ path: String, to other: String) throws {
        guard rename(path, other) == 0 else {
            throw StoreError(
                .unavailable, "Expected to name \(path) \(other), but: \(String(cString: strerror(errno))).",
                help: "Check the permissions of its folder.")
        }
    }

    /// Waits until a file is on disk.
    static func synchronize(_ path: String) throws {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { Glibc.close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw StoreError(
                .unavailable, "Expected to write \(path) to disk, but: \(String(cString: strerror(errno))).",
                help: "Check the disk, and do not rely on that file.")
        }
    }
}
