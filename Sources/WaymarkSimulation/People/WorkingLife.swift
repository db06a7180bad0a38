import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics

/// When the people of a behaviour work: their hours, their days of the week, and when they are away.
///
/// Of hours and of days what is said of a person goes before what is said of a position, and that before what is said of
/// everybody; of several positions the one written first counts. Absences add up.
struct WorkingLife: Sendable {
    /// Whom a rule is about.
    enum Whom: Sendable, Hashable {
        case everybody
        case position(String)
        case person(String)
    }

    /// A rule with whom it is about and where it stands.
    struct Rule<Content: Sendable>: Sendable {
        var whom: Whom
        var content: Content
        var span: SourceSpan
    }

    /// When somebody is away.
    enum Absence: Sendable {
        /// From one day to another, both included.
        case days(ClosedRange<LocalDate>)
        /// By chance.
        case rate(AbsenceRate)
    }

    var hours: [Rule<OpeningHours>] = []
    var weekdays: [Rule<Set<Weekday>>] = []
    var absences: [Rule<Absence>] = []

    /// Whether nothing is said, so that everybody is there whenever the calendar is open.
    var isEmpty: Bool { hours.isEmpty && weekdays.isEmpty && absences.isEmpty }

    /// The hours that are said of a person.
    func hours(of person: Person, on day: LocalDate) -> OpeningHours? { Self.nearest(hours, person, day) }

    /// The days of the week that are said of a person.
    func weekdays(of person: Person, on day: LocalDate) -> Set<Weekday>? { Self.nearest(weekdays, person, day) }

    private static func nearest<Content>(_ rules: [Rule<Content>], _ person: Person, _ day: LocalDate) -> Content? {
        guard !rules.isEmpty else { return nil }
        if let own = rules.first(where: { $0.whom == .person(person.id) }) { return own.content }
        let position = rules.first { rule in
            if case .position = rule.whom { rule.whom.includes(person, on: day) } else { false }
        }
        return (position ?? rules.first { $0.whom == .everybody })?.content
    }

    /// What is said of people and positions that the register does not have.
    func faults(code: DiagnosticCode, people: (String) throws -> Bool, positions: [String]) rethrows -> Diagnostics {
        let all =
            hours.map { ($0.whom, $0.span) } + weekdays.map { ($0.whom, $0.span) } + absences.map { ($0.whom, $0.span) }
        var diagnostics = Diagnostics()
        for (whom, span) in all {
            switch whom {
            case .everybody: continue
            case .person(let id):
                guard try !people(id) else { continue }
                diagnostics.add(
                    Diagnostic(
                        code, at: span, "the register has no person \(id)", help: "name one with the id of the register"
                    ))
            case .position(let name):
                guard !positions.contains(name) else { continue }
                diagnostics.add(
                    Diagnostic(
                        code, at: span, "the register has no position \(name)",
                        help: Nearest.word(to: name, among: positions).map { "did you mean `\($0)`?" }
                            ?? "there are: " + positions.joined(separator: ", ")))
            }
        }
        return diagnostics
    }
}

extension WorkingLife.Whom {
    /// Whether a person is meant on a day.
    func includes(_ person: Person, on day: LocalDate) -> Bool {
        switch self {
        case .everybody: true
        case .person(let id): person.id == id
        case .position(let name): person.appointments.contains { $0.position == name && $0.isInForce(on: day) }
        }
    }
}

/// How often people are away by chance.
struct AbsenceRate: Sendable, Hashable {
    /// How much of their time.
    enum Share: Sendable, Hashable {
        /// A share of the days, from 0 to 1.
        case share(Double)
        /// Working days of a calendar year, on average.
        case daysAYear(Int)
    }

    /// How much.
    var share: Share
    /// For how many weeks at a time; single days when nil.
    var weeks: Int?
}
