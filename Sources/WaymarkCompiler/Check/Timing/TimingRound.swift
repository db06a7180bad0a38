import CEL
import WaymarkCalendar
import WaymarkDefinition

/// One time that a workflow runs: what its case is about, when it starts, and what it is given.
struct TimingRound: Sendable {
    /// What makes a round another than the next.
    enum Topic: Hashable, Sendable {
        /// The period that the case is about.
        case period(Period)
        /// The day on which it starts.
        case start(LocalDate)
        /// A day that it is given, by the name of the input.
        case day(LocalDate, input: String)
        /// Nothing: what holds for all cases alike.
        case every

        /// Whether dates count that are the same for all cases; beside those of one round they say nothing.
        var countsFixed: Bool { self == .every }

        /// The period under which a round is counted; nil for all cases alike.
        var period: Period? {
            switch self {
            case .period(let period): period
            case .start(let day), .day(let day, _): Period(.quarter, containing: day)
            case .every: nil
            }
        }
    }

    /// When the case starts, and who says so.
    enum Start: Hashable, Sendable {
        /// Nobody says.
        case unknown
        /// The schedule of that name.
        case scheduled(Instant, by: String)
        /// Nobody, so it is taken to start when the period is over.
        case whenOver(Instant)
        /// The topic of the round.
        case asSaid(Instant)

        /// The moment, if it is known.
        var moment: Instant? {
            switch self {
            case .unknown: nil
            case .scheduled(let moment, _), .whenOver(let moment), .asSaid(let moment): moment
            }
        }
    }

    /// The name of the moment at which a case starts, among the names of what it is given.
    static let started = "case.started"

    var topic: Topic
    var start: Start = .unknown
    /// What the case is given.
    var inputs: [String: Value] = [:]

    /// What it is given and when it starts, by the names that expressions have for them.
    var given: [String: Value] {
        var given = Dictionary(uniqueKeysWithValues: inputs.map { ("inputs.\($0)", $1) })
        if let moment = start.moment {
            given["case"] = .map(MapValue([(.string("started"), .timestamp(moment.timestamp))]))
        }
        return given
    }

    /// The names of what moments may rest on.
    var names: Set<String> {
        let names = Set(inputs.keys.map { "inputs.\($0)" })
        return start.moment == nil ? names : names.union([Self.started])
    }
}

/// A round of a definition, with the dates that the definition's moments have in it.
struct DatedRound: Sendable {
    var topic: TimingRound.Topic
    var start: TimingRound.Start
    /// What is known beforehand, by the names that expressions have for it.
    var values: [String: Value]
    /// The dates by the place of the moment; nil for what is no date, or not known.
    var dates: [Instant?]

    init(_ round: TimingRound, of timed: TimedDefinition, _ calendar: WorkingCalendar) {
        topic = round.topic
        start = round.start
        values = timed.known(from: round.given, calendar)
        dates = timed.dates(
            knowing: values, given: round.names, countsFixed: round.topic.countsFixed, calendar)
    }
}
