import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

/// What the trials of the control-flow patterns share.
extension Trial {
    /// The ids of the steps that people are asked for, in the order of opening.
    var asked: [String] {
        state?.tasks.compactMap { task in
            if case .step(let index) = task.activity.node { definition.steps[index].id } else { nil }
        } ?? []
    }

    /// How often a step has ended.
    func count(_ step: String) -> Int { done.count { $0 == step } }

    /// Whether the case has come to its end.
    var isOver: Bool { state?.status == .completed }

    /// A message comes from outside.
    mutating func tell(_ name: String, _ text: String = "x") throws {
        let data = Value.map(MapValue([(.string("text"), .string(text))]))
        let id = "x\(events.count)"
        _ = try perform(
            .receiveMessage(IncomingMessage(id: id, name: name, data: data, from: nil)), by: .system("message"))
    }

    /// The cases that were asked to begin.
    var called: Int {
        events.count { event in
            if case .messageSent(let sent) = event { sent.name == IncomingMessage.startChild } else { false }
        }
    }
}
