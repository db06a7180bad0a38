"""Asks Google's cel-cpp (PyPI: cel-expr-python) about random expressions.

Writes one line of JSON for each: the expression, and either its value in words or that it fails. The tests of CEL
read the file that WAYMARK_CEL_ORACLE names and compare (see `make oracle`). The same seed gives the same expressions.

    ask.py COUNT SEED > answers.jsonl
"""

import json
import random
import re
import sys

from cel_expr_python import cel
from cel_expr_python.ext import ext_bindings, ext_encoders, ext_math, ext_optional, ext_strings

EXTENSIONS = [
    ext_bindings.ExtBindings(), ext_encoders.ExtEncoders(), ext_math.ExtMath(), ext_optional.ExtOptional(),
    ext_strings.ExtStrings(),
]

INTS = ["0", "1", "-1", "2", "3", "7", "-3", "10", "63", "64", "255", "1000000", "9223372036854775807",
        "-9223372036854775808", "4611686018427387904", "0x1F", "-0xA", "9007199254740993"]
UINTS = ["0u", "1u", "2u", "7u", "18446744073709551615u", "9223372036854775808u", "0x10u"]
DOUBLES = ["0.0", "-0.0", "1.0", "1.5", "-2.5", "0.1", "1e10", "1e-10", "1e308", "-1e308", "5e-324", "9.3e18", "2.5e15",
           "double('NaN')", "double('Infinity')", "double('-Infinity')", "123456789.123", "1e21", "1e20", "0.000001"]
STRINGS = ["''", "'a'", "'abc'", "'ABC'", "'hello world'", "'été'", "'日本語'", "'\\U0001F600x'", "'a,b,,c'", "'  pad '",
           "'1'", "'-7'", "'1.5'", "'true'", "'\\n\\t'", "\"it's\"", "r'\\d+'", "'''tri'ple'''", "'e\\u0301'", "'\\x41'",
           "'\\101'", "'2013-10-31T10:00:00Z'", "'1h30m'", "'%s'", "'aXbXc'", "'0x1F'", "'\\u00DF'"]
BYTES = ["b''", "b'abc'", "b'\\xff\\x00'", "b'é'", "b'\\377'", "rb'\\n'", "b'hello'"]
TIMES = ["timestamp('1970-01-01T00:00:00Z')", "timestamp('2013-03-31T01:30:00.123456789Z')",
         "timestamp('0001-01-01T00:00:00Z')", "timestamp('9999-12-31T23:59:59.999999999Z')",
         "timestamp('2012-02-29T12:00:00+05:30')", "timestamp(1234567890)", "timestamp('1600-06-15T08:00:00.555555555Z')"]
SPANS = ["duration('0s')", "duration('1h')", "duration('-1.555s')", "duration('90m')", "duration('1h2m3.004s')",
         "duration('1ns')", "duration('2555ms')", "duration('2000000000s')", "duration('1us')", "duration('-0.000000001s')"]
PATTERNS = ["'a'", "'^a'", "'b$'", "'[a-c]+'", "'(ab|cd)*'", "'\\\\d+'", "'.'", "'^$'", "'a{2,3}'", "'(?i)HELLO'",
            "'\\\\w+\\\\s\\\\w+'", "'[^a]'", "'x*y?'", "'\\\\bworld'", "'(?:a|b)c'", "'[[:alpha:]]+'", "'(?s).+'", "'é+'",
            "'\\\\pL'", "'a**'", "'('", "'[z-a]'", "'(?P<n>a)'", "'a{1001}'", "'a*?'", "'a++'",
            "'\\\\x{41}'", "'(?m)^b'", "'[\\\\d\\\\-x]'", "'a|'", "'()'", "'^*'", "'\\\\z'", "'\\\\Z'",
            "'(?U)a+'", "'[a-\\\\d]'", "'\\\\8'", "'a{,2}'", "'a{2'", "'x{0}'"]


