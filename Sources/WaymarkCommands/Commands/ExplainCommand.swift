import ArgumentParser
import WaymarkExplanations
import WaymarkOperations

/// Explains a code, or lists them.
struct ExplainCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain a code such as WM1006: what it means, why, and how to mend it.")

    @OptionGroup var common: CommonOptions

    @Argument(help: ArgumentHelp("The code; all codes are listed if none is given.", valueName: "code"))
    var code: String?

    func operate(_ desk: Desk) async throws {
        guard let code else { return list(desk) }
        guard let explanation = Explanation(code) else {
            throw OperationFailure(
                .notFound, "Expected a code such as WM1006, but there is no \"\(code)\"", help: "see `waymark explain`")
        }
        desk.console.write(explanation.text)
    }

    private func list(_ desk: Desk) {
        var listing = Listing(columns: [("code", "CODE"), ("name", "NAME"), ("summary", "WHAT IT IS ABOUT")])
        listing.rows = Explanation.codes.compactMap { Explanation($0) }.map {
            [.init($0.code, emphasis: .strong), .init($0.name), .init($0.summary)]
        }
        desk.show(listing, empty: "There are no codes.")
    }
}
