package import WaymarkCalendar
package import WaymarkDefinition

/// Something of the programme's calendar that starts no workflow: what, who, and when.
package struct DatedEntry: Sendable {
    /// When it is.
    package enum When: Sendable {
        /// On a day.
        case on(LocalDate)
        /// By the end of a day; where only a month is known, by its last.
        case by(LocalDate)
        /// From one day to another.
        case between(LocalDate, LocalDate)
        /// Again and again.
        case recurring([ScheduleRule])
        /// Nobody has said when; the words say what it waits for, and the days between which it can only be.
        case undated(String, from: LocalDate?, until: LocalDate?)
    }

    /// The name, unique in the project.
    package var name: String
    /// Where it stands written, as `Config/schedules/year.yaml:12`.
    package var place: String?
    /// What it is.
    package var title: String
    /// Who does it.
    package var who: String
    /// Whom it concerns: ids and types of organisations.
    package var concerns: Set<String> = []
    /// When it is.
    package var when: When
    /// Where that stands.
    package var source: String?
    /// Whether it is history that nobody has to do any more.
    package var isReported = false
    /// Whether the day is set by law, so that it never moves.
    package var isLegal = false
    /// What there is to say besides.
    package var note: String?

    /// Describes an entry.
    package init(name: String, title: String, who: String, when: When) {
        self.name = name
        self.title = title
        self.who = who
        self.when = when
    }
}

extension DatedEntry {
    /// Whether it says that it concerns an organisation.
    package func concerns(_ organisation: Organisation) -> Bool {
        concerns.contains(organisation.id) || concerns.contains(organisation.type)
    }
}

/// All that a project says of its year: the schedules, and the dated entries.
package struct ScheduleBook: Sendable {
    /// The schedules, by name.
    package var schedules: [Schedule] = []
    /// The dated entries, by name.
    package var entries: [DatedEntry] = []

    /// An empty book.
    package init() {}

    /// The schedule of a name.
    package func schedule(_ name: String) -> Schedule? { schedules.first { $0.name == name } }
}
