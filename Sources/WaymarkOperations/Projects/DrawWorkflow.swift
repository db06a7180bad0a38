import WaymarkCompiler
import WaymarkDefinition
package import WaymarkDrawing
import WaymarkEngine
package import WaymarkPluginKit
import WaymarkRuntime
import WaymarkStore

/// Draws a workflow of the project.
package struct DrawWorkflow: Sendable {
    private let workflow: String
    private let form: DrawingForm

    /// Draws the workflow of a name in a form.
    package init(_ workflow: String, as form: DrawingForm) {
        self.workflow = workflow
        self.form = form
    }

    /// The text of the drawing; no store is needed.
    /// - Throws: ``OperationFailure`` when there is no such workflow or it has faults.
    package func run(_ files: ProjectFiles, registry: PluginRegistry) throws -> String {
        form.text(of: try CompileWorkflow(workflow).run(files, registry: registry))
    }
}

/// Draws the workflow of a case, with where the case stands.
package struct DrawCase: Sendable {
    private let id: String
    private let workflow: String?
    private let form: DrawingForm

    /// Draws the case of an id or unambiguous beginning; of a workflow, if one is named.
    package init(_ id: String, of workflow: String?, as form: DrawingForm) {
        self.id = id
        self.workflow = workflow
        self.form = form
    }

    /// The text of the drawing: of the definition that the case is pinned to.
    package func run(in session: Session) throws -> String {
        let view = try ShowCase(id).run(in: session)
        if let workflow, workflow != view.record.workflow {
            throw OperationFailure(
                .usage, "Expected a case of \(workflow), but \(view.record.id) is one of \(view.record.workflow)",
                help: "leave the workflow out, or name another case")
        }
        return form.text(of: view.definition, marks: CaseMarks(view, in: session))
    }
}

extension CaseMarks {
    /// What a drawing shows of a case.
    init(_ view: CaseView, in session: Session) {
        let moments = Moments(session.calendar)
        var steps: [Int: Mark] = [:]
        for (index, line) in view.steps.enumerated() {
            let open = view.state.activities.values.filter { $0.node == .step(index) }
            var notes = line.detail.isEmpty ? [] : [StepWording.name(line.detail)]
            var isLate = false
            for activity in open.sorted(by: { $0.number < $1.number }) {
                guard case .task(let task) = activity.work else { continue }
                isLate = isLate || task.isLate
                if let due = task.dueAt, notes.count < 2 { notes.append("due \(moments.text(due))") }
            }
            let note = notes.joined(separator: ", ")
            switch line.status {
            case .done: steps[index] = Mark(.done, note: note)
            case .open: steps[index] = Mark(isLate ? .late : .open, note: note)
            case .stopped: steps[index] = Mark(.stopped, note: note)
            case .ahead: break
            }
        }
        let record = view.record
        let standing = record.milestone.map { ", last reached: \($0)" } ?? ""
        self.init(
            line: "Case \(record.id) · \(record.subjectName) · \(record.outcome ?? record.status)\(standing)",
            steps: steps)
    }
}
