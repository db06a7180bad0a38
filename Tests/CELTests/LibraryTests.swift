import CEL
import Testing

struct LibraryTests {
    @Test(arguments: [
        "'o©o©o©o'.replace('©', '-', 2) == 'o-o-o©o'",
        "'hello hello'.replace('', '_') == '_h_e_l_l_o_ _h_e_l_l_o_'",
        "'hello hello'.replace('', '_', 2) == '_h_ello hello'",
        "'hello'.replace('l', '', 0) == 'hello'",
        "'hello'.replace('l', '', -1) == 'heo'",
        "''.replace('', 'x') == 'x'",
        "'a,b,c'.split(',', 2) == ['a', 'b,c']",
        "'a,b,c'.split(',', 1) == ['a,b,c']",
        "'abc'.split('') == ['a', 'b', 'c']",
        "'abc'.split('', 2) == ['a', 'bc']",
        "''.split(',') == ['']",
        "'tacocat'.charAt(7) == ''",
        "'tacocat'.substring(7) == ''",
        "'aaaa'.lastIndexOf('aa') == 2",
        "'aaaa'.indexOf('aa', 1) == 1",
        "''.indexOf('a') == -1",
        "'gums'.reverse() == 'smug'",
        "[1, 2, 3].reverse() == [3, 2, 1]",
        "'%b'.format([-5]) == '-101'",
        "'%o'.format([-9]) == '-11'",
        "'%x'.format([-255]) == '-ff'",
        "'%X'.format([b'\\xab']) == 'AB'",
        "'%.2f'.format([0.005]) == '0.01'",
        "'%.0e'.format([12345.0]) == '1e+04'",
        "'%.3e'.format([0.0]) == '0.000e+00'",
        "'%f'.format([-0.0]) == '-0.000000'",
        "'%s'.format([1e21]) == '1e+21'",
        "string(1e20) == '100000000000000000000'",
        "string(0.0001) == '0.0001'",
        "string(0.00001) == '1e-05'",
        "string(-4.5e-3) == '-0.0045'",
        "string(6.02214e23) == '6.02214e+23'",
        "string(1.0) == '1'",
        "string(5e-324) == '5e-324'",
    ])
    func `texts`(expression: String) throws {
        #expect(try Expression.value(expression) == .bool(true))
    }

    @Test(arguments: [
        "min(3, 1, 2) == 1", "max([3, 1, 2]) == 3", "max('a', 'b') == 'b'",
        "min([duration('2h'), duration('90m')]) == duration('90m')",
        "sum([1, 2, 3]) == 6", "sum([0.5, 0.25]) == 0.75", "sum([duration('1h'), duration('1m')]) == duration('61m')",
        "[1, 2, 1, 3, 2].distinct() == [1, 2, 3]", "[[1], [2], [1]].distinct() == [[1], [2]]",
        "[1, dyn(1.0), 2.0].distinct().size() == 2", "[dyn(1.0), dyn(1)].distinct().size() == 1",
        "[[1, 2], [], [3]].flatten() == [1, 2, 3]", "[3, 1, 2].sort() == [1, 2, 3]",
        "['bb', 'a', 'ccc'].sortBy(word, size(word)) == ['a', 'bb', 'ccc']",
        "[3, 1, 2].sortBy(n, -n) == [3, 2, 1]", "[1, 2, 3, 4].slice(1, 3) == [2, 3]",
        "[1, 2].first().value() == 1", "[1, 2].last().orValue(0) == 2", "![].first().hasValue()",
        "optional.unwrap([optional.of(1), optional.none()]) == [1]", "[optional.of(1)].unwrapOpt() == [1]",
    ])
    func `lists`(expression: String) throws {
        #expect(try Expression.value(expression) == .bool(true))
    }

    @Test(arguments: [
        "math.bitShiftRight(-1024, 3) == 2305843009213693824", "math.bitShiftLeft(1, 63) == -9223372036854775808",
        "math.sqrt(16) == 4.0", "math.abs(-1.5) == 1.5", "math.round(-2.5) == -3.0", "math.greatest([1u, 2u]) == 2u",
        "math.sign(-5) == -1", "math.bitOr(1u, 2u) == 3u",
        "base64.encode(b'hello') == 'aGVsbG8='", "base64.encode(b'') == ''", "base64.encode(b'ab') == 'YWI='",
        "base64.decode('aGVsbG8') == b'hello'",
    ])
    func `numbers and bytes`(expression: String) throws {
        #expect(try Expression.value(expression) == .bool(true))
    }

    @Test(arguments: [
        ("'a'.charAt(2)", "index out of range: 2"),
        ("[1][1]", "index out of range: 1"),
        ("{'a': 1}['b']", "no such key: \"b\""),
        ("1 / 0", "divide by zero"),
        ("1 % 0", "modulus by zero"),
        ("9223372036854775807 + 1", "overflow: the number does not fit 64 bits"),
        ("int('x')", "\"x\" cannot be read as int"),
        ("optional.none().value()", "the optional has no value"),
        ("min([])", "min of nothing"),
        ("'%s'.format([])", "`format` has no value 0: index out of range"),
        ("'%.101f'.format([1.0])", "a precision of `format` is a number up to 100"),
        ("'%'.format([])", "`format` ends with an open clause"),
        ("base64.decode('a')", "the text is not base 64"),
        ("base64.decode('Y=Q=')", "the text is not base 64"),
        ("{'a': 1, 'a': 2}", "the map has the key \"a\" twice"),
        ("timestamp(0).getHours('Nowhere/At All')", "there is no time zone \"Nowhere/At All\""),
        ("timestamp(0).getHours('--05:00')", "there is no time zone \"--05:00\""),
    ])
    func `a failure says what happened`(expression: String, message: String) throws {
        #expect(try Expression.failure(expression)?.message == message)
    }

    @Test func `a precision of one hundred digits is exact`() throws {
        let value = try Expression.value("'%.100f'.format([0.1])")
        let digits = "0.1000000000000000055511151231257827021181583404541015625" + String(repeating: "0", count: 45)
        #expect(value == .string(digits))
    }
}
