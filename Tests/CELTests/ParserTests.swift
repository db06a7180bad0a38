import CEL
import Testing

struct ParserTests {
    @Test(arguments: [
        ("", "0-0 expected an expression, but found the end"),
        ("1 +", "3-3 expected an expression, but found the end"),
        ("a = b", "2-3 unexpected character `=` | write == to compare"),
        ("a & b", "2-3 unexpected character `&` | write && for and"),
        ("a | b", "2-3 unexpected character `|` | write || for or"),
        ("a and b", "2-5 expected the end of the expression, but found `and` | write && for and"),
        ("(1", "2-2 expected `)`, but found the end"),
        ("[1, 2", "5-5 expected `]`, but found the end"),
        ("{1 2}", "3-4 expected `:`, but found a number"),
        ("'abc", "0-4 the string is not closed"),
        ("'a\\q'", "2-4 unknown escape `\\q` | write \\\\ for a backslash"),
        ("'\\uD800'", "1-7 the escape is not a character"),
        ("'\\x4'", "1-5 expected 2 digits in the escape"),
        ("9223372036854775808", "0-19 the number does not fit 64 bits"),
        ("-9223372036854775809", "1-20 the number does not fit 64 bits"),
        ("18446744073709551616u", "0-20 the number does not fit 64 bits"),
        ("if", "0-2 `if` is a reserved word"),
        ("a.in", "2-4 expected a name, but found `in`"),
        ("has(a)", "4-5 has() asks whether a field is there, so it needs one | write has(a.b)"),
        ("[1].all(x.y, true)", "8-11 expected a simple name for a variable here"),
        ("[1].exists(x, x, true)", "14-15 the two names must differ"),
        ("`a`", "0-3 expected an expression, but found `a`"),
        ("a.`b", "2-4 expected a closing `"),
        ("é", "0-1 unexpected character `é`"),
    ])
    func `a fault of the text has its place and a remedy`(text: String, report: String) {
        #expect(Expression.report(text) == [report])
    }

    @Test(arguments: [
        "1 + 2 * 3 == 7", "(1 + 2) * 3 == 9", "!false && true || false", "10 - 4 - 3 == 3",
        "true ? true : false ? false : true",
        "-9223372036854775808 < 0", "--1 == 1", "!!true", "0xFF == 255", "1e3 == 1000.0", ".5 + 1.5 == 2.0",
        "r'\\n' != '\\n'", "b'\\x61' == b'a'", "'''a'b''' == \"a'b\"",
        "'\\u00e9\\U0001F600' == 'é😀'", "b'é' == b'\\303\\251'", "{'a-b': 1}.`a-b` == 1", "{1: 2,}[1] == 2",
        "[1, 2,][1] == 2",
        "1 in [1] && !(2 in [1])", "// a remark\n true // another", "{}.?a.hasValue() == false",
        "[?optional.none()] == []",
        "'x' < 'y' == true", "true\n\t&&\rtrue", "2 + -1 == 1", "2-1 == 1", "[[1]][0][0] == 1",
    ])
    func `the grammar is understood`(text: String) throws {
        #expect(try Expression.value(text) == .bool(true))
    }

    @Test func `limits hold at the limit and not beyond it`() {
        func spaces(_ count: Int) -> String { "1" + String(repeating: " ", count: count - 1) }
        #expect(Expression.problems(spaces(Limits.sourceLengthMax)).isEmpty)
        #expect(Expression.problems(spaces(Limits.sourceLengthMax + 1)).count == 1)

        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth - 1) + "1" + String(repeating: ")", count: depth - 1)
        }
        #expect(Expression.problems(nested(Limits.depthMax)).isEmpty)
        #expect(Expression.problems(nested(Limits.depthMax + 1)).count == 1)

        func sum(_ height: Int) -> String { Array(repeating: "1", count: height).joined(separator: "+") }
        #expect(Expression.problems(sum(Limits.treeHeightMax)).isEmpty)
        #expect(Expression.problems(sum(Limits.treeHeightMax + 1)).count == 1)

        func call(_ count: Int) -> String { "max(" + Array(repeating: "1", count: count).joined(separator: ",") + ")" }
        #expect(Expression.problems(call(Limits.argumentsMax)).isEmpty)
        #expect(Expression.problems(call(Limits.argumentsMax + 1)).count == 1)
    }

    @Test func `a chain of conditions may be as long as the text`() throws {
        let text = Array(repeating: "true", count: 3000).joined(separator: " && ")
        #expect(try Expression.value(text) == .bool(true))
    }

    @Test func `the deepest expression is evaluated without trouble`() throws {
        let additions = "x" + String(repeating: "+1", count: Limits.treeHeightMax - 1)
        let environment = Environment(variables: ["x": .int])
        #expect(
            try Expression.value(additions, in: environment, ["x": .int(1)]) == .int(Int64(Limits.treeHeightMax)))
        let lists =
            String(repeating: "[", count: Limits.depthMax - 1) + String(repeating: "]", count: Limits.depthMax - 1)
        #expect(try Expression.value("\(lists) == \(lists)") == .bool(true))
    }
}
