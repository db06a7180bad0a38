import Synchronization
import WaymarkCalendar
import WaymarkDefinition
import WaymarkRuntime

/// Hands the commits of one run to its fold.
final class RunObserver: CommitObserver {
    private let fold: Mutex<RunFold>

    init(calendar: WorkingCalendar) {
        fold = Mutex(RunFold(calendar: calendar))
    }

    func committed(_ commit: ObservedCommit) {
        fold.withLock { $0.add(commit) }
    }

    /// What was counted, when the run ends at a moment.
    func finished(at end: Instant, definitions: [String: CompiledDefinition]) -> Tally {
        fold.withLock { $0 }.finished(at: end, definitions: definitions)
    }
}
