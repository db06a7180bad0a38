package import WaymarkCalendar

extension WorkingCalendar {
    /// The hash of what the calendar says of each of its days: calendars with one hash reckon alike.
    ///
    /// - Complexity: linear in the days of its years.
    package var contentHash: ContentHash {
        var bytes: [UInt8] = []
        var date = firstDate
        while date <= lastDate {
            let isWorking = (try? isWorkingDay(date)) ?? false
            let (open, close) = (open(of: date), close(of: date))
            bytes += Array("\(date) \(isWorking) \(open) \(close)\n".utf8)
            date = date.adding(days: 1)
        }
        return ContentHash(of: bytes)
    }
}