class Writer:
    """Writes random expressions of a wanted type."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = []

    def pick(self, items):
        return self.random.choice(items)

    def any(self, depth):
        kind = self.pick(["int", "uint", "double", "string", "bool", "bytes", "list", "map", "time", "span"])
        return kind, getattr(self, kind)(depth)

    def printable(self, depth):
        """What both print alike: not numbers with fractions, and not bytes that are no text."""
        return getattr(self, self.pick(["int", "uint", "string", "bool", "list", "map"]))(depth)

    def local(self, kind):
        names = [name for name, of in self.names if of == kind]
        return self.pick(names) if names and self.random.random() < 0.5 else None

    def leaf(self, kind, constants, depth):
        name = self.local(kind)
        if name:
            return name
        return self.pick(constants) if depth <= 0 or self.random.random() < 0.25 else None

    def int(self, d):
        leaf = self.leaf("int", INTS, d)
        if leaf:
            return leaf
        d -= 1
        return self.pick([
            lambda: f"({self.int(d)} {self.pick('+-*/%')} {self.int(d)})", lambda: f"-({self.int(d)})",
            lambda: f"size({self.string(d)})", lambda: f"size({self.list(d)})", lambda: f"size({self.bytes(d)})",
            lambda: f"int({self.double(d)})", lambda: f"int({self.uint(d)})", lambda: f"int({self.string(d)})",
            lambda: f"({self.bool(d)} ? {self.int(d)} : {self.int(d)})", lambda: f"int({self.time(d)})",
            lambda: f"{self.list(d)}[{self.int(0)}]", lambda: f"{self.map(d)}['a']", lambda: f"{self.map(d)}.b",
            lambda: f"{self.string(d)}.indexOf({self.string(d)})", lambda: f"{self.string(d)}.lastIndexOf({self.string(d)})",
            lambda: f"{self.string(d)}.indexOf({self.string(d)}, {self.int(0)})",
            lambda: f"{self.time(d)}.{self.pick(['getFullYear', 'getMonth', 'getDate', 'getDayOfMonth', 'getDayOfWeek', 'getDayOfYear', 'getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'])}({self.pick(['', '', chr(39) + '+05:30' + chr(39), chr(39) + '-02:00' + chr(39), chr(39) + 'UTC' + chr(39)])})",
            lambda: f"{self.span(d)}.{self.pick(['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'])}()",
            lambda: f"math.{self.pick(['greatest', 'least'])}({self.int(d)}, {self.int(d)})", lambda: f"math.abs({self.int(d)})",
            lambda: f"math.sign({self.int(d)})", lambda: f"math.{self.pick(['bitAnd', 'bitOr', 'bitXor'])}({self.int(d)}, {self.int(d)})",
            lambda: f"math.bitNot({self.int(d)})", lambda: f"math.{self.pick(['bitShiftLeft', 'bitShiftRight'])}({self.int(d)}, {self.int(0)})",
            lambda: self.bound("int", d), lambda: f"optional.of({self.int(d)}).orValue({self.int(d)})",
            lambda: f"{self.list(d)}[?{self.int(0)}].orValue({self.int(d)})", lambda: f"{self.map(d)}.?c.orValue({self.int(0)})",
        ])()

    def bound(self, kind, d):
        other = self.pick(["int", "string", "bool"])
        name = f"v{len(self.names)}"
        # Theirs does not evaluate what is bound until it is used, so what fails tells nothing.
        value = getattr(self, other)(0)
        self.names.append((name, other))
        body = getattr(self, kind)(d)
        self.names.pop()
        return f"cel.bind({name}, {value}, {body})"

    def uint(self, d):
        leaf = self.leaf("uint", UINTS, d)
        if leaf:
            return leaf
        d -= 1
        return self.pick([
            lambda: f"({self.uint(d)} {self.pick('+-*/%')} {self.uint(d)})", lambda: f"uint({self.int(d)})",
            lambda: f"uint({self.double(d)})", lambda: f"uint({self.string(d)})",
            lambda: f"({self.bool(d)} ? {self.uint(d)} : {self.uint(d)})",
            lambda: f"math.greatest({self.uint(d)}, {self.uint(d)})", lambda: f"math.bitOr({self.uint(d)}, {self.uint(d)})",
        ])()

    def double(self, d):
        leaf = self.leaf("double", DOUBLES, d)
        if leaf:
            return leaf
        d -= 1
        return self.pick([
            lambda: f"({self.double(d)} {self.pick('+-*/')} {self.double(d)})", lambda: f"-({self.double(d)})",
            lambda: f"double({self.int(d)})", lambda: f"double({self.uint(d)})", lambda: f"double({self.string(d)})",
            lambda: f"math.{self.pick(['ceil', 'floor', 'round', 'trunc', 'abs', 'sign', 'sqrt'])}({self.double(d)})",
            lambda: f"math.least({self.double(d)}, {self.double(d)})",
        ])()

    def string(self, d):
        leaf = self.leaf("string", STRINGS, d)
        if leaf:
            return leaf
        d -= 1
        s, i = self.string, self.int
        return self.pick([
            lambda: f"({s(d)} + {s(d)})", lambda: f"string({i(d)})", lambda: f"string({self.uint(d)})",
            lambda: f"string({self.bool(d)})", lambda: f"string({self.bytes(d)})",
            lambda: f"string({self.time(d)})", lambda: f"string({self.span(d)})", lambda: f"{s(d)}.charAt({i(0)})",
            lambda: f"{s(d)}.lowerAscii()", lambda: f"{s(d)}.upperAscii()", lambda: f"{s(d)}.trim()", lambda: f"{s(d)}.reverse()",
            lambda: f"{s(d)}.replace({s(d)}, {s(d)})", lambda: f"{s(d)}.replace({s(d)}, {s(d)}, {i(0)})",
            lambda: f"{s(d)}.substring({i(0)})", lambda: f"{s(d)}.substring({i(0)}, {i(0)})",
            lambda: f"{s(d)}.split({s(d)}).join({s(0)})", lambda: f"{s(d)}.split(',', {i(0)}).join('|')",
            lambda: f"strings.quote({s(d)})", lambda: f"base64.encode({self.bytes(d)})",
            lambda: f"'%{self.pick(['s', 'd', 'b', 'x', 'X', 'o'])}'.format([{i(d)}])",
            lambda: f"'%{self.pick(['f', '.0f', '.3f', 'e', '.2e'])}'.format([{self.double(d)}])",
            lambda: f"'%s|%s'.format([{self.printable(d)}, {self.printable(d)}])",
            lambda: f"({self.bool(d)} ? {s(d)} : {s(d)})", lambda: self.bound("string", d),
        ])()

    def bytes(self, d):
        leaf = self.leaf("bytes", BYTES, d)
        if leaf:
            return leaf
        d -= 1
        return self.pick([
            lambda: f"({self.bytes(d)} + {self.bytes(d)})", lambda: f"bytes({self.string(d)})",
            lambda: f"base64.decode(base64.encode({self.bytes(d)}))",
        ])()

    def bool(self, d):
        leaf = self.leaf("bool", ["true", "false"], d)
        if leaf:
            return leaf
        d -= 1
        order = lambda: self.pick(["<", "<=", ">", ">=", "==", "!="])
        same = lambda: self.pick(["==", "!="])
        kinds = ["int", "uint", "double", "string", "bytes", "bool", "time", "span"]

        def compare():
            kind = self.pick(kinds)
            return f"({getattr(self, kind)(d)} {order()} {getattr(self, kind)(d)})"

        def cross():
            left, right = self.pick(["int", "uint", "double"]), self.pick(["int", "uint", "double"])
            return f"(dyn({getattr(self, left)(d)}) {order()} dyn({getattr(self, right)(d)}))"

        def mixed():
            return f"(dyn({self.any(d)[1]}) {same()} dyn({self.any(d)[1]}))"

        def loop():
            name = f"v{len(self.names)}"
            items = self.list(d)
            self.names.append((name, "int"))
            body = self.bool(d)
            self.names.pop()
            return f"{items}.{self.pick(['all', 'exists', 'exists_one'])}({name}, {body})"

        return self.pick([
            compare, compare, cross, mixed, loop, loop, lambda: f"!({self.bool(d)})",
            lambda: f"({self.bool(d)} {self.pick(['&&', '||'])} {self.bool(d)})",
            lambda: f"({self.bool(d)} {self.pick(['&&', '||'])} ({self.int(d)} > 0))",
            lambda: f"({self.int(d)} in {self.list(d)})", lambda: f"({self.string(d)} in {self.map(d)})",
            lambda: f"has({self.map(d)}.{self.pick('abc')})", lambda: f"({self.list(d)} {same()} {self.list(d)})",
            lambda: f"({self.map(d)} {same()} {self.map(d)})", lambda: f"{self.string(d)}.matches({self.pick(PATTERNS)})",
            lambda: f"{self.string(d)}.{self.pick(['contains', 'startsWith', 'endsWith'])}({self.string(d)})",
            lambda: f"bool({self.string(d)})", lambda: f"math.{self.pick(['isNaN', 'isInf', 'isFinite'])}({self.double(d)})",
            lambda: f"(type({self.any(d)[1]}) == type({self.any(d)[1]}))", lambda: f"optional.ofNonZeroValue({self.any(d)[1]}).hasValue()",
            lambda: f"{self.list(d)}[?{self.int(0)}].hasValue()",
        ])()

    def list(self, d):
        if d <= 0 or self.random.random() < 0.3:
            return self.pick(["[]", "[1]", "[1, 2, 3]", "[3, -1, 2, 2]", "[9223372036854775807, 1]", "[0, 0]"])
        d -= 1

        def mapped():
            name = f"v{len(self.names)}"
            items = self.list(d)
            self.names.append((name, "int"))
            body = self.int(d)
            condition = self.bool(d)
            self.names.pop()
            return self.pick([
                f"{items}.map({name}, {body})", f"{items}.filter({name}, {condition})", f"{items}.map({name}, {condition}, {body})"])

        return self.pick([
            lambda: f"[{self.int(d)}, {self.int(d)}]", lambda: f"({self.list(d)} + {self.list(d)})", mapped, mapped,
            lambda: f"({self.bool(d)} ? {self.list(d)} : {self.list(d)})", lambda: f"[{self.int(d)}, ?optional.of({self.int(d)})]",
        ])()

    def map(self, d):
        if d <= 0 or self.random.random() < 0.4:
            return self.pick(["{'a': 1}", "{'a': 1, 'b': 2}", "{'a': 0, 'b': -1, 'c': 3}"])
        d -= 1
        return f"{{'a': {self.int(d)}, 'k' + {self.string(d)}: {self.int(d)}}}"

    def time(self, d):
        leaf = self.leaf("time", TIMES, d)
        if leaf:
            return leaf
        d -= 1
        return self.pick([
            lambda: f"({self.time(d)} {self.pick('+-')} {self.span(d)})", lambda: f"({self.span(d)} + {self.time(d)})",
            lambda: f"timestamp({self.string(d)})", lambda: f"timestamp({self.int(d)})",
        ])()

    def span(self, d):
        leaf = self.leaf("span", SPANS, d)
        if leaf:
            return leaf
        d -= 1
        return self.pick([
            lambda: f"({self.span(d)} {self.pick('+-')} {self.span(d)})", lambda: f"({self.time(d)} - {self.time(d)})",
            lambda: f"duration({self.string(d)})",
        ])()

    def expression(self):
        kind, text = self.any(self.random.randint(1, 4))
        return f"string({text})" if kind in ("time", "span") else text


def words(value):
    """A value in words that tell its type: numbers of every kind, text, bytes, lists and maps."""
    kind = str(value.type())
    if kind == "ERROR":
        return None
    plain = value.value()
    if kind == "INT":
        return f"int {plain}"
    if kind == "UINT":
        return f"uint {plain}"
    if kind == "DOUBLE":
        return "double nan" if plain != plain else f"double {float(plain).hex()}"
    if kind == "BOOL":
        return f"bool {str(plain).lower()}"
    if kind == "STRING":
        return f"string {json.dumps(plain)}"
    if kind == "BYTES":
        return f"bytes {plain.hex()}"
    if kind.startswith("LIST"):
        parts = [words(item) for item in plain]
        return None if None in parts else "list " + json.dumps(parts)
    if kind.startswith("MAP"):
        parts = sorted(f"{json.dumps(key)}: {words(plain[key])}" for key in plain)
        return "map " + json.dumps(parts)
    return f"other {kind}"


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    environment = cel.NewEnv(extensions=EXTENSIONS)
    writer = Writer(seed)
    for _ in range(count):
        text = writer.expression()
        try:
            # Theirs writes fractions of a second in threes of digits, ours without zeros at the end.
            value = environment.compile(text).eval()
            answer = words(value)
            answer = answer and re.sub(r"(\.\d*?[1-9])0+(?=[Zs])", r"\1", answer)
            # Theirs fails where a text is looked for in itself, and where a part of it goes to its very end.
            if not answer and ("lastIndexOf(" in text or "is greater than <string>.size()" in str(value.value())):
                answer = "unknown"
        except (RuntimeError, UnicodeError) as failure:
            answer = None if "undeclared" not in str(failure) else "unknown"
        except (TypeError, AssertionError):  # a value that Python's binding cannot carry
            answer = "unknown"
        print(json.dumps({"expr": text, "answer": answer}))


if __name__ == "__main__":
    main()
