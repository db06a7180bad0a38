import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDelivery
package import WaymarkNotices
package import WaymarkStore

/// Shows a notice as it is sent.
package struct ShowNotice: Sendable {
    private let id: String

    /// Shows the notice of an id or unambiguous beginning.
    package init(_ id: String) {
        self.id = id
    }

    /// The notice, and its text.
    package func run(in project: Project) throws -> (notice: NoticeRecord, text: String) {
        let notice = try project.session.store.read { try Lookup($0).notice(id) }
        let dispatcher = try DeliverNotices(environment: [:]).dispatcher(of: project)
        return (notice, try dispatcher.preview(of: notice, now: project.session.now))
    }
}

/// Shows the digest that a person would get now.
package struct PreviewDigest: Sendable {
    private let person: String

    /// Shows the digest of a person.
    package init(person: String) {
        self.person = person
    }

    /// The text: what waits for the person, and what is open.
    package func run(in project: Project) throws -> NoticeTemplates.Text {
        let session = project.session
        guard let person = try session.directory.person(person) else {
            throw OperationFailure(
                .notFound, "Expected a person of the register, but there is no \"\(person)\"",
                help: "see `waymark register check`")
        }
        let digest = try session.store.read { store in
            let waiting = try store.notices(
                NoticeQuery(state: .waiting, recipient: person.id, limit: NoticeLimits.digestNoticesMax))
            return try NoticeDispatcher.digest(
                waiting.filter { $0.kind != NoticeTemplates.digest }, of: person, from: store,
                at: session.now, in: session.calendar)
        }
        let values = NoticeValues(calendar: session.calendar, now: session.now).values(digest, to: person)
        return try NoticeFiles(project.files).templates(project.notices).text(NoticeTemplates.digest, values)
    }
}
