import AssuranceRecords
import WaymarkCalendar
import WaymarkPluginKit

/// Notes what is wrong with the minutes of a meeting, all of it at once.
struct MinuteCheck {
    private let form: HoldTask.Form
    private let agenda: [AgendaItem]

    init(_ form: HoldTask.Form, agenda: [AgendaItem]) {
        self.form = form
        self.agenda = agenda
    }

    /// Every item has one note, and each note speaks of performance and development.
    func notes(into faults: inout FormFaults) {
        var noted: Set<String> = []
        for (index, note) in form.notes.enumerated() {
            checkItem(note.item, at: "notes[\(index)].item", into: &faults)
            if !noted.insert(note.item).inserted {
                faults.add("notes[\(index)].item", "\(note.item) has a note already")
            }
            faults.requireText(
                note.performance, at: "notes[\(index)].performance",
                "development was discussed, so expected what was said of performance as well")
            faults.requireText(
                note.development, at: "notes[\(index)].development",
                "performance was discussed, so expected what was said of development as well")
        }
        for item in agenda where !noted.contains(item.id) {
            faults.add(
                "notes", "\(item.id) has no note: \(item.title)",
                help: "note what was said of performance and of development")
        }
    }

    /// What follows can be followed: who, what and by when.
    func followUp(into faults: inout FormFaults) {
        for (index, action) in form.actions.enumerated() {
            faults.requireText(action.text, at: "actions[\(index)].text", "expected what shall be done")
            faults.requireText(action.owner, at: "actions[\(index)].owner", "expected who does it")
            if action.due < form.heldOn {
                faults.add("actions[\(index)].due", "\(action.due) is before the meeting, \(form.heldOn)")
            }
        }
        for (index, request) in form.informationRequested.enumerated() {
            let path = "information_requested[\(index)]"
            faults.requireText(request.text, at: "\(path).text", "expected what is asked for")
            faults.requireText(request.from, at: "\(path).from", "expected who is to give it")
            if let item = request.item { checkItem(item, at: "\(path).item", into: &faults) }
        }
        for (index, practice) in form.notablePractice.enumerated() {
            faults.requireText(practice.title, at: "notable_practice[\(index)].title", "expected what it is")
            faults.requireText(
                practice.text, at: "notable_practice[\(index)].text", "expected what others could learn from it")
        }
    }

    /// Somebody spoke for patients and the public, or there is a reason why nobody did.
    func layParticipation(into faults: inout FormFaults) {
        switch form.layParticipation {
        case nil:
            faults.add(
                "lay_participation", "expected whether anybody spoke for patients and the public",
                help: "say true, or false with a reason under lay_reason")
        case false:
            faults.requireText(
                form.layReason, at: "lay_reason", "nobody spoke for patients and the public, so a reason is needed")
        default: break
        }
    }

    private func checkItem(_ id: String, at path: String, into faults: inout FormFaults) {
        guard !agenda.contains(where: { $0.id == id }) else { return }
        faults.add(
            path, "\"\(id)\" is not on the agenda",
            help: agenda.isEmpty ? "there is no agenda" : "there is: \(agenda.map(\.id).joined(separator: ", "))")
    }
}
