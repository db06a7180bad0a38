/// The working days of some whole years, numbered, so that counting them takes the same time for any span.
struct WorkingDayIndex: Equatable, Sendable {
    let firstDate: LocalDate
    let lastDate: LocalDate
    /// For each day, and one past the last, how many working days come before it.
    private let countBefore: [Int32]
    /// The working days in order.
    private let workingDays: [LocalDate]

    init(years: ClosedRange<Int>, weekend: Set<Weekday>, holidays: [Holiday]) {
        let first = LocalDate(validYear: years.lowerBound, month: 1, day: 1)
        let last = LocalDate(validYear: years.upperBound, month: 12, day: 31)
        let free = Set(holidays.map(\.date))
        var countBefore: [Int32] = []
        countBefore.reserveCapacity(first.days(until: last) + 2)
        var workingDays: [LocalDate] = []
        for number in first.daysSinceEpoch...last.daysSinceEpoch {
            let date = LocalDate(daysSinceEpoch: number)
            countBefore.append(Int32(workingDays.count))
            if !weekend.contains(date.weekday), !free.contains(date) { workingDays.append(date) }
        }
        countBefore.append(Int32(workingDays.count))
        firstDate = first
        lastDate = last
        self.countBefore = countBefore
        self.workingDays = workingDays
    }

    func covers(_ date: LocalDate) -> Bool { date >= firstDate && date <= lastDate }

    /// How many working days come before a covered day, or before the day after the last.
    func count(before date: LocalDate) -> Int { Int(countBefore[firstDate.days(until: date)]) }

    /// How many working days come before the day after a covered day.
    func count(through date: LocalDate) -> Int { Int(countBefore[firstDate.days(until: date) + 1]) }

    /// The working day of a number, from 0; nil outside the years.
    func day(_ number: Int) -> LocalDate? {
        workingDays.indices.contains(number) ? workingDays[number] : nil
    }
}
