import Foundation
import Testing
import WaymarkEngine
import WaymarkOperations
import WaymarkRuntime
import WaymarkStore

/// The numbers of refusals and failures, and the pages on them.
@Suite struct FailurePageTests {
    private static let folder = "Sources/waymark/Documentation.docc/Diagnostics"

    /// Every failure that a person can be shown, as the program makes it.
    private static let failures: [OperationFailure] = {
        let kinds: [OperationFailure.Kind] = OperationFailure.Kind.allCases
        let store: [StoreError.Code] = [
            .conflict(expected: 1, found: 2), .notFound, .duplicate, .tooLarge, .corrupt, .unavailable, .full, .busy,
            .tooNew,
        ]
        let runtime: [RuntimeError.Code] = [.notFound, .definition, .unreadable, .restless]
        return kinds.map { OperationFailure($0, "No") }
            + Rejection.Code.allCases.map { OperationFailure(Rejection($0, "No")) }
            + store.map { OperationFailure(StoreError($0, "No", help: "") as any Error) }
            + runtime.map { OperationFailure(RuntimeError($0, "No") as any Error) }
    }()

    @Test func `Every failure has a number of its own, and every number a page`() throws {
        let numbers = Self.failures.map(\.number)
        #expect(Set(numbers).count == numbers.count)
        let pages = Page.paths(in: Self.folder).map { String($0.dropFirst(Self.folder.count + 1).dropLast(3)) }
        #expect(Set(numbers).subtracting(pages).sorted() == [])
    }

    @Test(arguments: failures) func `A page says what, why and how, and which exit code`(
        failure: OperationFailure
    ) throws {
        let page = try Page("\(Self.folder)/\(failure.number).md")
        #expect(page.text.hasPrefix("# \(failure.number) · "))
        for heading in ["## What it means\n\n", "## Why\n\n", "## What to do\n\n"] {
            #expect(page.text.contains(heading))
        }
        let codes: [OperationFailure.Kind: Int] = [
            .findings: 1, .usage: 2, .notFound: 3, .notPermitted: 4, .conflict: 5, .storeUnavailable: 6, .fault: 70,
        ]
        #expect(page.text.contains("Exit code \(codes[failure.kind] ?? -1)."), "\(failure.kind)")
    }
}
