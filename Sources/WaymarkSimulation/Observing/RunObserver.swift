import Dispatch
import Synchronization
import WaymarkCalendar
import WaymarkDefinition
import WaymarkRuntime

/// Hands the commits of one run to its fold, in their order, while the run goes on.
final class RunObserver: CommitObserver {
    /// How many commits go to the fold together, so that it costs the run little to hand them over.
    private static let together = 256

    private let waiting = Mutex<[ObservedCommit]>([])
    private let fold: Mutex<RunFold>
    private let queue = DispatchQueue(label: "waymark.simulation.counting")

    init(calendar: WorkingCalendar) {
        fold = Mutex(RunFold(calendar: calendar))
    }

    func committed(_ commit: ObservedCommit) {
        let batch = waiting.withLock { waiting in
            waiting.append(commit)
            return waiting.count < Self.together ? [] : Self.taken(from: &waiting)
        }
        if !batch.isEmpty { queue.async { self.add(batch) } }
    }

    /// What was counted, when the run ends at a moment.
    func finished(at end: Instant, definitions: [String: CompiledDefinition]) -> Tally {
        let rest = waiting.withLock { Self.taken(from: &$0) }
        queue.sync { add(rest) }
        return fold.withLock { $0 }.finished(at: end, definitions: definitions)
    }

    private func add(_ commits: [ObservedCommit]) {
        fold.withLock { fold in
            for commit in commits { fold.add(commit) }
        }
    }

    private static func taken(from waiting: inout [ObservedCommit]) -> [ObservedCommit] {
        let taken = waiting
        waiting = []
        return taken
    }
}
