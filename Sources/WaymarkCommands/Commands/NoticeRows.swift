import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkNotices
import WaymarkOperations
import WaymarkStore

/// Notices as rows.
enum NoticeRows {
    static func listing(_ notices: [NoticeRecord], text: String? = nil, in project: Project) -> Listing {
        var listing = Listing(columns: [
            ("notice", "NOTICE"), ("state", "STATE"), ("at", "AT"), ("recipient", "FOR"), ("about", "ABOUT"),
            ("attempts", "TRIES"), ("detail", "WHY"),
        ])
        if text != nil { listing.columns.append(("text", "TEXT")) }
        let moments = Moments(project.session.calendar)
        let reason = WaitingReason(in: project)
        for notice in notices {
            let at = Instant(row: notice.at)
            var row: [Listing.Cell] = [
                .init(notice.id, emphasis: .strong),
                .init(notice.state.rawValue, emphasis: notice.state == .failed ? .alarming : .plain),
                .init(.timestamp(at.timestamp), text: moments.text(at)), .init(notice.recipient),
                .init(about(notice)), .init(notice.attempt),
                .init(reason.words(for: notice) ?? notice.detail, emphasis: .faint),
            ]
            if let text { row.append(.init(text)) }
            listing.rows.append(row)
        }
        return listing
    }

    private static func about(_ notice: NoticeRecord) -> String? {
        guard notice.kind != NoticeTemplates.digest,
            let facts = try? JSONParser.parse(notice.payload, as: NoticeFacts.self)
        else { return nil }
        return "\(facts.stepTitle ?? facts.title), \(facts.subjectName)"
    }
}
