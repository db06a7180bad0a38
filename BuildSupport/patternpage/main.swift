import Foundation
import PatternBook
import WaymarkPlugins

// Plays the control-flow patterns and writes the page on them: patternpage ROOT
guard CommandLine.arguments.count == 2 else {
    FileHandle.standardError.write(Data("usage: patternpage ROOT (the folder of the repository)\n".utf8))
    exit(64)
}
let book = try PatternBook(root: URL(fileURLWithPath: CommandLine.arguments[1], isDirectory: true))
let trial = PatternTrial(book, registry: try .built())
var verdicts: [PatternTrial.Verdict] = []
for pattern in book.patterns { verdicts.append(try await trial.verdict(on: pattern)) }
FileHandle.standardOutput.write(Data(try PatternPage(book, verdicts).text().utf8))
