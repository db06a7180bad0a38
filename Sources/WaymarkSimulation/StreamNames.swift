import CEL
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

/// Names the streams of chance: what a case or a task draws depends on what it is, and not on what else has happened.
///
/// A case is known by the case that called it, its workflow, subject and key, and its number among those of which all
/// this is the same. A task is known by its case, its step, the items of the loops around it, and how often it was asked
/// before. So under another definition or calendar the same people draw the same for the same work, and a step more
/// changes nothing for the others.
struct StreamNames {
    private struct Place: Hashable {
        var caseID: String
        var path: String
    }

    private var cases: [String: String] = [:]
    private var numbers: [String: Int] = [:]
    private var tasks: [String: String] = [:]
    private var visits: [Place: Int] = [:]

    /// Whether a case has its name.
    func knows(_ caseID: String) -> Bool { cases[caseID] != nil }

    /// Gives a case its name; the case that called it must have one.
    mutating func add(_ record: CaseRecord) {
        guard cases[record.id] == nil else { return }
        var name = record.parent.flatMap { cases[$0] }.map { $0 + ">" } ?? ""
        name += "\(record.workflow)/\(record.subject)/\(record.key)"
        let number = numbers[name, default: 0]
        numbers[name] = number + 1
        cases[record.id] = number == 0 ? name : "\(name)#\(number)"
    }

    /// The name of a task; the first time that it is asked for counts as a visit of its step.
    mutating func name(of task: TaskRecord, in state: CaseState) -> String {
        if let known = tasks[task.id] { return known }
        let number = Projection.number(task.id) ?? 0
        let frame = state.task(number)?.activity.frame ?? state.lapsed[number]?.frame ?? 0
        return add(task.id, of: task.caseID, path: Self.path(task.step, frame, in: state.frames))
    }

    /// Gives the tasks of a case their names in the order in which they were opened.
    mutating func add(_ events: [Event], of caseID: String) {
        var frames: [Int: Frame] = [:]
        for event in events {
            switch event {
            case .branchEntered(let event):
                if let frame = event.scope { frames[frame.number] = frame }
            case .taskOpened(let event):
                let id = Projection.id(caseID, event.task.number)
                guard tasks[id] == nil else { continue }
                add(id, of: caseID, path: Self.path(event.step, event.frame, in: frames))
            default: continue
            }
        }
    }

    @discardableResult
    private mutating func add(_ task: String, of caseID: String, path: String) -> String {
        let place = Place(caseID: caseID, path: path)
        let visit = visits[place, default: 0]
        visits[place] = visit + 1
        let name = "\(cases[caseID] ?? caseID)/\(path)" + (visit == 0 ? "" : "#\(visit)")
        tasks[task] = name
        return name
    }

    /// A step with the items of the loops around it, the outermost last.
    private static func path(_ step: String, _ frame: Int, in frames: [Int: Frame]) -> String {
        var path = step
        var number = frame
        while let frame = frames[number] {
            if frame.kind != .failure { path += "[\(word(for: frame))]" }
            number = frame.parent
        }
        return path
    }

    /// What an item is known by; its place only where it has nothing of its own.
    private static func word(for frame: Frame) -> String {
        if let text = (frame.item["id"] ?? frame.item).text { return text }
        if case .int(let number) = frame.item { return "\(number)" }
        return "\(frame.index)"
    }
}
