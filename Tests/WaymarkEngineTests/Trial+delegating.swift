import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

extension Trial {
    /// Somebody lets another do the task of a step.
    @discardableResult
    mutating func delegate(
        _ step: String, to person: String, until day: String? = nil, by id: String
    ) throws -> [Event] {
        try perform(
            .delegateTask(DelegateTask(task: try task(step), to: person, until: day.flatMap { LocalDate($0) })),
            by: self.person(id))
    }

    /// Somebody takes the task of a step back.
    @discardableResult
    mutating func withdraw(_ step: String, by id: String) throws -> [Event] {
        try perform(.withdrawDelegation(task: try task(step)), by: person(id))
    }

    /// Somebody gives the task of a step to another.
    @discardableResult
    mutating func reassign(
        _ step: String, to person: String, by id: String, reason: String = "Leave"
    ) throws -> [Event] {
        try perform(.reassignTask(ReassignTask(task: try task(step), to: person, reason: reason)), by: self.person(id))
    }

    /// Why something is refused; nil when it is not.
    mutating func refusal(_ body: (inout Trial) throws -> Void) -> Rejection? {
        do {
            try body(&self)
            return nil
        } catch {
            return error as? Rejection
        }
    }

    /// The calendar of working weekdays in London.
    static func london() throws -> WorkingCalendar {
        try WorkingCalendar(
            name: "london", zone: try ZoneTable(identifier: "Europe/London"), weekend: [.saturday, .sunday],
            openingTime: .midnight,
            closingTime: LocalTime(hour: 17, minute: 0, second: 0) ?? .midnight, years: 2013...2014)
    }
}
