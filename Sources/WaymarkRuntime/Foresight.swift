import WaymarkCalendar
import WaymarkEngine
import WaymarkStore

/// Commands that somebody expects to give at a later moment, and that a second core decides in the meantime.
///
/// It binds nobody: a decision is used when its command is given at that moment and its case stands where it stood, and
/// is forgotten otherwise. So what is committed is the same with it and without it.
package final class Foresight: Sendable {
    private let now: Instant
    private let ahead: DecisionsAhead
    private let places: [Mark: Int]

    /// What a command is known again by: its key, which it must have, and who gives it.
    private struct Mark: Hashable {
        var key: String
        var actor: String

        init?(_ request: CommandRequest) {
            guard let key = request.key else { return nil }
            self.key = key
            actor = request.principal.name
        }
    }

    /// Begins to decide what is expected.
    init(
        _ work: [DecisionsAhead.CaseWork], of requests: [CommandRequest], decider: CommandDecider,
        register: RegisterCache
    ) {
        now = decider.now
        ahead = DecisionsAhead(work, decider: decider, register: register)
        var places: [Mark: Int] = [:]
        for (place, request) in requests.enumerated() { if let mark = Mark(request) { places[mark] = place } }
        self.places = places
        ahead.begin()
    }

    deinit {
        ahead.end()
    }

    /// What was foreseen of a batch; nil when its moment is another.
    func batch(_ requests: [CommandRequest], now: Instant) -> ForeseenBatch? {
        guard now == self.now else { return nil }
        var foreseen: [Int: Int] = [:]
        for (place, request) in requests.enumerated() { foreseen[place] = Mark(request).flatMap { places[$0] } }
        return foreseen.isEmpty ? nil : ForeseenBatch(ahead: ahead, places: foreseen)
    }
}

/// What was foreseen of a batch, by the places of its commands.
struct ForeseenBatch {
    fileprivate let ahead: DecisionsAhead
    fileprivate var places: [Int: Int]

    /// Whether the command at a place was foreseen.
    func has(_ place: Int) -> Bool { places[place] != nil }

    /// Where the case of a command stood when it was foreseen.
    func revision(at place: Int) -> Int64? { places[place].flatMap { ahead.revision(at: $0) } }

    /// What was decided on the command at a place.
    func decided(at place: Int) -> DecidedCommand? { places[place].flatMap { ahead.decided(at: $0) } }

    /// Leaves the command at a place to be decided anew.
    mutating func forget(_ place: Int) { places[place] = nil }
}
