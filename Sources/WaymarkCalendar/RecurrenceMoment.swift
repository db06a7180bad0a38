/// A date, or a date and time, as iCalendar writes them.
package enum RecurrenceMoment: Hashable, Sendable {
    /// A whole day, as in `20130402`.
    case day(LocalDate)
    /// What the clocks of the series' zone show, as in `20130402T090000`.
    case local(LocalDateTime)
    /// A moment, as in `20130402T080000Z`.
    case utc(Instant)

    /// Reads the text; nil when it is of none of the three forms.
    init?(_ text: String) {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(digits: 4), let month = scanner.number(digits: 2),
            let day = scanner.number(digits: 2), let date = LocalDate(year: year, month: month, day: day)
        else { return nil }
        if scanner.isAtEnd {
            self = .day(date)
            return
        }
        guard scanner.skip("T"), let hour = scanner.number(digits: 2), let minute = scanner.number(digits: 2),
            let second = scanner.number(digits: 2),
            // A leap second is the one before it where clocks have none.
            let time = LocalTime(hour: hour, minute: minute, second: second == 60 ? 59 : second)
        else { return nil }
        let local = LocalDateTime(date: date, time: time)
        if scanner.skip("Z") {
            self = .utc(ZoneTable.utc.instant(of: local))
        } else {
            self = .local(local)
        }
        guard scanner.isAtEnd else { return nil }
    }

    /// The iCalendar form.
    var text: String {
        switch self {
        case .day(let date): Self.digits(date)
        case .local(let local): Self.digits(local)
        case .utc(let instant): Self.digits(ZoneTable.utc.local(of: instant)) + "Z"
        }
    }

    private static func digits(_ date: LocalDate) -> String {
        let (year, month, day) = date.civil
        var text = ""
        text.append(padded: year, width: 4)
        text.append(padded: month, width: 2)
        text.append(padded: day, width: 2)
        return text
    }

    private static func digits(_ local: LocalDateTime) -> String {
        var text = digits(local.date) + "T"
        text.append(padded: local.time.hour, width: 2)
        text.append(padded: local.time.minute, width: 2)
        text.append(padded: local.time.second, width: 2)
        return text
    }
}
