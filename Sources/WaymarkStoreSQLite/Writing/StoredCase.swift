import WaymarkStore

/// What a commit has to know of the case that it goes on from.
struct StoredCase {
    let id: String
    let number: Int64
    let revision: Int64
    let hash: [UInt8]
    let snapshotRevision: Int64
    /// The hash that the last of its events has.
    let lastEventHash: [UInt8]
    let place: Place

    init(id: String, row: SQLRow) {
        self.id = id
        number = row.integer(0)
        revision = row.integer(1)
        hash = row.bytes(2)
        snapshotRevision = row.integer(3)
        lastEventHash = row.bytes(4)
        place = Place(row: row, from: 5)
    }

    /// The columns that indexes are made of.
    struct Place: Equatable {
        let workflow: String
        let subject: String
        let key: String
        let status: String
        let parent: String?
        let startedAt: Int64
        let definitionHash: String

        init(of record: CaseRecord) {
            workflow = record.workflow
            subject = record.subject
            key = record.key
            status = record.status
            parent = record.parent
            startedAt = record.startedAt
            definitionHash = record.definitionHash
        }

        init(row: SQLRow, from column: Int32) {
            workflow = row.text(column)
            subject = row.text(column + 1)
            key = row.text(column + 2)
            status = row.text(column + 3)
            parent = row.optionalText(column + 4)
            startedAt = row.integer(column + 5)
            definitionHash = row.text(column + 6)
        }

        var values: [SQLValue] {
            [
                .text(workflow), .text(subject), .text(key), .text(status), .text(parent), .integer(startedAt),
                .text(definitionHash),
            ]
        }
    }
}
