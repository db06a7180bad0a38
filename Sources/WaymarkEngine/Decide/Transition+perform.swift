package import CEL
import WaymarkCalendar
package import WaymarkDefinition
import WaymarkPluginKit

extension Transition {
    /// Takes one command; what it sets in motion runs afterwards.
    mutating func perform(_ command: Command, isNew: Bool) throws {
        if case .startCase(let start) = command {
            guard isNew else { throw Rejection(.wrongState, "Expected a new case, but \(state.id) has begun") }
            return try begin(start)
        }
        guard !isNew else { throw Rejection(.notFound, "Expected a case that has begun, but there is none") }
        switch command {
        case .startCase: break
        case .claimTask(let task): try claim(task)
        case .releaseTask(let task): try release(task)
        case .completeTask(let complete): try completeTask(complete)
        case .escalateTask(let task, let rung, let reason): try escalate(task, rung: rung, reason: reason)
        case .delegateTask(let delegation): try delegate(delegation)
        case .withdrawDelegation(let task): try withdrawDelegation(of: task)
        case .reassignTask(let reassignment): try reassign(reassignment)
        case .commentTask(let task, let text): try comment(task, text: text)
        case .fireTimer(let timer): try fire(timer)
        case .completeEffect(let effect, let result): try completeEffect(effect, result)
        case .failEffect(let effect, let failure): try failEffect(effect, failure)
        case .receiveMessage(let message): try receive(message)
        case .retryIncident(let incident): try retry(incident)
        case .cancelCase(let reason): try cancelCase(reason: reason)
        case .addItem(let item): try add(item)
        case .suspendCase(let reason): try suspend(reason: reason)
        case .resumeCase: try resume()
        case .skipIncident(let incident, let reason): try skip(incident, reason: reason)
        case .redoStep(let step, let reason): try redo(step, reason: reason)
        case .migrateCase(let migration): try migrate(migration)
        case .recomputeDeadlines(let recomputation): try recomputeDeadlines(recomputation)
        }
    }

    private mutating func begin(_ start: StartCase) throws {
        let identity = try CaseIdentity(start, definition: definition, context: context)
        let variables = try firstValues(of: identity)
        let list = number()
        try emit(
            .caseStarted(
                CaseStarted(
                    id: start.id, workflow: definition.workflow, definition: definition.hash.description,
                    version: definition.version, title: definition.title, subject: identity.subject.id,
                    subjectName: identity.subject.name, key: identity.key, inputs: .map(identity.inputs),
                    variables: .map(variables), by: context.principal.name, at: context.now, parent: start.parent,
                    detachedDepth: start.detachedDepth, listActivity: list, calendar: context.calendar.name,
                    calendarHash: context.hashedCalendar.contentHash.description)))
        move(.run(list: list))
    }

    /// The variables at their first values.
    private func firstValues(of identity: CaseIdentity) throws -> MapValue {
        var before = CaseState()
        before.inputs = identity.inputs
        before.subject = identity.subject.id
        return MapValue(
            try definition.variables.map { variable in
                guard let formula = variable.formula else { return (.string(variable.name), variable.initial) }
                do {
                    let value = try formula.evaluated(
                        in: CaseScope(before, frame: 0, definition: definition, context: context))
                    return (.string(variable.name), try variable.type.normalised(value))
                } catch let fault as FieldFailure {
                    throw Rejection(.invalid, "Expected a first value for \(variable.name), but \(fault.line)")
                } catch let failure as EvaluationFailure {
                    throw Rejection(
                        .invalid, "Expected a first value for \(variable.name), but \(failure.description)")
                }
            })
    }
}

/// Who a case is: its subject, its checked inputs, its key, and the id that its definition proposes.
package struct CaseIdentity: Sendable {
    /// The organisation that the case is about.
    package let subject: Organisation
    /// The inputs, checked and complete.
    package let inputs: MapValue
    /// What makes the case the only one of its workflow and subject; empty when the workflow has no key.
    package let key: String
    /// The id that the definition proposes; the runtime makes it unique.
    package let proposedID: String

    /// Checks the beginning of a case.
    /// - Throws: ``Rejection`` naming every fault of the inputs, or the subject that does not fit.
    package init(_ start: StartCase, definition: CompiledDefinition, context: DecisionContext) throws {
        guard let subject = try context.directory.organisation(start.subject) else {
            throw Rejection(.invalid, "Expected a subject of the register, but there is no \"\(start.subject)\"")
        }
        guard subject.type == definition.subjectType else {
            throw Rejection(
                .invalid,
                "Expected a subject of type \(definition.subjectType), but \(subject.name) is of type \(subject.type)")
        }
        self.subject = subject
        let inputs = try Self.checked(start.inputs, definition: definition)
        let parts = definition.key.compactMap { inputs[$0].map { $0["label"]?.printed ?? $0.printed } }
        self.inputs = inputs
        key = parts.joined(separator: "/")
        var state = CaseState()
        state.inputs = inputs
        state.subject = subject.id
        let fallback = ([definition.workflow] + parts + [subject.short]).joined(separator: "-")
        let proposed = try definition.caseID?.evaluated(
            in: CaseScope(state, frame: 0, definition: definition, context: context)
        ).printed
        proposedID = Self.word(proposed ?? fallback)
    }

    /// An id is one word, which people type: what separates words in an input is a hyphen in it.
    private static func word(_ text: String) -> String {
        text.split { $0.isWhitespace || $0.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control } }
            .joined(separator: "-")
    }

    private static func checked(_ given: MapValue, definition: CompiledDefinition) throws -> MapValue {
        var pairs: [(Value, Value)] = []
        var faults: [FieldFailure] = []
        for field in definition.inputs.fields {
            guard let value = given[field.name] ?? definition.inputDefaults[field.name] else {
                if field.isRequired {
                    faults.append(
                        FieldFailure(path: field.name, message: "a value is required", help: field.type.title))
                }
                continue
            }
            do {
                pairs.append((.string(field.name), try field.type.normalised(value)))
            } catch {
                faults.append(error.inside(field.name))
            }
        }
        for (name, _) in given.entries where definition.inputs.field(name.text ?? "") == nil {
            faults.append(
                FieldFailure(
                    path: name.printed, message: "\(definition.workflow) has no such input",
                    help: "it has: " + definition.inputs.fields.map(\.name).joined(separator: ", ")))
        }
        guard faults.isEmpty else {
            throw Rejection(
                .invalid, "Expected inputs for \(definition.workflow), but \(faults[0].line)", faults: faults)
        }
        return MapValue(pairs)
    }
}
