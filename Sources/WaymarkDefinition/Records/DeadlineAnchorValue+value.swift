package import CEL
package import WaymarkCalendar

extension DeadlineAnchorValue {
    /// What a deadline is counted from, as an expression gives it; nil for what is no period, date or moment.
    package init?(_ value: Value) {
        if let period = try? Period(fieldValue: value) {
            self = .period(period)
        } else if let date = try? LocalDate(fieldValue: value) {
            self = .date(date)
        } else if let instant = try? Instant(fieldValue: value) {
            self = .instant(instant)
        } else {
            return nil
        }
    }
}
