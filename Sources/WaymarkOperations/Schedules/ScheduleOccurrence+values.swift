package import CEL
import WaymarkCalendar
import WaymarkDefinition
package import WaymarkSchedules

extension ScheduleOccurrence {
    /// What expressions of a schedule see of the occurrence, whoever it is about.
    package var values: [String: Value] {
        var values: [String: Value] = [
            "occurrence": .map(
                MapValue([
                    (.string("date"), .string(date.description)),
                    (.string("named_date"), .string(namedDate.description)),
                    (.string("at"), .timestamp(instant.timestamp)),
                ]))
        ]
        values["covers"] = covers?.fieldValue
        values["held"] = held?.fieldValue
        return values
    }
}
