/// A day on which nobody is expected to work, and what people call it.
package struct Holiday: Hashable, Sendable {
    /// The day.
    package var date: LocalDate
    /// The name, as in `Good Friday`.
    package var title: String

    /// Describes a holiday.
    package init(date: LocalDate, title: String) {
        self.date = date
        self.title = title
    }
}
