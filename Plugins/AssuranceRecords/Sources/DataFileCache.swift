import Foundation
import Synchronization
import WaymarkPluginKit

/// Files of the data folder, read once for all cases that need them and read again when they change.
package final class DataFileCache<Content: Sendable>: Sendable {
    private struct Entry: Sendable {
        var size: Int
        var changed: Date
        var content: Content
    }

    private let limit: Int
    private let entries = Mutex<[String: Entry]>([:])

    /// An empty cache; when it is full it begins anew.
    package init(limit: Int = DataLimits.filesCachedMax) { self.limit = limit }

    /// What a file holds; two callers at once read it only once.
    /// - Parameters:
    ///   - file: The path inside the data folder, as in `evidence/2013-14-Q2.csv`.
    ///   - folder: The data folder.
    ///   - read: Makes sense of the bytes.
    /// - Returns: what `read` made of the file, now or the last time.
    /// - Throws: ``StepFailure``: permanent when there is no such file or it is too large; else what `read` throws.
    package func content(
        of file: String, in folder: String, reading read: ([UInt8]) throws -> Content
    ) throws -> Content {
        let path = "\(folder)/\(file)"
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let size = attributes[.size] as? Int, let changed = attributes[.modificationDate] as? Date
        else {
            throw StepFailure(
                "there is no file \(file) in the data folder \(folder)",
                help: "put it there, then let the step be tried again", isPermanent: true)
        }
        guard size <= DataLimits.fileBytesMax else {
            throw StepFailure("\(file) is larger than \(DataLimits.fileBytesMax) bytes", isPermanent: true)
        }
        return try entries.withLock { entries in
            if let entry = entries[path], entry.size == size, entry.changed == changed { return entry.content }
            guard let data = FileManager.default.contents(atPath: path) else {
                throw StepFailure("could not read \(path)")
            }
            let content = try read(Array(data))
            if entries[path] == nil, entries.count >= limit { entries.removeAll() }
            entries[path] = Entry(size: size, changed: changed, content: content)
            return content
        }
    }
}
