/// A time of day on a wall clock, to the second, from 00:00:00 to 23:59:59.
public struct LocalTime: Hashable, Comparable, Sendable {
    /// Seconds since midnight, from 0 to 86399.
    public let secondsOfDay: Int

    /// Takes a time by its numbers; nil when there is no such time, as for 24:00.
    public init?(hour: Int, minute: Int, second: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        secondsOfDay = (hour * 60 + minute) * 60 + second
    }

    /// Takes seconds since midnight; outside a day it takes the first or last second.
    init(secondsOfDay: Int) {
        self.secondsOfDay = min(max(secondsOfDay, 0), 86_399)
    }

    /// The first second of a day.
    public static let midnight = LocalTime(secondsOfDay: 0)

    /// The hour, from 0 to 23.
    public var hour: Int { secondsOfDay / 3600 }
    /// The minute, from 0 to 59.
    public var minute: Int { secondsOfDay / 60 % 60 }
    /// The second, from 0 to 59.
    public var second: Int { secondsOfDay % 60 }

    /// Whether the left time comes first in a day.
    public static func < (left: LocalTime, right: LocalTime) -> Bool { left.secondsOfDay < right.secondsOfDay }
}

extension LocalTime: LosslessStringConvertible {
    /// Reads `17:00` or `17:00:30`; nil for anything else.
    public init?(_ description: String) {
        var scanner = DigitScanner(description)
        guard let time = LocalTime(scanning: &scanner), scanner.isAtEnd else { return nil }
        self = time
    }

    init?(scanning scanner: inout DigitScanner) {
        guard let hour = scanner.number(digits: 2), scanner.skip(":"), let minute = scanner.number(digits: 2) else {
            return nil
        }
        guard scanner.skip(":") else {
            self.init(hour: hour, minute: minute)
            return
        }
        guard let second = scanner.number(digits: 2) else { return nil }
        self.init(hour: hour, minute: minute, second: second)
    }

    /// The time as in `17:00`, with seconds only when there are any.
    public var description: String {
        var text = ""
        text.append(padded: hour, width: 2)
        text.append(":")
        text.append(padded: minute, width: 2)
        if second != 0 {
            text.append(":")
            text.append(padded: second, width: 2)
        }
        return text
    }
}
