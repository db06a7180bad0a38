import Foundation
package import WaymarkCalendar
import WaymarkCompiler
package import WaymarkDelivery
import WaymarkRuntime
import WaymarkStore

/// Sends the notices that are due.
package struct DeliverNotices: Sendable {
    private let environment: [String: String]

    /// Sends with what the environment has of secrets and programs.
    package init(environment: [String: String]) {
        self.environment = environment
    }

    /// What was sent. Blocks its thread meanwhile.
    /// - Returns: nil when nobody is told anything: without settings, and where time is not that of the people outside.
    /// - Throws: ``OperationFailure`` when the settings or the templates have faults; all that waits stays.
    package func run(in project: Project) throws -> NoticeDispatcher.Round? {
        if let fault = project.noticesFault { throw fault }
        try NoticeFiles(project.files).remember(on: project.session.store)
        guard try goesOut(in: project) else { return nil }
        let clock = project.session.clock
        return try dispatcher(of: project).run(lease: UUID().uuidString) { clock.now }
    }

    /// When there will be something to send.
    package func next(in project: Project) throws -> Instant? {
        guard try project.noticesFault == nil && goesOut(in: project) else { return nil }
        return try project.session.store.read { try $0.nextNoticeAt() }.map { Instant(millisecondsSinceEpoch: $0) }
    }

    /// A store with a virtual clock is a demonstration or a preview: real people must hear nothing of it.
    private func goesOut(in project: Project) throws -> Bool {
        let isSet = project.notices.mail != nil || !project.notices.webhooks.isEmpty
        return try isSet && VirtualClock.clock(of: project.session.store) == nil
    }

    func dispatcher(of project: Project) throws -> NoticeDispatcher {
        if let fault = project.noticesFault { throw fault }
        return NoticeDispatcher(
            store: project.session.store, settings: project.notices, calendar: project.session.calendar,
            directory: project.session.directory,
            templates: try NoticeFiles(project.files).templates(project.notices),
            secrets: SecretSource(environment: environment, folder: project.folder), environment: environment)
    }
}
