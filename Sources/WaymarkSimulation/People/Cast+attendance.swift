import WaymarkCalendar
import WaymarkDefinition
import WaymarkOperations
import WaymarkRuntime
import WaymarkStore

extension Cast {
    /// A plan for a day: whoever is asked first does it, if away another who may, and if all are away it waits for the
    /// first who is back.
    func plan(
        _ task: TaskRecord, _ stream: String, on day: LocalDate, quarter: UInt64, after earliest: Int64
    ) throws -> Plan? {
        let calendar = session.calendar
        let earliest = Instant(millisecondsSinceEpoch: earliest).adding(seconds: 60)
        let moment = calendar.hours(on: day).moment(on: day, quarter: quarter, zone: calendar.zone)
        var plan = Plan(
            task: task, stream: stream, asked: task.holders, day: day, quarter: quarter, at: max(moment, earliest))
        guard let attendance else { return plan }
        let people = try people(for: plan, on: day)
        guard let first = people.first else { return plan }
        plan.people = people
        plan.first = first
        // Where nobody comes in a year, the task waits for all of it, unless its ladder brings others before; then it is
        // left alone.
        plan.at =
            attendance.first(of: people, on: day, quarter: quarter, after: earliest)?.at
            ?? calendar.close(of: day.adding(days: Limits.absenceDaysMax))
        return plan
    }

    /// What absence did to a task that somebody does now, that is gone now, or that still waits when a run ends.
    func absence(_ plan: Plan, doneBy person: Person? = nil) -> Absence? {
        guard let attendance, let first = plan.first else { return nil }
        let calendar = session.calendar
        let today = calendar.zone.local(of: session.now).date
        // Beyond the years of the calendar all days count.
        let waited = (try? calendar.workingDays(from: plan.day, upTo: today)) ?? plan.day.days(until: today)
        if waited > 0 { return .waits(waited) }
        guard let person, person.id != first.id, !attendance.isPresent(first, at: session.now) else { return nil }
        return .handedOn
    }

    /// The same plan for when somebody is there who was not asked yet; nil when nobody else may do it.
    func postponed(_ plan: Plan) -> Plan? {
        guard let attendance, let people = plan.people else { return nil }
        let now = session.now
        let rest = people.filter { !attendance.isPresent($0, at: now) }
        let today = session.calendar.zone.local(of: now).date
        guard let found = attendance.first(of: rest, on: today, quarter: plan.quarter, after: now.adding(seconds: 60))
        else { return nil }
        var later = plan
        later.at = found.at
        later.people = rest
        // Whoever was there and was refused is not missed when another comes.
        if let first = plan.first, attendance.isPresent(first, at: now) { later.first = rest.first }
        return later
    }

    /// The same plan after the task has gone to others.
    func replanned(_ plan: Plan, for task: TaskRecord) throws -> Plan {
        var changed = plan
        changed.task = task
        guard let attendance else { return changed }
        let day = max(plan.day, session.calendar.zone.local(of: session.now).date)
        let people = try people(for: changed, on: day)
        changed.people = people
        let earliest = session.now.adding(seconds: 60)
        if let found = attendance.first(of: people, on: day, quarter: plan.quarter, after: earliest) {
            changed.at = found.at
        }
        return changed
    }

    /// Those who may act, beginning with one by chance of those who were asked first.
    private func people(for plan: Plan, on day: LocalDate) throws -> [Person] {
        let asked = plan.task.holders.filter { plan.asked.contains($0) }
        var people = try holding(asked, on: day)
        if people.count > 1 {
            var random = SeededRandom(seed: seed, name: "\(plan.stream)/who")
            let first = random.below(people.count)
            people = Array(people[first...] + people[..<first])
        }
        guard asked.count < plan.task.holders.count else { return people }
        let added = try holding(plan.task.holders.filter { !plan.asked.contains($0) }, on: day)
        return people + added.filter { person in !people.contains { $0.id == person.id } }
    }

    private func holding(_ holders: [String], on day: LocalDate) throws -> [Person] {
        try holders.flatMap { holder in
            let parts = holder.split(separator: "/", maxSplits: 1).map(String.init)
            return try session.runtime.directory.people(
                holding: parts.count == 2 ? parts[1] : nil, in: parts[0], on: day)
        }
    }

    /// Those who are tried now.
    func peoplePresent(for plan: Plan) throws -> [Person] {
        let now = session.now
        let people: [Person]
        if let attendance, let planned = plan.people {
            people = planned.filter { attendance.isPresent($0, at: now) }
        } else {
            people = try self.people(for: plan, on: session.calendar.zone.local(of: now).date)
        }
        return Array(people.prefix(Limits.peoplePerTaskMax))
    }
}
