import AssuranceRecords
import WaymarkPluginKit

/// Makes items of what a person took up, added and set aside, and notes all that is wrong with it.
struct AgendaDraft {
    /// The items, in the order in which the person gave them.
    private(set) var items: [AgendaItem] = []
    /// The areas that are neither taken up nor set aside.
    private(set) var leftOut: [String] = []
    private let areas: [String: DiscussionArea]
    private let parameters: ProposeTask.Parameters

    init(_ form: ProposeTask.Form, _ parameters: ProposeTask.Parameters, into faults: inout FormFaults) {
        self.parameters = parameters
        areas = Dictionary(parameters.areas.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var settled: Set<String> = []
        for (index, entry) in form.items.enumerated() {
            take(entry, at: "items[\(index)]", settled: &settled, into: &faults)
        }
        for (index, entry) in form.added.enumerated() {
            add(entry, number: index + 1, at: "added[\(index)]", into: &faults)
        }
        for (index, entry) in form.setAside.enumerated() {
            settle(entry.area, at: "set_aside[\(index)].area", &settled, into: &faults)
            faults.requireText(
                entry.reason, at: "set_aside[\(index)].reason", "an area that is set aside needs a reason")
        }
        for area in parameters.areas where !settled.contains(area.id) {
            if area.isMandatory {
                faults.add(
                    "items", "\(area.id) must be discussed: \(area.title)",
                    help: "take it up under items, or set it aside with a reason under set_aside")
            } else {
                leftOut.append(area.id)
            }
        }
        if items.isEmpty {
            faults.add(
                "items", "an agenda needs at least one item", help: "take up an area, or add an item under added")
        }
    }

    private mutating func take(
        _ entry: AreaEntry, at path: String, settled: inout Set<String>, into faults: inout FormFaults
    ) {
        settle(entry.area, at: "\(path).area", &settled, into: &faults)
        pair(entry.performance, entry.development, at: path, into: &faults)
        var item = AgendaItem()
        item.id = entry.area
        if let area = areas[entry.area] {
            item.domain = area.domain
            item.title = area.title
            item.source = area.source
            item.origin = area.origin
            item.evidence = area.evidence
        }
        if let title = entry.title, !title.isBlank { item.title = title }
        item.performance = entry.performance
        item.development = entry.development
        items.append(item)
    }

    private mutating func add(_ entry: AddedEntry, number: Int, at path: String, into faults: inout FormFaults) {
        faults.requireDomain(entry.domain, among: parameters.domains, at: "\(path).domain")
        faults.requireText(entry.title, at: "\(path).title", "expected what it is about")
        pair(entry.performance, entry.development, at: path, into: &faults)
        var item = AgendaItem()
        item.id = "added-\(number)"
        item.domain = entry.domain
        item.title = entry.title
        item.source = entry.source ?? ""
        item.performance = entry.performance
        item.development = entry.development
        items.append(item)
    }

    /// Notes an area that is not proposed, and one that is named twice.
    private func settle(
        _ area: String, at path: String, _ settled: inout Set<String>, into faults: inout FormFaults
    ) {
        if areas[area] == nil {
            faults.add(
                path, "\"\(area)\" is not one of the areas proposed",
                help: "there is: \(parameters.areas.map(\.id).joined(separator: ", ")); anything else goes under added")
        } else if !settled.insert(area).inserted {
            faults.add(path, "\(area) is named already")
        }
    }

    /// Notes performance without development, and the reverse.
    private func pair(
        _ performance: String?, _ development: String?, at path: String, into faults: inout FormFaults
    ) {
        switch (performance?.isBlank ?? true, development?.isBlank ?? true) {
        case (false, true):
            faults.add("\(path).development", "performance is not discussed without development")
        case (true, false):
            faults.add("\(path).performance", "development is not discussed without performance")
        default: break
        }
    }
}
