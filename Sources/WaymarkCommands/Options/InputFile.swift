import Foundation
import WaymarkOperations

/// Files that people name, within a limit.
enum InputFile {
    private static let bytesMax = 4 << 20

    /// Reads a file, or standard input for `-`.
    static func read(_ path: String) throws -> [UInt8] {
        let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        guard let handle else { throw OperationFailure(.notFound, "Expected a file, but \(path) cannot be read") }
        let data = try handle.read(upToCount: bytesMax + 1) ?? Data()
        guard data.count <= bytesMax else {
            throw OperationFailure(.usage, "Expected at most \(bytesMax) bytes, but \(path) has more")
        }
        return Array(data)
    }

    /// Writes a file that only its owner can read, making its folder.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
}
