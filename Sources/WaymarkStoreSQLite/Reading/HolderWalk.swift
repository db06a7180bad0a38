import WaymarkStore

/// Walks the tasks of several holders as one list, soonest due first.
///
/// Each holder's own list is a range of an index. What is read grows with the page and the number of holders, not with
/// how many tasks they have.
struct HolderWalk {
    /// A task's place in every list that it stands in.
    private struct Key: Comparable {
        var order: Int64
        var id: String

        static func < (left: Key, right: Key) -> Bool {
            left.order == right.order ? left.id < right.id : left.order < right.order
        }
    }

    /// The list of one holder, as far as it has been read.
    private struct List {
        let holder: String
        var read: [Key] = []
        var next = 0
        var isWhole = false

        var first: Key? { next < read.count ? read[next] : nil }
    }

    private let query: TaskQuery
    private let sql: SQLConnection
    private let holders: [String]
    private let portion: Int
    /// The lists of which there is more, the one with the soonest task last.
    private var lists: [List] = []

    init(_ query: TaskQuery, holders: Set<String>, sql: SQLConnection) {
        self.query = query
        self.sql = sql
        self.holders = holders.sorted()
        // One holder's page is read at once; of many, each is likely to give a small part.
        portion = holders.count < 2 ? query.limit : min(query.limit, max(4, 2 * query.limit / holders.count))
    }

    /// The ids of the tasks of the page, each once.
    mutating func ids() throws -> [String] {
        lists = try holders.compactMap { try filled(List(holder: $0)) }
        lists.sort { left, right in
            guard let first = left.first, let second = right.first else { return false }
            return second < first
        }
        var page: [Key] = []
        while page.count < query.limit, var list = lists.popLast(), let key = list.first {
            // A task that several may do stands at the same place in each of their lists.
            if page.last != key { page.append(key) }
            list.next += 1
            if let rest = try filled(list) { insert(rest) }
        }
        return page.map(\.id)
    }

    private mutating func insert(_ list: List) {
        guard let key = list.first else { return }
        var low = 0
        var high = lists.count
        while low < high {
            let middle = (low + high) / 2
            if let other = lists[middle].first, key < other { low = middle + 1 } else { high = middle }
        }
        lists.insert(list, at: low)
    }

    /// The list with its next task read; nil when there is none.
    private func filled(_ list: List) throws -> List? {
        guard list.first == nil else { return list }
        guard !list.isWhole else { return nil }
        var query = query
        query.limit = portion
        if let last = list.read.last {
            query.after = TaskQuery.Place(dueAt: last.order == .max ? nil : last.order, id: last.id)
        }
        let selection = TaskSelection(query, holder: list.holder)
        var list = list
        list.read = try sql.rows(selection.sql, selection.values) { Key(order: $0.integer(0), id: $0.text(1)) }
        list.next = 0
        list.isWhole = list.read.count < portion
        return list.read.isEmpty ? nil : list
    }
}
