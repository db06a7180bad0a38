/// Something with a moment or a day that other people's calendar programs are to show.
package struct FeedEntry: Hashable, Sendable {
    /// When it is.
    package enum When: Hashable, Sendable {
        /// At a moment, as a deadline is.
        case moment(Instant)
        /// On a day, whatever the zone of whoever looks.
        case day(LocalDate)
        /// On all days from one to another, both included.
        case days(LocalDate, LocalDate)
    }

    /// What it is known by: the same for the same thing in every feed, and for nothing else.
    package var uid: String
    /// Rises with every change; programs keep the entry with the highest. nil where nothing counts the changes.
    package var revision: Int?
    /// When it changed last; where nothing counts the changes, when it was known to be so.
    package var changedAt: Instant
    /// When it is.
    package var when: When
    /// What it is, in one line.
    package var title: String
    /// What else there is to know, in lines.
    package var details: [String]
    /// The words under which programs sort it.
    package var categories: [String]
    /// When people are reminded of it.
    package var reminders: [Instant]

    /// Describes an entry.
    package init(
        uid: String, revision: Int?, changedAt: Instant, when: When, title: String, details: [String] = [],
        categories: [String] = [], reminders: [Instant] = []
    ) {
        self.uid = uid
        self.revision = revision
        self.changedAt = changedAt
        self.when = when
        self.title = title
        self.details = details
        self.categories = categories
        self.reminders = reminders
    }
}
