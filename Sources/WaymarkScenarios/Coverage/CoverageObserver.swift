import CEL
import WaymarkDefinition
import WaymarkEngine

/// Sees in the history of a case what of its workflow was at work.
struct CoverageObserver {
    private let definition: CompiledDefinition
    private var timers: [Int: (step: String, timer: TimerState)] = [:]
    private var tasks: [Int: String] = [:]
    private(set) var covered: Set<CoverageItem> = []

    init(_ definition: CompiledDefinition) {
        self.definition = definition
    }

    mutating func observe(_ event: Event) {
        switch event {
        case .stepEntered(let event): enter(event.step, event.timers)
        case .effectRequested(let event): enter(event.step, event.timers)
        case .taskOpened(let event):
            enter(event.step, event.timers)
            tasks[event.task.number] = event.step
        case .branchEntered(let event): enterBranch(event)
        case .stepSkipped(let event): covered.insert(.route(event.step, CoverageName.skipped))
        case .stepDone(let event): end(event)
        case .taskCompleted(let event): complete(event)
        // Who takes no part says so as an outcome, and it never is that of the step.
        case .taskVoted(let event) where event.vote.outcome == BuiltInOutcome.recused:
            covered.insert(.route(event.step, event.vote.outcome))
        case .taskLapsed(let event):
            covered.insert(.route(event.step, event.outcome))
            let isTimeout = event.outcome == BuiltInOutcome.timedOut
            covered.insert(.deadline(event.step, isTimeout ? CoverageName.timeout : CoverageName.due))
        case .raceDecided(let event): covered.insert(.route(event.step, CoverageName.won(event.name)))
        case .failureCaught(let event): covered.insert(.route(event.step, CoverageName.caught(event.handler + 1)))
        case .undoBegan(let event): covered.insert(.route(event.step, CoverageName.undone))
        case .itemAdded(let event): covered.insert(.route(event.step, CoverageName.added))
        case .loopClosed(let event):
            covered.insert(.route(event.step, CoverageName.closed))
            covered.insert(.deadline(event.step, CoverageName.closed))
        case .taskAnsweredLate(let event): answerLate(event)
        case .taskLate(let event): passed(event.timer)
        case .taskReminded(let event): passed(event.timer)
        case .taskEscalated(let event): climb(event)
        default: break
        }
    }

    private mutating func enter(_ step: String, _ timers: [TimerState]) {
        covered.insert(CoverageItem(kind: .step, step: step))
        for timer in timers { self.timers[timer.number] = (step, timer) }
    }

    private mutating func enterBranch(_ event: BranchEntered) {
        guard definition.lists.indices.contains(event.list), let owner = definition.lists[event.list].owner else {
            return
        }
        let step = definition.steps[owner]
        switch step.construct {
        case .choose(let branches, let otherwise, _):
            if let index = branches.firstIndex(where: { $0.list == event.list }) {
                covered.insert(.route(step.id, CoverageName.branch(index + 1)))
            } else if otherwise == event.list {
                covered.insert(.route(step.id, CoverageName.otherwise))
            }
        case .repeats where event.branch > 0: covered.insert(.route(step.id, CoverageName.again))
        default: break
        }
    }

    private mutating func end(_ event: StepDone) {
        covered.insert(CoverageItem(kind: .step, step: event.step))
        covered.insert(.route(event.step, event.outcome))
        guard let step = definition.step(event.step) else { return }
        if case .decide = step.construct { decide(event.outputs[DecisionTable.decidedField]) }
        if event.outcome == BuiltInOutcome.timedOut { covered.insert(.deadline(event.step, CoverageName.timeout)) }
        switch step.construct {
        case .wait(.time): covered.insert(.deadline(event.step, CoverageName.wait))
        case .choose where event.activity == nil: covered.insert(.route(event.step, CoverageName.noBranch))
        default: break
        }
    }

    private mutating func complete(_ event: TaskCompleted) {
        covered.insert(.route(event.step, event.outcome))
        // Nobody handed in: time was up, and the votes that there were counted.
        guard event.by == Principal.system("timer").name else { return }
        covered.insert(.route(event.step, CoverageName.counted))
        covered.insert(.deadline(event.step, CoverageName.due))
    }

    /// A table answered: what it says of its rows is what was at work.
    private mutating func decide(_ explanation: Value?) {
        guard let table = explanation?["table"]?.text, let rows = explanation?["rows"]?.items else { return }
        if rows.isEmpty { covered.insert(.row(table, nil)) }
        for case .int(let number) in rows { covered.insert(.row(table, Int(number))) }
    }

    private mutating func answerLate(_ event: TaskAnsweredLate) {
        guard case .uses(let use)? = definition.step(event.step)?.construct, let rule = use.human?.late else { return }
        switch rule {
        case .goTo where !event.isActedOn: covered.insert(.route(event.step, CoverageName.keptLate))
        case .keep, .goTo: covered.insert(.route(event.step, CoverageName.answeredLate))
        }
    }

    private mutating func passed(_ number: Int) {
        guard let (step, timer) = timers[number] else { return }
        switch timer.purpose {
        case .due: covered.insert(.deadline(step, CoverageName.due))
        case .remind: covered.insert(.deadline(step, CoverageName.reminder(timer.index + 1)))
        case .rung, .wait, .timeout, .close, .day: break
        }
    }

    /// A rung that time climbs is covered when time climbed it; one that people climb, when somebody did.
    private mutating func climb(_ event: TaskEscalated) {
        guard let id = tasks[event.task], case .uses(let use)? = definition.step(id)?.construct,
            let ladder = use.human?.ladder, ladder.indices.contains(event.rung - 1)
        else { return }
        if (ladder[event.rung - 1].after == nil) == (event.timer == nil) {
            covered.insert(.deadline(id, CoverageName.rung(event.rung)))
        }
    }
}
