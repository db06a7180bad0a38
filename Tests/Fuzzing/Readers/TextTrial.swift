import CEL
import WaymarkCalendar
import WaymarkDefinition

/// Short texts with a form of their own: deadlines, dates, periods, spans of time, JSON.
enum TextTrial {
    static func complaint(about text: String) -> String? {
        _ = try? DeadlineText.parse([.text(text)])
        _ = try? DeadlineText.parse([.text(text), .expression(0)])
        _ = try? ElapsedSpan(parsing: text)
        return again("date", text, LocalDate.init, \.description)
            ?? again("instant", text, Instant.init, \.description)
            ?? again("period", text, Period.init, \.label)
            ?? again("span", text, TimeSpan.init, \.description)
            ?? again("timestamp", text, Timestamp.init, \.description)
    }

    /// What was read and written is read as the same.
    private static func again<Value: Equatable>(
        _ name: String, _ text: String, _ read: (String) -> Value?, _ write: (Value) -> String
    ) -> String? {
        guard let value = read(text) else { return nil }
        let written = write(value)
        return read(written) == value ? nil : "the \(name) is written as \"\(written)\", which is not the same"
    }

    static func jsonComplaint(about bytes: [UInt8]) -> String? {
        guard let value = try? JSONParser.parse(bytes) else { return nil }
        let text = JSONText.bytes(of: value)
        let again = try? JSONParser.parse(text)
        return again.map { JSONText.bytes(of: $0) } == text ? nil : "what was written is read differently"
    }
}
