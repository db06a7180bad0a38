import AssuranceRecords
import WaymarkCalendar

/// Makes evidence and areas of what a round left open; each keeps its own id behind the word `carried`.
struct CarriedItems {
    private let key: String
    private let type: String

    /// Takes the key of the round and the type that the evidence bears.
    init(from key: String, type: String) {
        self.key = key
        self.type = type
    }

    /// An area that was not closed.
    func evidence(of area: DiscussionArea) -> EvidenceItem {
        item(area.id, domain: area.domain, title: area.title, finding: .concern)
    }

    /// A trajectory, to be looked at again.
    func evidence(of trajectory: Trajectory) -> EvidenceItem {
        item(
            trajectory.id, domain: trajectory.domain,
            title: "\(trajectory.measure): from \(trajectory.baseline) to \(trajectory.target) by \(trajectory.by)",
            finding: .note)
    }

    /// An action that is not done; late ones give cause for concern.
    func evidence(of action: ActionItem, on today: LocalDate) -> EvidenceItem {
        item(
            action.id, domain: action.domain ?? "", title: "\(action.owner): \(action.text), due \(action.due)",
            finding: action.due < today ? .concern : .note)
    }

    /// The area that evidence becomes.
    func area(of item: EvidenceItem) -> DiscussionArea {
        var area = DiscussionArea()
        area.id = item.id
        area.domain = item.domain
        area.title = item.title
        area.source = item.source
        area.origin = .carried
        area.evidence = [item.id]
        return area
    }

    private func item(_ id: String, domain: String, title: String, finding: Finding) -> EvidenceItem {
        var item = EvidenceItem()
        item.id = id.hasPrefix("carried-") ? id : "carried-\(id)"
        item.type = type
        item.domain = domain
        item.title = title
        item.source = "Round of \(key)"
        item.finding = finding
        item.level = "case"
        return item
    }
}
