import Foundation
import SampleData

// Writes the fictional register and data: sampledata OUTDIR
guard CommandLine.arguments.count == 2 else {
    FileHandle.standardError.write(Data("usage: sampledata OUTDIR (the folder Config of the project)\n".utf8))
    exit(64)
}
let folder = URL(fileURLWithPath: CommandLine.arguments[1], isDirectory: true)
for file in SampleData.files() {
    let target = folder.appendingPathComponent(file.path)
    try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(file.text.utf8).write(to: target, options: .atomic)
    print("\(file.path): \(file.text.utf8.count) bytes")
}
