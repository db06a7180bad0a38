import Dispatch
import Synchronization
import WaymarkDefinition
import WaymarkEngine
import WaymarkStore

/// Decides the commands of a batch ahead of their turn, on a second core.
///
/// A decision depends on its case, its definition and its surroundings alone. So it is the same whoever makes it and
/// whenever, as long as nothing else has happened to the case when its turn comes; who decides on a case in some other way
/// says so. What is committed, and in which order, is then the same as if each command were decided in its turn.
///
/// Nothing here touches the store: a decision that asks for more of the register than is in memory is left to its turn.
final class DecisionsAhead: Sendable {
    /// What a batch asks of one case, in order.
    struct CaseWork: Sendable {
        /// The case as it stands when the batch begins; nil when the batch starts it.
        var state: CaseState?
        /// The hash of its last event.
        var hash: [UInt8]
        /// What it is pinned to.
        var definition: CompiledDefinition
        /// The commands, by their places in the batch.
        var commands: [(place: Int, command: CaseCommand)]
    }

    private enum Stage { case waiting, underWay, done }

    private struct Progress {
        var stages: [Stage]
        /// Before this one nothing waits.
        var next = 0
        var decided: [Int: DecidedCommand] = [:]
        /// The work that is of no use any more.
        var dropped: Set<Int> = []
        var isOver = false
    }

    private let work: [CaseWork]
    private let workOfPlace: [Int: Int]
    private let workOfCase: [String: Int]
    private let decider: CommandDecider
    private let register: RegisterCache
    private let progress: Mutex<Progress>
    /// Counts what the second thread has finished.
    private let finished = DispatchSemaphore(value: 0)

    /// Begins with the work of a batch.
    init(_ work: [CaseWork], decider: CommandDecider, register: RegisterCache) {
        self.work = work
        self.decider = decider
        self.register = register
        var places: [Int: Int] = [:]
        var cases: [String: Int] = [:]
        for (index, part) in work.enumerated() {
            if let id = part.state?.id { cases[id] = index }
            for (place, _) in part.commands { places[place] = index }
        }
        workOfPlace = places
        workOfCase = cases
        progress = Mutex(Progress(stages: Array(repeating: .waiting, count: work.count)))
    }

    /// Lets a second thread begin. When none is free, the work is done by who waits for it.
    func begin() {
        DispatchQueue.global().async {
            while let index = self.claim() {
                self.decide(index)
                self.finished.signal()
            }
        }
    }

    /// Leaves undone what nobody has begun.
    func end() {
        progress.withLock { $0.isOver = true }
    }

    /// Where the case of the command at a place stood when the batch began.
    func revision(at place: Int) -> Int64? { workOfPlace[place].flatMap { work[$0].state?.revision } }

    /// Forgets what was decided on a case, because something else has happened to it.
    func drop(_ caseID: String) {
        guard let index = workOfCase[caseID] else { return }
        progress.withLock { _ = $0.dropped.insert(index) }
    }

    /// What was decided on the command at a place; nil when it has to be decided in its turn.
    ///
    /// While the second thread is at it, this one decides what comes later.
    func decided(at place: Int) -> DecidedCommand? {
        guard let index = workOfPlace[place] else { return nil }
        while progress.withLock({ $0.stages[index] != .done && !$0.dropped.contains(index) }) {
            if let claimed = claim(first: index) { decide(claimed) } else { finished.wait() }
        }
        return progress.withLock { progress in
            let decided = progress.decided.removeValue(forKey: place)
            return progress.dropped.contains(index) ? nil : decided
        }
    }

    // MARK: - Deciding

    /// Takes work that nobody has begun: a wanted one, or else the first.
    private func claim(first wanted: Int? = nil) -> Int? {
        progress.withLock { progress in
            if let wanted, progress.stages[wanted] == .waiting {
                progress.stages[wanted] = .underWay
                return wanted
            }
            guard !progress.isOver else { return nil }
            while progress.next < progress.stages.count, progress.stages[progress.next] != .waiting {
                progress.next += 1
            }
            guard progress.next < progress.stages.count else { return nil }
            progress.stages[progress.next] = .underWay
            return progress.next
        }
    }

    private func decide(_ index: Int) {
        let decided = decisions(on: work[index])
        progress.withLock { progress in
            progress.stages[index] = .done
            for (place, decided) in decided { progress.decided[place] = decided }
        }
    }

    /// Decides commands on one case, each on what the one before has made of it, as far as that is certain.
    private func decisions(on work: CaseWork) -> [(place: Int, decided: DecidedCommand)] {
        var state = work.state
        var (hash, chain) = (work.hash, HashChain())
        var decisions: [(place: Int, decided: DecidedCommand)] = []
        for (place, command) in work.commands {
            guard var decided = decided(command, on: state, of: work.definition) else { break }
            hash = decided.commit?.chain(after: hash, by: &chain) ?? hash
            decisions.append((place, decided))
            switch decided.decision {
            case .accepted(let acceptance): state = acceptance.state
            // The fact that it was refused comes into the case in its turn.
            case .rejected(_, let record): guard record == nil else { return decisions }
            }
            guard state?.definition == work.definition.hash.description else { break }
        }
        return decisions
    }

    private func decided(
        _ command: CaseCommand, on state: CaseState?, of definition: CompiledDefinition
    ) -> DecidedCommand? {
        let misses = RegisterMisses()
        let directory = RegisterDirectory(schema: decider.environment.registerSchema, cache: register) { _ in
            misses.note()
            throw RuntimeError(.notFound, "the register is not read ahead of a command's turn")
        }
        let decision = WaymarkEngine.decide(
            command.command, on: state, of: definition, in: decider.context(command.principal, directory))
        guard misses.isEmpty else { return nil }
        var decided = DecidedCommand(before: state, definition: definition, decision: decision)
        if case .accepted(let acceptance) = decision, acceptance.state.definition == definition.hash.description {
            decided.commit = decider.commit(
                of: acceptance, over: state, definition: definition, by: command.principal)
        }
        return decided
    }
}

/// Whether a decision has asked for something of the register that is not in memory.
private final class RegisterMisses: Sendable {
    private let hasMissed = Atomic(false)

    /// Whether it has not.
    var isEmpty: Bool { !hasMissed.load(ordering: .relaxed) }

    func note() { hasMissed.store(true, ordering: .relaxed) }
}
