import WaymarkCalendar

/// Holidays in words, those of one title in a row once with their days: `Trust recess (21–24 April 2014)`.
struct HolidayWords {
    /// The holidays; of many the first, and how many more there are.
    let items: [String]

    /// Describes holidays, which are in the order of time.
    init(_ holidays: [Holiday], calendar: WorkingCalendar) {
        var rows: [[Holiday]] = []
        for holiday in holidays {
            if let last = rows.last?.last, last.title == holiday.title, Self.adjoin(last, holiday, calendar) {
                rows[rows.count - 1].append(holiday)
            } else {
                rows.append([holiday])
            }
        }
        let named = rows.prefix(Limits.namedHolidaysMax)
        let more = holidays.count - named.reduce(0) { $0 + $1.count }
        items = named.compactMap(Self.words) + (more > 0 ? ["\(more) more holidays"] : [])
    }

    /// Whether nobody works between two holidays.
    private static func adjoin(_ first: Holiday, _ second: Holiday, _ calendar: WorkingCalendar) -> Bool {
        let (from, through) = (first.date.adding(days: 1), second.date.adding(days: -1))
        return from > through || (try? calendar.workingDays(from: from, through: through)) == 0
    }

    private static func words(_ row: [Holiday]) -> String? {
        guard let first = row.first, let last = row.last else { return nil }
        guard first.date != last.date else { return "\(first.title) (\(first.date.spelledOut))" }
        let isOneMonth = (first.date.year, first.date.month) == (last.date.year, last.date.month)
        let start = isOneMonth ? "\(first.date.day)–" : "\(first.date.spelledOut) – "
        return "\(first.title) (\(start)\(last.date.spelledOut))"
    }
}
