import Glibc

/// One transfer by the program `curl`.
///
/// curl rather than its library: linked, that costs each start of the program ten milliseconds for some thirty libraries,
/// and one that is told what to do over a pipe can be given a time and be ended. What is secret goes over the pipe, never
/// on the command line, where everybody on the computer could read it.
struct CurlRun {
    private var lines: [String] = []
    private var content: [UInt8]?
    private let environment: [String: String]
    private let secondsMax: Int

    init(environment: [String: String], secondsMax: Int) {
        self.environment = environment
        self.secondsMax = secondsMax
        flag("silent")
        flag("show-error")
        flag("globoff")
        set("write-out", "%{response_code}")
        set("output", "/dev/null")
        set("max-time", "\(secondsMax)")
    }

    mutating func flag(_ name: String) { lines.append(name) }

    /// Sets an option; what stands in it is quoted, so that it cannot become another.
    mutating func set(_ name: String, _ value: String) {
        var quoted = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": quoted += "\\\\"
            case "\"": quoted += "\\\""
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0}": continue
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        lines.append("\(name) = \"\(quoted)\"")
    }

    /// Hands over a content as the file that is uploaded.
    mutating func upload(_ bytes: [UInt8]) {
        content = bytes
        set("upload-file", "/dev/fd/\(Self.contentFile)")
    }

    /// Hands over a content as the body of a request.
    mutating func post(_ bytes: [UInt8]) {
        content = bytes
        set("data-binary", "@/dev/fd/\(Self.contentFile)")
    }

    private static let contentFile: Int32 = 3

    /// Asks for a header of the answer as well; a curl before 7.84 says nothing of it that could be read.
    mutating func ask(forHeader name: String) {
        set("write-out", "%{response_code}\n%header{\(name)}")
    }

    /// Runs it. Blocks its thread meanwhile.
    func run() -> (ending: ChildProcess.Ending, code: Int, header: String, fault: String) {
        guard let path = Self.path(in: environment) else {
            return (.notStarted(ENOENT), 0, "", "there is no program curl in the PATH")
        }
        var inputs: [Int32: [UInt8]] = [0: Array((lines.joined(separator: "\n") + "\n").utf8)]
        inputs[Self.contentFile] = content
        // The first argument must be the one that leaves the settings of the person who runs it aside.
        let child = ChildProcess(
            path: path, arguments: ["--disable", "--config", "-"], environment: environment, inputs: inputs,
            secondsMax: secondsMax + DeliveryLimits.graceSeconds)
        let outcome = child.run()
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        return (
            outcome.ending, Int(lines[0].suffix(3)) ?? 0, lines.count > 1 ? String(lines[1]) : "", outcome.fault
        )
    }

    /// What is said of a transfer without a usable answer: whether nobody was reached, or what the other side lacks.
    ///
    /// The codes are those of curl's manual.
    static func words(for ending: ChildProcess.Ending, with name: String, _ fault: String) -> String {
        switch ending {
        case .exited(64): "\(name) offers no encryption, so nothing was sent: \(fault)"
        case .exited(51), .exited(60): "\(name) has a certificate that is not trusted, so nothing was sent: \(fault)"
        case .exited(67): "\(name) lets nobody in with this user and password: \(fault)"
        // No such name, no connection, too slow, no agreement on encryption.
        case .exited(5), .exited(6), .exited(7), .exited(28), .exited(35): "\(name) cannot be reached: \(fault)"
        case .exited: "\(name) was reached, but the transfer failed: \(fault)"
        case .killed(let signal): "curl was ended by signal \(signal) while it spoke to \(name)"
        case .timedOut: "\(name) did not answer in time"
        case .notStarted: "\(name) was not tried, as curl cannot be started: \(fault)"
        }
    }

    private static func path(in environment: [String: String]) -> String? {
        (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map { "\($0)/curl" }
            .first { access($0, X_OK) == 0 }
    }
}
