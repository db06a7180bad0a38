public import CEL
public import WaymarkCalendar

extension LocalDate: FieldValue {
    /// A date.
    public static var fieldType: FieldType { .date }
    /// Reads an ISO date.
    public init(fieldValue: Value) throws(FieldFailure) {
        guard case .string(let text) = fieldValue, let date = LocalDate(text) else {
            throw Self.mismatch(fieldValue)
        }
        self = date
    }
    /// The ISO date as text; dates sort as their text does.
    public var fieldValue: Value? { .string(description) }
}

extension Instant: FieldValue {
    /// A moment.
    public static var fieldType: FieldType { .instant }
    /// Reads a moment, as a timestamp or as RFC 3339 text.
    public init(fieldValue: Value) throws(FieldFailure) {
        switch fieldValue {
        case .timestamp(let stamp):
            self.init(millisecondsSinceEpoch: stamp.seconds * 1000 + Int64(stamp.nanoseconds / 1_000_000))
        case .string(let text):
            guard let instant = Instant(text) else { throw Self.mismatch(fieldValue) }
            self = instant
        default: throw Self.mismatch(fieldValue)
        }
    }
    /// The moment as a timestamp.
    public var fieldValue: Value? { .timestamp(timestamp) }
    /// Writes the moment as a timestamp.
    public func write(to text: inout JSONText) { text.append(timestamp) }
    /// Reads what ``write(to:)`` writes.
    public init(reading json: inout JSONParser) throws {
        if let moment = json.moment() {
            self.init(millisecondsSinceEpoch: moment.seconds * 1000)
        } else {
            try self.init(fieldValue: try json.value())
        }
    }

    /// The moment as expressions see it.
    public var timestamp: Timestamp {
        let (seconds, milliseconds) = millisecondsSinceEpoch.quotientAndRemainder(dividingBy: 1000)
        let shift: Int64 = milliseconds < 0 ? 1 : 0
        return Timestamp(seconds: seconds - shift, nanoseconds: Int32((milliseconds + shift * 1000) * 1_000_000))
    }
}

extension Period: FieldValue {
    /// A period.
    public static var fieldType: FieldType { .period }
    /// Reads a label such as `2013-14-Q2`, or the record that an expression made of one.
    public init(fieldValue: Value) throws(FieldFailure) {
        guard let label = fieldValue.text ?? fieldValue["label"]?.text, let period = Period(label) else {
            throw Self.mismatch(fieldValue)
        }
        self = period
    }
    /// The period as a record, so that an expression can say `inputs.quarter.end`.
    public var fieldValue: Value? { PeriodValue(self).recordValue }
}

/// What expressions see of a period.
public struct PeriodValue: Record {
    var label = ""
    var title = ""
    var short = ""
    var number = 0
    var start = LocalDate(daysSinceEpoch: 0)
    var end = LocalDate(daysSinceEpoch: 0)

    /// An empty period, for the decoder.
    public init() {}

    /// The record of a period.
    public init(_ period: Period) {
        label = period.label
        title = period.title
        short = period.short
        number = period.number
        start = period.start
        end = period.end
    }

    /// The fields that an expression can select.
    public static let fields: [Field<PeriodValue>] = [
        Field("label", \.label, "The label, as in 2013-14-Q2."),
        Field("title", \.title, "The name that people use, as in Q2 2013/14."),
        Field("short", \.short, "The shortest name, as in 13Q2."),
        Field("number", \.number, "Which of its kind in the year, from 1."),
        Field("start", \.start, "The first day."),
        Field("end", \.end, "The last day."),
    ]

    static let celType = schema.celType
}
