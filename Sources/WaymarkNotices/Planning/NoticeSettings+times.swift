package import WaymarkCalendar
package import WaymarkCompiler

extension NoticeSettings {
    /// The first moment from another on at which people are written to.
    ///
    /// Where the clocks show a time twice in autumn, quiet hours that end at it end the first time.
    package func allowed(from moment: Instant, in calendar: WorkingCalendar) -> Instant {
        guard let quiet else { return moment }
        var local = calendar.zone.local(of: moment)
        var answer = moment
        for _ in 0..<Self.daysMax {
            guard let next = quiet.end(around: local, in: calendar) else { return answer }
            local = next
            answer = max(moment, calendar.zone.instant(of: next))
        }
        return answer
    }

    /// When the next digest goes out after a moment: at its time on the first day on which people are written to then.
    ///
    /// Where that time is quiet on every day, it goes out when the quiet ends.
    package func nextDigest(after moment: Instant, in calendar: WorkingCalendar) -> Instant {
        var day = calendar.zone.local(of: moment).date
        for _ in 0..<Self.daysMax {
            let at = calendar.zone.instant(of: day, digest.at)
            let answer = allowed(from: at, in: calendar)
            if answer > moment, calendar.zone.local(of: answer).date == day { return answer }
            day = day.adding(days: 1)
        }
        return allowed(from: moment.adding(seconds: 1), in: calendar)
    }

    /// Longer than any stretch of free days.
    private static let daysMax = 400
}

extension NoticeSettings.QuietHours {
    /// What the clocks show when the quiet around some time ends; nil when that time is not quiet.
    fileprivate func end(around local: LocalDateTime, in calendar: WorkingCalendar) -> LocalDateTime? {
        if freeDays, !isWorked(local.date, in: calendar) {
            // Not midnight: that may be quiet itself, and then counts from the evening before.
            return LocalDateTime(date: local.date.adding(days: 1), time: from > until ? until : .midnight)
        }
        if from < until {
            return local.time >= from && local.time < until ? LocalDateTime(date: local.date, time: until) : nil
        }
        if local.time < until { return LocalDateTime(date: local.date, time: until) }
        return local.time >= from ? LocalDateTime(date: local.date.adding(days: 1), time: until) : nil
    }

    /// Outside the calendar's years only its weekend is known.
    private func isWorked(_ date: LocalDate, in calendar: WorkingCalendar) -> Bool {
        (try? calendar.isWorkingDay(date)) ?? !calendar.weekend.contains(date.weekday)
    }
}
