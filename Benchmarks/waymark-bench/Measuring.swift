import Foundation

/// How many of something a second.
func rate(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let time = try clock.measure(body)
    return Double(count) / time.inSeconds
}

/// As `rate`, for work that waits.
func rate(_ count: Int, _ body: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await body()
    return Double(count) / (ContinuousClock.now - start).inSeconds
}

/// Milliseconds of something.
func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(body).inSeconds * 1000
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension [Double] {
    /// The value below which a share of all lies.
    func percentile(_ share: Double) -> Double {
        let sorted = sorted()
        return isEmpty ? 0 : sorted[Swift.min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}

/// The largest memory that the process has had, in megabytes.
func peakMemory() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    return (line?.split(separator: " ").compactMap { Double($0) }.first ?? 0) / 1024
}
