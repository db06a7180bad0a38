import ArgumentParser
import CEL
import WaymarkDefinition
import WaymarkOperations
import WaymarkStore

/// Proves what happened.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Prove that nothing was changed, lost or cut off.",
        subcommands: [AuditVerifyCommand.self])
}

/// Verifies the chains of events, and that each snapshot is what its events say.
struct AuditVerifyCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every event's hash, every chain, and every snapshot against its events."
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "Only this case.")
    var caseID: String?

    func operate(_ desk: Desk) async throws {
        let report = try VerifyAudit(caseID: caseID).run(in: try desk.project().session)
        var listing = Listing(columns: [
            ("case", "CASE"), ("event", "EVENT"), ("finding", "FINDING"), ("message", "WHAT IS WRONG"),
        ])
        for finding in report.chain.findings {
            listing.rows.append([
                .init(finding.caseID, emphasis: .strong),
                .init(finding.sequence.map { .int($0) } ?? .null, text: finding.sequence.map { "\($0)" } ?? ""),
                .init(finding.kind.rawValue, emphasis: .alarming), .init(finding.message),
            ])
        }
        for finding in report.snapshots {
            listing.rows.append([
                .init(finding.caseID, emphasis: .strong), .init(nil), .init("changed_snapshot", emphasis: .alarming),
                .init(finding.message),
            ])
        }
        desk.show(listing, empty: "Intact: \(report.chain.events) events of \(report.chain.cases) cases.")
        if !report.fingerprint.isEmpty, desk.common.output == .table, report.isIntact {
            desk.note("Fingerprint of all heads: \(report.fingerprint)")
        }
        guard report.isIntact else { throw ExitCode(ExitStatus.findings.rawValue) }
    }
}
