import Glibc
package import WaymarkCompiler
import WaymarkDefinition
package import WaymarkNotices

/// Hands messages over to the mail of this computer, or to a mail server.
package struct MailTransport: Sendable {
    private let transport: NoticeSettings.Transport
    private let secrets: SecretSource
    private let environment: [String: String]
    private let secondsMax: Int

    /// A way for messages, each of which may take some seconds.
    package init(
        _ transport: NoticeSettings.Transport, secrets: SecretSource, environment: [String: String], secondsMax: Int
    ) {
        self.secondsMax = secondsMax
        self.transport = transport
        self.secrets = secrets
        self.environment = environment
    }

    /// Hands a message over. Blocks its thread meanwhile.
    package func send(_ message: MailMessage) -> Handover {
        switch transport {
        case .sendmail(let path): return send(message, through: path)
        case .smtp(let server):
            do {
                return try send(message, to: server)
            } catch let missing as SecretSource.Missing {
                return .unreachable("the password of the mail server: \(missing.message)")
            } catch {
                return .unreachable("\(error)")
            }
        }
    }

    // MARK: - The program

    /// The recipient is named on the command line and not sought in the headers, and `-i` keeps a line that is one dot.
    private func send(_ message: MailMessage, through path: String) -> Handover {
        let child = ChildProcess(
            path: path, arguments: ["-i", "-f", message.from.description, "--", message.to.description],
            environment: environment, inputs: [0: message.bytes.filter { $0 != 13 }],
            secondsMax: secondsMax)
        let outcome = child.run()
        let said = outcome.fault.isEmpty ? "" : ": \(outcome.fault)"
        switch outcome.ending {
        case .exited(0): return .taken
        // EX_DATAERR, EX_NOUSER and EX_NOHOST of sysexits.h: this message, not the mail as a whole.
        case .exited(let code) where [65, 67, 68].contains(code):
            return .refused("\(path) ended with code \(code)\(said)")
        case .exited(let code): return .failed("\(path) ended with code \(code)\(said)")
        case .killed(let signal): return .failed("\(path) was ended by signal \(signal)\(said)")
        case .timedOut: return .unreachable("\(path) took longer than \(secondsMax) seconds")
        case .notStarted: return .unreachable("\(path) cannot be started\(said)")
        }
    }

    // MARK: - The server

    private func send(_ message: MailMessage, to server: NoticeSettings.Server) throws -> Handover {
        var run = CurlRun(environment: environment, secondsMax: secondsMax)
        run.set("proto", server.tls == .implicit ? "=smtps" : "=smtp")
        let scheme = server.tls == .implicit ? "smtps" : "smtp"
        // Without a path the name of the uploaded file is what the server is greeted with.
        run.set("url", "\(scheme)://\(server.host):\(server.port)/\(server.helo ?? Self.computerName)")
        switch server.tls {
        case .required: run.flag("ssl-reqd")
        case .offered: run.flag("ssl")
        case .implicit, .none: break
        }
        if let user = server.user, let place = server.password {
            run.set("user", "\(user):\(try secrets.lines(place)[0])")
        }
        run.set("noproxy", "*")
        run.set("mail-from", "<\(message.from)>")
        run.set("mail-rcpt", "<\(message.to)>")
        run.upload(message.bytes)
        let (ending, code, _, fault) = run.run()
        let name = "\(server.host):\(server.port)"
        switch (ending, code) {
        case (.exited(0), _): return .taken
        // The address or the message is not taken: RFC 5321, section 4.2.3.
        case (.exited, 550...553), (.exited, 556): return .refused("\(name) answered \(code): \(fault)")
        case (.exited, 400...599): return .failed("\(name) answered \(code): \(fault)")
        case (.timedOut, _): return .unreachable("\(name) did not answer in time")
        default: return .unreachable(CurlRun.words(for: ending, with: name, fault))
        }
    }

    /// What this computer calls itself, where a server would take that for a name.
    private static let computerName: String = {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "localhost" }
        let name = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return MailAddress("x@" + name) == nil ? "localhost" : name
    }()
}
