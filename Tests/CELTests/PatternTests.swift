import CEL
import Testing

struct PatternTests {
    @Test(arguments: [
        ("", "", true), ("", "abc", true), ("abc", "xabcx", true), ("abc", "xabx", false),
        ("^abc$", "abc", true), ("^abc$", "abcd", false), ("a.c", "a\nc", false), ("(?s)a.c", "a\nc", true),
        ("a|b|cd", "xcdx", true), ("^(a|b)+$", "abba", true), ("^(a|b)+$", "abca", false), ("^a*$", "", true),
        ("^a?b$", "b", true), ("^a{2,3}$", "aa", true), ("^a{2,3}$", "aaaa", false), ("^a{2}$", "aaa", false),
        ("^a{2,}$", "aaaaa", true), ("a{,2}", "a{,2}", true), ("{", "{", true), ("x{a}", "x{a}", true),
        ("[a-c]+", "zzb", true), ("^[^a-c]+$", "xyz", true), ("^[]]$", "]", true), ("^[^]]$", "]", false),
        ("^[a-]$", "-", true), ("^[\\d-]+$", "1-2", true), ("^\\d{4}-\\d{2}$", "2013-10", true),
        ("^\\w+\\s\\W$", "ab_9 !", true), ("^\\D\\S$", "a ", false), ("^[[:alpha:]]+$", "abZ", true),
        ("^[[:^digit:]]+$", "a1", false), ("(?i)HeLLo", "say hello", true), ("(?i)é", "É", true),
        ("(?i)[a-c]", "B", true), ("(?i:a)b", "AB", false), ("(?i)a(?-i)b", "Ab", true), ("(?m)^b$", "a\nb\nc", true),
        ("\\bcat\\b", "a cat.", true), ("\\bcat\\b", "concat", false), ("\\Bcat", "concat", true),
        ("\\Aa\\z", "a", true), ("(?P<year>\\d+)", "x1", true), ("(?<year>\\d+)", "x1", true),
        ("(?:ab)*c", "ababc", true),
        ("a+?b", "aab", true), ("(a*)*b", "aaac", false), ("\\x41\\x{1F600}", "A😀", true), ("\\.\\*", ".*", true),
        ("\\101", "A", true), ("^(|a)+$", "aa", true), ("🐱+", "🐱🐱", true), ("a||b", "", true),
        ("^\\pL+$", "aÉ日", true), ("^\\p{Lu}$", "é", false), ("^\\P{N}$", "٣", false), ("^[\\pN_]+$", "٣_1", true),
        ("^[^\\pL]$", "é", false), ("^\\p{^Lu}$", "a", true), ("^\\p{Any}$", "\u{10FFFF}", true),
        ("(?i)\u{212A}", "k", true),
        ("(?i)k", "\u{212A}", true), ("(?i)^[^k]$", "K", false), ("(?U)a+b", "aab", true), ("^*", "", true),
        ("(?i)^[à-ö]+$", "ÀÖ", true), ("^[a-cb-dx]+$", "abcdx", true), ("^[^\\s\\d]$", "a", true),
        ("^[^\\S]$", " ", true),
    ])
    func `a pattern is found or not`(pattern: String, text: String, isFound: Bool) throws {
        let environment = Environment(variables: ["text": .string, "pattern": .string])
        let values: [String: Value] = ["text": .string(text), "pattern": .string(pattern)]
        #expect(try Expression.value("text.matches(pattern)", in: environment, values) == .bool(isFound))
        #expect(try Expression.value("matches(text, pattern)", in: environment, values) == .bool(isFound))
    }

    @Test(arguments: [
        "(", ")", "[", "a)", "*", "a**", "a{2}{3}", "+a", "[b-a]", "(?=a)", "(?!a)", "(?<=a)", "(?P=a)", "\\1",
        "\\p{Greek}",
        "\\pQ", "(?P<n>a)(?P<n>b)", "\\C", "\\Z",
        "\\", "a{1001}", "a{3,2}", "\\q", "[[:nothing:]]", "(?<>a)", "(?x)a", "\\x{110000}",
    ])
    func `what is not known is refused before anything runs`(pattern: String) throws {
        let quoted = "r\"\(pattern)\""
        let problems = Expression.problems("'a'.matches(\(quoted))")
        #expect(problems.count == 1)
        #expect(problems.first?.message.hasPrefix("the pattern") == true)
    }

    @Test func `a pattern that makes other engines run for ever is answered at once`() throws {
        let environment = Environment(variables: ["text": .string])
        let text = String(repeating: "a", count: 2000)
        let value = try Expression.value(
            "text.matches('^(a+)+$') && !text.matches('^(a|aa)+b$')", in: environment, ["text": .string(text)])
        #expect(value == .bool(true))
    }

    @Test func `nothing repeated a thousand times a thousand times is nothing`() throws {
        var pattern = "()"
        for _ in 0..<20 { pattern = "(\(pattern){1000})" }
        #expect(try Expression.value("'a'.matches('^\(pattern)$')") == .bool(false))
        #expect(try Expression.value("''.matches('^\(pattern)$')") == .bool(true))
        #expect(try Expression.value("''.matches('^((a{0}){1000}){1000}$')") == .bool(true))
    }

    @Test func `large sets that ignore case cost no more than small ones`() throws {
        let environment = Environment(variables: ["text": .string])
        let letters = (0..<400).map { String(Unicode.Scalar(UInt32(0x400 + $0 * 2)) ?? "x") }.joined()
        let text = String(repeating: "я", count: 3000)
        let value = try Expression.value(
            "text.matches('(?i)^([\(letters)]{999}){4}$')", in: environment, ["text": .string(text)])
        #expect(value == .bool(false))
    }

    @Test func `patterns keep to their limits`() throws {
        let length = Limits.patternLengthMax
        #expect(try Expression.value("''.matches('\(String(repeating: "a", count: length))')") == .bool(false))
        #expect(Expression.problems("''.matches('\(String(repeating: "a", count: length + 1))')").count == 1)

        #expect(try Expression.value("'a'.matches('a{\(Limits.patternRepetitionsMax)}')") == .bool(false))
        #expect(Expression.problems("'a'.matches('a{\(Limits.patternRepetitionsMax + 1)}')").count == 1)

        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
        }
        #expect(try Expression.value("'a'.matches('\(nested(Limits.patternDepthMax - 1))')") == .bool(true))
        #expect(Expression.problems("'a'.matches('\(nested(Limits.patternDepthMax))')").count == 1)

        // Five thousand instructions, one of which ends the search.
        #expect(Expression.problems("''.matches('(a{999}){5}aaaa')").isEmpty)
        #expect(Expression.problems("''.matches('(a{999}){5}aaaaa')").count == 1)
    }

    @Test func `a search that would take too long is stopped`() throws {
        let environment = Environment(variables: ["text": .string])
        let text = String(repeating: "a", count: 200_000)
        let failure = try Expression.failure("text.matches('(a{999}){4}b')", in: environment, ["text": .string(text)])
        #expect(failure?.message.contains("steps") == true)
    }
}
