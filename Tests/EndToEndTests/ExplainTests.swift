import ArgumentParser
import Testing
import WaymarkCommands

/// Pages on codes at the command line.
@Suite struct ExplainTests {
    @Test func `A code that the program gives has its page in the program`() async throws {
        try await Office.open { office in
            let refused = try await office.run(["tasks"], as: "amira.holt")
            let number = try #require(refused.notes.firstMatch(of: /\[(WM\d{4})\]/)).1
            let page = try await office.run(["explain", number.lowercased()])
            #expect(page.status == .done)
            #expect(page.output.hasPrefix("# \(number) · store unavailable\n"))
            #expect(try await office.run(["explain", "WM9999"]).status == .notFound)
            let list = try await office.run(["explain", "-o", "csv"])
            #expect(list.output.contains("\nWM1006,duplicate-key,A mapping has a key twice.\n"))
        }
    }

    /// Whether this build evaluates expressions by hand.
    private static let evaluates = WaymarkCommand.configuration.subcommands.contains {
        $0.configuration.commandName == "eval"
    }

    @Test(.enabled(if: evaluates, "this build has no eval"))
    func `An expression without a value says so with its code`()
        async throws
    {
        try await Office.open { office in
            let outcome = try await office.run(["eval", "1 / 0"])
            #expect(outcome.status != .done)
            #expect((outcome.output + outcome.notes).contains("WM3300"))
        }
    }
}
