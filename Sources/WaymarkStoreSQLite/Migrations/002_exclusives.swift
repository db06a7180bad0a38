/// Queues for what only one case at a time may be inside of.
enum ExclusivesMigration {
    static let identifier = "002_exclusives"

    static let sql = """
        CREATE TABLE exclusives (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            case_id TEXT NOT NULL REFERENCES cases (id),
            is_granted INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX exclusives_by_name ON exclusives (name, number);
        """
}
