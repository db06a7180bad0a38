import CEL
import Testing

struct CheckerTests {
    static let rating = EnumerationType(name: "rating", values: ["assured", "assured_with_support", "not_assured"])
    static let organisation = RecordType(
        name: "organisation",
        fields: [.init(name: "name", type: .string), .init(name: "area_team", type: .string, optional: true)])
    static let rated = RecordType(
        name: "rate_domain",
        fields: [.init(name: "rating", type: .enumeration(rating)), .init(name: "by", type: .string)])
    static let environment = Environment(
        variables: [
            "inputs.quarter": .string, "inputs.due": .abstract("date"), "inputs.count": .int,
            "steps.load_dashboard": .record(
                RecordType(name: "load_dashboard", fields: [.init(name: "concerns", type: .list(.string))])),
            "steps.rate_domain": .list(.record(rated)), "steps.rate": .record(rated),
            "subject": .record(organisation), "anything": .dyn, "scores": .map(.string, .int),
        ],
        functions: [
            FunctionDeclaration(
                "add_days", [.init([.abstract("date"), .int], .abstract("date"))]
            ) { arguments, _ throws(EvaluationFailure) in arguments[0] }
        ],
        abstractTypes: [
            AbstractType("date", isOrdered: true) { text in
                text.utf8.count == 10 ? nil : "write it as year-month-day"
            }
        ])

    @Test(arguments: [
        ("inputs.quartr", "0-13 there is no `quartr` in `inputs` | did you mean `inputs.quarter`?"),
        (
            "steps.load_dashbord.concerns",
            "0-19 there is no `load_dashbord` in `steps` | did you mean `steps.load_dashboard`?"
        ),
        ("inputs.zzzzzz", "0-13 there is no `zzzzzz` in `inputs` | there are: count, due, quarter"),
        (
            "inputs",
            "0-6 `inputs` stands alone; name what is meant in it | write one of its members, such as `inputs.count`"
        ),
        ("subjct.name", "0-6 nothing here is named `subjct` | did you mean `subject`?"),
        ("quarter == ''", "0-7 nothing here is named `quarter` | did you mean `inputs.quarter`?"),
        ("subject.nam", "8-11 organisation has no field `nam` | did you mean `name`?"),
        ("subject['nam']", "8-13 organisation has no field `nam` | did you mean `name`?"),
        ("has(subject.nam)", "12-15 organisation has no field `nam` | did you mean `name`?"),
        ("has(steps.rote)", "4-14 there is no `rote` in `steps` | did you mean `steps.rate`?"),
        (
            "steps.rate_domain.rating",
            "18-24 `rating` is selected from a list | go through it, as in x.map(item, item.rating), or take one, as in x[0].rating"
        ),
        ("inputs.count.x", "13-14 int has no fields, so `x` cannot be selected"),
        ("1 + 'a'", "0-7 `+` cannot be used on int and string | string(x) makes text of a value"),
        (
            "1 + 1.0",
            "0-7 `+` cannot be used on int and double | double(x), int(x) and uint(x) change one kind of number to another"
        ),
        ("1 == 'a'", "0-8 `==` cannot compare int with string"),
        ("1 in ['a']", "0-10 `in` cannot look for int in list<string>"),
        ("[1] < [2]", "0-9 `<` cannot compare list<int> with list<int>"),
        ("true && 1", "8-9 expected true or false here, but found int"),
        ("!1", "1-2 expected true or false here, but found int"),
        ("-'a'", "0-4 `-` cannot stand before string"),
        (
            "true ? 1 : 'a'",
            "0-14 the two sides of `:` are int and string | give both the same type, or write dyn(x) around one"
        ),
        ("[1]['a']", "4-7 a list is indexed by a whole number, not by string"),
        ("scores[1]", "7-8 the map's keys are string, not int"),
        ("1[0]", "0-4 int cannot be indexed | only lists and maps can"),
        ("{1.5: 1}", "1-4 a map's key cannot be double | use text, a whole number or a bool"),
        ("'a'.contain('b')", "0-16 there is no function `contain` | did you mean `contains`?"),
        (
            "[1].map(x)",
            "0-10 `map` is not written like that | write list.map(item, value) or list.map(item, condition, value)"
        ),
        (
            "'a'.startsWith(1)",
            "0-17 `startsWith` cannot be called on string with (int) | it is called as string.startsWith(string)"
        ),
        (
            "size(1)",
            "0-7 `size` does not take (int) | it is called as size(string) or string.size() or size(bytes) or bytes.size()"
        ),
        ("'abc'.all(c, true)", "0-5 string cannot be gone through | only lists and maps can"),
        ("[1].filter(x, x)", "14-15 expected true or false here, but found int"),
        ("max([[1]])", "0-10 `max` needs values with an order, which list<int> has not"),
        ("[{'a': 1}].sortBy(m, m)", "21-22 map<string, int> has no order to sort by"),
        ("timestamp('soon')", "0-17 \"soon\" cannot be read as timestamp"),
        ("1.optMap(x, x)", "0-1 expected an optional value, but found int"),
        ("[?1]", "2-3 expected an optional value after `?`, but found int"),
    ])
    func `a fault is placed and has a remedy`(text: String, report: String) {
        #expect(Expression.report(text, in: Self.environment) == [report])
    }

