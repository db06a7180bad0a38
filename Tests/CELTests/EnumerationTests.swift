import CEL
import Testing

/// Enumerations compare in the order of their words; literals are held to them, and to the host's own types.
struct EnumerationTests {
    private let environment = CheckerTests.environment

    private func rated(_ rating: String) -> Value { .map(["rating": .string(rating), "by": .string("x")]) }

    @Test(arguments: [
        (
            "steps.rate.rating == 'asured'",
            "21-29 \"asured\" is not one of the values of rating | did you mean \"assured\"?"
        ),
        (
            "'x' != steps.rate.rating",
            "0-3 \"x\" is not one of the values of rating | they are: assured, assured_with_support, not_assured"
        ),
        (
            "steps.rate.rating < 'asured'",
            "20-28 \"asured\" is not one of the values of rating | did you mean \"assured\"?"
        ),
        (
            "steps.rate.rating in ['assured', 'no']",
            "33-37 \"no\" is not one of the values of rating | they are: assured, assured_with_support, not_assured"
        ),
        (
            "'asured' in steps.rate_domain.map(r, r.rating)",
            "0-8 \"asured\" is not one of the values of rating | did you mean \"assured\"?"
        ),
        (
            "steps.rate_domain.exists(r, r.rating == 'asured')",
            "40-48 \"asured\" is not one of the values of rating | did you mean \"assured\"?"
        ),
        (
            "max(steps.rate.rating, 'asured')",
            "23-31 \"asured\" is not one of the values of rating | did you mean \"assured\"?"
        ),
        ("steps.rate.rating == 1", "0-22 `==` cannot compare rating with int"),
        ("add_days('tomorrow', 1)", "9-19 \"tomorrow\" is not a date: write it as year-month-day"),
        ("inputs.due == inputs.quarter", "0-28 `==` cannot compare date with string"),
        ("inputs.due in ['2013-10-31', 'x']", "29-32 \"x\" is not a date: write it as year-month-day"),
    ])
    func `a literal that is not a value is reported`(text: String, report: String) {
        #expect(Expression.report(text, in: environment) == [report])
    }

    @Test(arguments: [
        ("steps.rate.rating < 'not_assured'", true), ("steps.rate.rating <= 'assured_with_support'", true),
        ("steps.rate.rating > 'assured'", true), ("'assured' >= steps.rate.rating", false),
        ("max(steps.rate_domain.map(r, r.rating)) == 'not_assured'", true),
        ("min(steps.rate_domain.map(r, r.rating)) == 'assured'", true),
        ("max(steps.rate.rating, 'assured') == 'assured_with_support'", true),
        ("steps.rate_domain.map(r, r.rating).sort() == ['assured', 'assured_with_support', 'not_assured']", true),
        ("steps.rate_domain.sortBy(r, r.rating)[2].rating == 'not_assured'", true),
        ("steps.rate.rating in ['assured', 'assured_with_support']", true),
        ("steps.rate.rating + '!' == 'assured_with_support!'", true),
        ("inputs.due < '2013-11-01' && inputs.due == '2013-10-31'", true),
        ("inputs.due in ['2013-10-31']", true), ("max(inputs.due, '2014-01-01') == '2014-01-01'", true),
        ("steps.rate.rating.startsWith('assured')", true),
    ])
    func `order is that of the list`(text: String, isTrue: Bool) throws {
        let values: [String: Value] = [
            "steps.rate": rated("assured_with_support"), "inputs.due": .string("2013-10-31"),
            "steps.rate_domain": .list([rated("not_assured"), rated("assured"), rated("assured_with_support")]),
        ]
        #expect(try Expression.value(text, in: environment, values) == .bool(isTrue))
    }

    @Test func `a word that is not listed fails when compared`() throws {
        let failure = try Expression.failure(
            "steps.rate.rating < 'assured'", in: environment, ["steps.rate": rated("other")])
        #expect(failure?.message == "\"other\" is not one of the values of rating")
    }
}
