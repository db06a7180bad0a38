import CEL
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition

/// A notice in the JSON form of CloudEvents 1.0.
package enum CloudEvent {
    /// The media type of the form.
    package static let mediaType = "application/cloudevents+json"

    /// The event of some facts; the same bytes on every try.
    package static func bytes(of facts: NoticeFacts, name: NoticeName, source: String) -> [UInt8] {
        JSONText.bytes(
            of: map([
                ("specversion", .string("1.0")), ("id", .string(WebhookRequest.id(name))), ("source", .string(source)),
                ("type", .string("waymark.\(facts.kind.rawValue)")), ("subject", .string(facts.caseID)),
                ("time", .string(facts.at.description)), ("datacontenttype", .string("application/json")),
                ("data", data(facts)),
            ]), style: .plain)
    }

    /// What a person wrote stays in the store and with those who are asked: reasons are not told to other programs.
    private static func data(_ facts: NoticeFacts) -> Value {
        var pairs: [(String, Value)] = [
            ("case", .string(facts.caseID)), ("title", .string(facts.title)), ("workflow", .string(facts.workflow)),
            ("subject", map([("id", .string(facts.subject)), ("name", .string(facts.subjectName))])),
        ]
        let rest: [(String, String?)] = [
            ("task", facts.task), ("step", facts.step), ("step_title", facts.stepTitle), ("role", facts.role),
            ("due", facts.due?.description), ("was_due", facts.wasDue?.description), ("outcome", facts.outcome),
            ("milestone", facts.milestone),
            ("incident", facts.incident), ("message", facts.incident == nil ? nil : facts.reason), ("help", facts.help),
        ]
        for (name, text) in rest { if let text { pairs.append((name, .string(text))) } }
        return map(pairs)
    }

    private static func map(_ pairs: [(String, Value)]) -> Value {
        .map(MapValue(pairs.map { (.string($0.0), $0.1) }))
    }
}
