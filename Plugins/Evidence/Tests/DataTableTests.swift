import AssuranceRecords
import Testing
import WaymarkPluginKit

@Suite("Tables of data")
struct DataTableTests {
    private func cells(_ text: String) throws -> [[String]] {
        try DataTable(Array(text.utf8), file: "f.csv", columns: ["a", "b"]).rows.map { [$0["a"], $0["b"]] }
    }

    private func fault(_ text: String) -> String? {
        do {
            _ = try cells(text)
            return nil
        } catch {
            return (error as? StepFailure)?.message
        }
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["1", "2"]]),
        ("a,b\r\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]),
        ("# words, words\n\na,b\n# more\n1,2\n", [["1", "2"]]),
        ("\u{FEFF}b,c,a\n1,2,3\n", [["3", "1"]]),
        ("a,b\n\"x, \"\"y\"\"\",\"two\nlines\"\n,\n", [["x, \"y\"", "two\nlines"], ["", ""]]),
        ("a,b", []),
    ])
    func `reads`(text: String, expected: [[String]]) throws {
        #expect(try cells(text) == expected)
    }

    @Test(arguments: [
        ("", "f.csv, line 1: expected a header with a, b, but the file is empty"),
        ("# c\na,c\n", "f.csv, line 2: the header has no column b"),
        ("a,b\n1,2\n1\n", "f.csv, line 3: expected 2 values, but found 1"),
        ("a,b\n\"1\n2\",3\n4\n", "f.csv, line 4: expected 2 values, but found 1"),
        ("a,b\n1,\"2\n", "f.csv, line 2: a quoted value does not end as it should"),
        ("a,b\n\"1\"x,2\n", "f.csv, line 2: a quoted value does not end as it should"),
    ])
    func `names the line of what it cannot read`(text: String, expected: String) {
        #expect(fault(text) == expected)
    }

    @Test func `knows the line of a row and no column that was not asked for`() throws {
        let table = try DataTable(Array("a,b,c\n\n1,2,3\n".utf8), file: "f.csv", columns: ["a"])
        #expect(table.rows[0].line == 3)
        #expect(table.rows[0]["c"] == "")
    }
}
