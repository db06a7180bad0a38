"""Times Google's cel-cpp (PyPI: cel-expr-python) on some expressions: one line of JSON each, nanoseconds a run.

Each goes through loops of its own, so that what is timed is the evaluation and not the call from Python. What the call
itself takes, and making a Python value of the answer, is timed on the expression `true` and taken off; it is in the
last line, under the name `call`.
"""

import json
import time

from cel_expr_python import cel
from cel_expr_python.ext import ext_bindings, ext_optional, ext_strings

TEN = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"
EXPRESSIONS = {
    "arithmetic": f"{TEN}.all(a, {TEN}.all(b, {TEN}.all(c, (a * 7 + b) * 3 - c % 4 != a + b * c - 1000)))",
    "comparisons": f"{TEN}.exists(a, {TEN}.exists(b, {TEN}.exists(c, a > 10 || (b < 0 && c >= 5) || a + b == 100)))",
    "texts": f"{TEN}.all(a, {TEN}.all(b, ('item-' + string(a) + '/' + string(b)).startsWith('item') && size('é' + string(a)) > 1))",
    "lists": f"{TEN}.map(a, {TEN}.map(b, {TEN}.filter(c, c > b).map(c, c * a))).size() == 10",
    "maps": f"{TEN}.all(a, {TEN}.all(b, {{'code': a, 'rating': {{'value': b}}}}.rating.value == b))",
    "presence": f"{TEN}.all(a, {TEN}.all(b, !has({{'code': a, 'rating': {{'value': b}}}}.rating.reason) && {{'code': a}}.?note.orValue(-1) == -1))",
    "patterns": f"{TEN}.all(a, {TEN}.all(b, ('CCG-0' + string(a) + '/Q' + string(b)).matches('^[A-Z]{{3}}-[0-9]+/Q[0-9]$') && !('team ' + string(a)).matches('(north|south) (east|west)')))",
    "rule": f"{TEN}.all(n, {TEN}.all(m, (n > 4 && m in [1, 2, 3]) || ['low', 'high'][n % 2] == 'low' || n * 10 + m < 100))",
}


def best(expression, seconds=1.5):
    """The fastest of many runs, in nanoseconds."""
    runs, fastest = 1, float("inf")
    deadline = time.perf_counter() + seconds
    while time.perf_counter() < deadline:
        start = time.perf_counter_ns()
        for _ in range(runs):
            expression.eval()
        spent = time.perf_counter_ns() - start
        fastest = min(fastest, spent / runs)
        if spent < 20_000_000:
            runs *= 2
    return fastest


def main():
    environment = cel.NewEnv(extensions=[ext_bindings.ExtBindings(), ext_optional.ExtOptional(), ext_strings.ExtStrings()])
    call = best(environment.compile("true"))
    for name, text in EXPRESSIONS.items():
        expression = environment.compile(text)
        answer = str(expression.eval())
        row = {"name": name, "expr": text, "answer": answer, "nanoseconds": best(expression) - call}
        print(json.dumps(row))
    print(json.dumps({"name": "call", "expr": "true", "answer": "true", "nanoseconds": call}))


if __name__ == "__main__":
    main()
