/// The working days of some whole years, numbered, so that counting them takes the same time for any span.
struct WorkingDayIndex: Equatable, Sendable {
    let firstDate: LocalDate
    let lastDate: LocalDate
    /// For each day, and one past the last, how many working days come before it.
    private let countBefore: [Int32]
    /// The working days in order.
    private let workingDays: [LocalDate]
    /// For each working day, and one past the last, the seconds of business before it; empty where all days are alike.
    private let secondsBefore: [Int]
    private let usualSeconds: Int
    /// The most free days on end, also before the first working day and after the last.
    let longestClosure: Int

    init(
        years: ClosedRange<Int>, weekend: Set<Weekday>, holidays: [Holiday], worked: Set<LocalDate>,
        usualHours: OpeningHours, ownHours: [LocalDate: OpeningHours]
    ) {
        let first = LocalDate(validYear: years.lowerBound, month: 1, day: 1)
        let last = LocalDate(validYear: years.upperBound, month: 12, day: 31)
        let free = Set(holidays.map(\.date))
        var countBefore: [Int32] = []
        countBefore.reserveCapacity(first.days(until: last) + 2)
        var workingDays: [LocalDate] = []
        for number in first.daysSinceEpoch...last.daysSinceEpoch {
            let date = LocalDate(daysSinceEpoch: number)
            countBefore.append(Int32(workingDays.count))
            if !weekend.contains(date.weekday) && !free.contains(date) || worked.contains(date) {
                workingDays.append(date)
            }
        }
        countBefore.append(Int32(workingDays.count))
        firstDate = first
        lastDate = last
        self.countBefore = countBefore
        self.workingDays = workingDays
        usualSeconds = usualHours.seconds
        let ends = [first.adding(days: -1)] + workingDays + [last.adding(days: 1)]
        longestClosure = zip(ends, ends.dropFirst()).map { $0.days(until: $1) - 1 }.max() ?? 0
        secondsBefore =
            ownHours.isEmpty
            ? []
            : workingDays.reduce(into: [0]) { sums, date in
                sums.append((sums.last ?? 0) + (ownHours[date] ?? usualHours).seconds)
            }
    }

    func covers(_ date: LocalDate) -> Bool { date >= firstDate && date <= lastDate }

    /// Whether a covered day is worked.
    func isWorkingDay(_ date: LocalDate) -> Bool { count(before: date) != count(through: date) }

    /// How many working days come before a covered day, or before the day after the last.
    func count(before date: LocalDate) -> Int { Int(countBefore[firstDate.days(until: date)]) }

    /// How many working days come before the day after a covered day.
    func count(through date: LocalDate) -> Int { Int(countBefore[firstDate.days(until: date) + 1]) }

    /// The working day of a number, from 0; nil outside the years.
    func day(_ number: Int) -> LocalDate? {
        workingDays.indices.contains(number) ? workingDays[number] : nil
    }

    /// The most days that so many working days on end take, with the free days between; nil when there are not so many.
    func mostDays(ofWorkingDays count: Int) -> Int? {
        zip(workingDays, workingDays.dropFirst(count)).map { $0.days(until: $1) }.max()
    }

    // MARK: - Seconds of business

    /// The seconds of business before the working day of a number.
    func seconds(before number: Int) -> Int {
        secondsBefore.isEmpty ? number * usualSeconds : secondsBefore[number]
    }

    /// The working day in which the n-th second of business lies, from 0, and how far in; nil outside the years.
    func day(ofSecond second: Int) -> (date: LocalDate, secondsIn: Int)? {
        guard second >= 0 else { return nil }
        var low = 0
        var high = workingDays.count
        while low < high {
            let middle = (low + high) / 2
            if seconds(before: middle + 1) <= second { low = middle + 1 } else { high = middle }
        }
        return day(low).map { ($0, second - seconds(before: low)) }
    }
}
