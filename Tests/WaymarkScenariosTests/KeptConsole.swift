import Synchronization
import WaymarkCommands

/// A console that keeps what is said and answers nothing.
final class KeptConsole: Console {
    private let contents = Mutex((output: "", notes: ""))
    let isTerminal = false
    let noteIsTerminal = false
    let canAsk = false

    func write(_ text: String) { contents.withLock { $0.output += text } }
    func note(_ text: String) { contents.withLock { $0.notes += text } }
    func readLine(prompt: String) -> String? { nil }

    var output: String { contents.withLock { $0.output } }
    var notes: String { contents.withLock { $0.notes } }
}
