/// A time as cron writes it: minute, hour, day of the month, month and day of the week, as in `0 9 * * MON-FRI`.
///
/// Where both days are narrowed, either suffices, as in every cron. Beside numbers, names, lists, ranges and steps it
/// knows `L` for the last day of the month, `MON#1` for the first Monday and `FRIL` for the last Friday.
package struct CronExpression: Hashable, Sendable {
    /// A day of the week, perhaps only the n-th of the month, counted from the end when negative.
    struct Day: Hashable {
        var weekday: Weekday
        var ordinal: Int?
    }

    /// The five fields as written, in capitals, with one space between them.
    let source: String
    let minutes: [Int]
    let hours: [Int]
    /// Days of the month; 0 is its last.
    let monthDays: Set<Int>
    let months: Set<Int>
    let days: Set<Day>
    /// Whether the field begins with a star, so that the other day decides.
    let isAnyMonthDay: Bool
    let isAnyDay: Bool
    /// Whether the minutes are counted in real time, so that they go on through both passes of a repeated hour.
    let countsMinutes: Bool

    /// Whether it names every hour of the day, so that it goes on through every change of the clocks.
    var countsHours: Bool { hours.count == 24 }

    var dayPattern: DayPattern {
        DayPattern { day in
            guard months.contains(day.month) else { return false }
            let isMonthDay = monthDays.contains(day.day) || day.day == day.daysInMonth && monthDays.contains(0)
            let isDay = days.contains { wanted in
                wanted.weekday == day.weekday && (wanted.ordinal.map { day.isWeekday($0, inMonth: true) } ?? true)
            }
            return isAnyMonthDay || isAnyDay ? isMonthDay && isDay : isMonthDay || isDay
        }
    }
}

extension CronExpression {
    /// Reads an expression, without the word `cron`.
    /// - Throws: `RecurrenceTextError` at the first field that makes no sense.
    package init(parsing text: String) throws(RecurrenceTextError) {
        self = try CronParser.expression(PlacedText(text).words, of: PlacedText(text))
    }
}

extension CronExpression: CustomStringConvertible {
    /// The expression as written.
    package var description: String { source }
}
