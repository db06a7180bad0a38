/// The register of a memory store, with what its rows can be found by.
struct MemoryRegister {
    private struct Link: Hashable {
        var kind: String
        var name: String
    }

    let count: Int
    private var rowsByKind: [String: [RegisterRow]] = [:]
    private var rowsByID: [Link: RegisterRow] = [:]
    private var rowsByParent: [Link: [RegisterRow]] = [:]
    private var rowsByTerm: [Link: [RegisterRow]] = [:]

    init(rows: [RegisterRow]) {
        count = rows.count
        for row in rows.sorted(by: { $0.id < $1.id }) {
            rowsByKind[row.kind, default: []].append(row)
            rowsByID[Link(kind: row.kind, name: row.id)] = row
            if let parent = row.parent { rowsByParent[Link(kind: row.kind, name: parent), default: []].append(row) }
            for term in Set(row.terms) { rowsByTerm[Link(kind: row.kind, name: term), default: []].append(row) }
        }
    }

    func row(kind: String, id: String) -> RegisterRow? {
        rowsByID[Link(kind: kind, name: id)]
    }

    func rows(kind: String, afterID: String?) -> ArraySlice<RegisterRow> {
        let rows = rowsByKind[kind] ?? []
        guard let afterID else { return rows[...] }
        return rows.drop { $0.id <= afterID }
    }

    func rows(kind: String, parent: String) -> [RegisterRow] {
        rowsByParent[Link(kind: kind, name: parent)] ?? []
    }

    func rows(kind: String, term: String) -> [RegisterRow] {
        rowsByTerm[Link(kind: kind, name: term)] ?? []
    }
}
