import Foundation

/// A page of the documentation.
struct Page {
    /// A block of code in a page.
    struct Block {
        /// What stands after the three marks: `sh`, `yaml`, `yaml whole`.
        var language: String
        var text: String
    }

    let name: String
    let text: String

    /// The project's folder.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Reads a page by its path in the project.
    init(_ path: String) throws {
        name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
        text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    }

    /// The paths of the pages in a folder, sorted.
    static func paths(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path())) ?? []
        return names.filter { $0.hasSuffix(".md") }.sorted().map { folder + "/" + $0 }
    }

    /// The blocks in order.
    var blocks: [Block] {
        var blocks: [Block] = []
        var open: Block?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                if let block = open {
                    blocks.append(block)
                    open = nil
                } else {
                    open = Block(language: String(line.dropFirst(3)), text: "")
                }
            } else {
                open?.text += line + "\n"
            }
        }
        return blocks
    }
}
