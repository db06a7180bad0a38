package import WaymarkCalendar
import WaymarkCompiler
package import WaymarkNotices

/// Makes requests to webhooks.
package struct WebhookTransport: Sendable {
    private let environment: [String: String]
    private let secondsMax: Int

    /// A way for requests, each of which may take some seconds.
    package init(environment: [String: String], secondsMax: Int) {
        self.environment = environment
        self.secondsMax = secondsMax
    }

    /// Makes a request, once: it goes where the settings say and nowhere else, wherever the answer points.
    ///
    /// Blocks its thread meanwhile. `now` is the moment from which a receiver that asks for patience counts.
    package func send(_ request: WebhookRequest, now: Instant) -> Handover {
        var run = CurlRun(environment: environment, secondsMax: secondsMax)
        run.set("proto", "=http,https")
        run.set("url", request.url.description)
        run.set("request", "POST")
        run.set("user-agent", "waymark")
        // A proxy is for what lies beyond this computer.
        if request.url.isThisComputer { run.set("noproxy", "*") }
        run.set("header", "expect:")
        for header in request.headers { run.set("header", "\(header.name): \(header.value)") }
        run.ask(forHeader: "retry-after")
        run.post(request.body)
        let (ending, code, header, fault) = run.run()
        let after = RetryAfter(header, now: now)
        switch (ending, code) {
        case (.exited, 200...299): return .taken
        case (.exited, 410): return .refused("\(request.url.host) answered 410: it is gone for good")
        // Too many requests, or the receiver as a whole is out of order.
        case (.exited, 429), (.exited, 502...504):
            return .unreachable("\(request.url.host) answered \(code)", after)
        case (.exited, 100...599): return .failed("\(request.url.host) answered \(code)", after)
        case (.timedOut, _): return .unreachable("\(request.url.host) did not answer in time")
        default: return .unreachable(CurlRun.words(for: ending, with: request.url.host, fault))
        }
    }
}
