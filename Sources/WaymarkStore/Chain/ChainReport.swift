/// What a verification looked at and what it found.
package struct ChainReport: Sendable, Hashable {
    /// How many cases it looked at.
    package internal(set) var cases = 0
    /// How many events it looked at.
    package internal(set) var events = 0
    /// What is wrong, in order of cases and events; at most `Limits.findingsMax`.
    package private(set) var findings: [ChainFinding] = []
    /// How much is wrong in all.
    package private(set) var findingsTotal = 0

    /// Whether nothing is wrong.
    package var isIntact: Bool { findingsTotal == 0 }

    init() {}

    mutating func add(_ finding: ChainFinding) {
        findingsTotal += 1
        if findings.count < Limits.findingsMax { findings.append(finding) }
    }
}
