import Glibc

/// Where words come from and go to: results to one side, everything else to the other.
package protocol Console: Sendable {
    /// Writes results.
    func write(_ text: String)
    /// Writes what is not a result: notices, progress, errors.
    func note(_ text: String)
    /// Reads a line that a person types; nil at the end of the input.
    func readLine(prompt: String) -> String?
    /// Whether a person reads the results.
    var isTerminal: Bool { get }
    /// Whether a person reads the notices.
    var noteIsTerminal: Bool { get }
    /// Whether a person can be asked.
    var canAsk: Bool { get }
    /// How many characters a line of results has room for, where that is known.
    var lineWidth: Int? { get }
}

extension Console {
    package var lineWidth: Int? { nil }
}

/// The terminal or pipe that the program was started from.
package struct StandardConsole: Console {
    package init() {}

    package func write(_ text: String) { Self.put(text, to: STDOUT_FILENO) }

    package func note(_ text: String) { Self.put(text, to: STDERR_FILENO) }

    package func readLine(prompt: String) -> String? {
        note(prompt)
        return Swift.readLine(strippingNewline: true)
    }

    package var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    package var noteIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    package var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    package var lineWidth: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Writes all of a text; a pipe closed early ends the program quietly, as its reader has all it wants.
    private static func put(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var offset = 0
            while offset < bytes.count {
                let written = Glibc.write(descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
                if written > 0 {
                    offset += written
                } else if errno == EPIPE {
                    exit(0)
                } else if errno != EINTR {
                    return
                }
            }
        }
    }
}