    @Test func `all the faults of an expression are reported in order`() {
        let report = Expression.report("inputs.quartr + subjct + (1 + 'a')", in: Self.environment)
        #expect(report.map { $0.prefix(5) } == ["0-13 ", "16-22", "26-33"])
    }

    @Test(arguments: [
        ("inputs.quarter", "string"), ("steps.rate_domain.map(r, r.rating)", "list<rating>"),
        ("max(steps.rate_domain.map(r, r.rating))", "rating"), ("steps.rate.rating == 'assured'", "bool"),
        ("[]", "list<dyn>"), ("[1, 'a']", "list<dyn>"), ("{'a': [1]}", "map<string, list<int>>"),
        ("subject.?area_team", "optional<string>"), ("subject.?area_team.orValue('')", "string"),
        ("add_days(inputs.due, 5)", "date"), ("add_days('2013-10-31', 5)", "date"), ("string(inputs.due)", "string"),
        ("min(inputs.due, '2013-10-31')", "date"), ("anything.x.y[0]", "dyn"), ("anything + 1", "int"),
        ("timestamp(0) - timestamp(1)", "duration"), ("[1].transformMap(i, v, string(v))", "map<int, string>"),
        ("scores.exists(k, v, v > 1)", "bool"), ("true ? [] : [1]", "list<int>"),
        ("steps.rate_domain.sortBy(r, r.rating)[0].by", "string"),
        ("optional.of(1).optMap(x, string(x))", "optional<string>"),
        ("optional.none().or(optional.of(1))", "optional<int>"), ("type(1)", "type"), ("size(anything)", "int"),
        ("cel.bind(n, inputs.count, n * n)", "int"), ("['a'] + []", "list<string>"), ("null", "null"),
    ])
    func `types are worked out`(text: String, type: String) throws {
        #expect(try Expression.program(text, in: Self.environment).resultType.description == type)
    }

    @Test func `references name variables, fields and whether they are only asked for`() throws {
        let text =
            "has(steps.rate.rating) && steps.rate.by != '' && has(steps.load_dashboard) || subject.?name.hasValue()"
        let references = try Expression.program(text, in: Self.environment).references
        #expect(references.map(\.name) == ["steps.rate", "steps.rate", "steps.load_dashboard", "subject"])
        #expect(references.map(\.selectedField) == ["rating", "by", nil, "name"])
        #expect(references.map(\.isPresenceTest) == [true, false, true, true])
        #expect(references.map(\.start) == [4, 26, 53, 78])
    }

    @Test(arguments: [
        ("1 + 2", Value.int(3)), ("'a'", .string("a")), ("-5", .int(-5)), ("[1, 2]", .list([.int(1), .int(2)])),
        ("duration('1h')", .duration(TimeSpan(seconds: 3600))), ("1 == 1.0", .bool(true)), ("string(1)", .string("1")),
    ])
    func `what is always the same is worked out beforehand`(text: String, value: Value) throws {
        #expect(try Expression.program(text).literal == value)
    }

    @Test func `what varies or fails has no literal value`() throws {
        #expect(try Expression.program("inputs.count", in: Self.environment).literal == nil)
        #expect(try Expression.program("1 / 0").literal == nil)
    }

    @Test func `without checking, types and names are left to the evaluation`() throws {
        let result = check("unknown(1) || 1 + 'a' == nothing || true", in: Environment(), isChecked: false)
        let program = try #require(result.program)
        #expect(program.resultType == .dyn)
        #expect(try program.evaluate(DictionaryActivation()) == .bool(true))
    }

    @Test func `names are looked up in the container first, and absolutely after a dot`() throws {
        let environment = Environment(variables: ["a.b.x": .int, "a.x": .int, "x": .int], container: "a.b")
        let values: [String: Value] = ["a.b.x": .int(1), "a.x": .int(2), "x": .int(3)]
        #expect(try Expression.value("[x, .x, .a.x]", in: environment, values) == .list([.int(1), .int(3), .int(2)]))
    }
}
