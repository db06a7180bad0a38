package import WaymarkDiagnostics

/// What only scenarios can have wrong; what they share with workflows has the codes of workflows.
extension DiagnosticCode {
    package static let unknownPerson = DiagnosticCode(
        "WM1800", "unknown-person", "A person or role that neither register nor scenario has.")
    package static let unknownOrganisation = DiagnosticCode(
        "WM1801", "unknown-organisation", "An organisation that neither register nor scenario has.")
    package static let unknownCase = DiagnosticCode(
        "WM1802", "unknown-case", "A case that the scenario has not named.")
    package static let unknownField = DiagnosticCode(
        "WM1803", "unknown-field", "A field that a form, message or step does not have.")
    package static let badMoment = DiagnosticCode(
        "WM1804", "bad-moment", "A moment or a stretch of time that cannot be read.")
    package static let unknownRefusal = DiagnosticCode(
        "WM1805", "unknown-refusal", "A reason for refusal that there is not.")
    package static let unknownScenario = DiagnosticCode(
        "WM1806", "unknown-scenario", "A scenario to continue that is not above in the file.")
    package static let nothingExpected = DiagnosticCode(
        "WM1807", "nothing-expected", "A scenario that expects nothing, so that it cannot fail.")
    package static let nobodyDoes = DiagnosticCode("WM1808", "nobody-does", "A step that people cannot act on.")
    package static let severalVerbs = DiagnosticCode(
        "WM1809", "several-verbs", "A line of a scenario does nothing, or two things at once.")
    package static let duplicateScenario = DiagnosticCode(
        "WM1810", "duplicate-scenario", "Two scenarios of a file have one title.")
}
