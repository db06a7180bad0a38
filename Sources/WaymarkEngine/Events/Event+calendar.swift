extension Event {
    /// The hash of the calendar that the fact's deadlines were reckoned by; nil where it says none.
    package var calendarHash: String? {
        switch self {
        case .caseStarted(let event): event.calendarHash
        case .deadlinesRecomputed(let event): event.calendarHash
        default: nil
        }
    }
}
