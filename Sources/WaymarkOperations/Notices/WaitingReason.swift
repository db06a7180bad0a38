import WaymarkCalendar
import WaymarkCompiler
import WaymarkNotices
package import WaymarkStore

/// Why a notice has not gone yet, as far as the store and the settings know.
package struct WaitingReason {
    private let project: Project

    /// Looks at the notices of a project.
    package init(in project: Project) {
        self.project = project
    }

    /// What a notice waits for; nil for one that does not wait, or whose last try says it.
    package func words(for notice: NoticeRecord) -> String? {
        guard notice.state == .waiting else { return nil }
        let session = project.session
        let at = Instant(millisecondsSinceEpoch: notice.at)
        let isAhead = at > session.now
        let moment = Moments(session.calendar).text(at)
        if notice.lease != nil {
            return "handed over and not confirmed; tried again \(isAhead ? "from \(moment) on" : "by the next tick")"
        }
        if notice.detail != nil { return nil }
        if project.noticesFault != nil { return "\(NoticeFiles.path) has faults" }
        if notice.isForDigest { return "in the digest of \(moment)" }
        guard isAhead else { return "goes with the next tick" }
        let before = at.adding(milliseconds: -1)
        let isQuiet = project.notices.allowed(from: before, in: session.calendar) > before
        return isQuiet ? "quiet hours until \(moment)" : "held up with others of its way until \(moment)"
    }
}
