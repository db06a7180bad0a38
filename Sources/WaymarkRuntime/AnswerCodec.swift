import CEL
import WaymarkDefinition

/// Answers as they are kept under command keys.
enum AnswerCodec {
    static func bytes(_ answer: CommandAnswer) -> [UInt8] {
        guard case .done(let done) = answer else { return [] }
        return JSONText.bytes(
            of: .map(
                MapValue([
                    (.string("case"), .string(done.caseID)), (.string("revision"), .int(done.revision)),
                    (.string("events"), .int(Int64(done.events))),
                ])))
    }

    static func answer(_ bytes: [UInt8]) throws -> CommandAnswer {
        let value = try JSONParser.parse(bytes)
        guard let id = value["case"]?.text, case .int(let revision)? = value["revision"],
            case .int(let events)? = value["events"]
        else { throw RuntimeError(.unreadable, "a kept answer cannot be read") }
        return .already(.init(caseID: id, revision: revision, events: Int(events)))
    }
}
