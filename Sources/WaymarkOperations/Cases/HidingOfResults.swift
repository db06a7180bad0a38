import WaymarkCalendar
import WaymarkEngine

/// Tells, fact by fact, which results are not yet shown to somebody.
struct HidingOfResults {
    private let person: String?
    private let now: Instant
    private var moments: [Int: Instant] = [:]
    private var doers: [Int: Set<String>] = [:]

    /// Looks at a history from its beginning, with the eyes of a person.
    init(person: String?, now: Instant) {
        self.person = person
        self.now = now
    }

    /// Until when the result in a fact is hidden from the person; nil when it is not.
    mutating func moment(for event: Event) -> Instant? {
        switch event {
        case .taskOpened(let event):
            moments[event.task.number] = event.task.hiddenUntil
            return nil
        case .taskVoted(let event):
            doers[event.task, default: []].formUnion(event.vote.people)
            return hidden(event.task, shownTo: Set(event.vote.people))
        case .taskCompleted(let event):
            let people = [event.by, event.onBehalfOf].compactMap(\.self)
            return hidden(event.task, shownTo: doers[event.task, default: []].union(people))
        case .taskAnsweredLate(let event):
            return hidden(event.task, shownTo: Set([event.by, event.onBehalfOf].compactMap(\.self)))
        case .taskLapsed(let event): return hidden(event.task, shownTo: doers[event.task, default: []])
        default: return nil
        }
    }

    private func hidden(_ task: Int, shownTo people: Set<String>) -> Instant? {
        guard let until = moments[task], until > now else { return nil }
        return person.map(people.contains) == true ? nil : until
    }
}
