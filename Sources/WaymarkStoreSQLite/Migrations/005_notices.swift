/// The outbox of notices: what people and other programs are to be told.
///
/// `at` is when a notice is tried next while it waits, and when it ended otherwise, so that one index serves both.
enum NoticesMigration {
    static let identifier = "005_notices"

    static let sql = """
        CREATE TABLE notices (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            channel TEXT NOT NULL,
            recipient TEXT NOT NULL,
            kind TEXT NOT NULL,
            case_id TEXT,
            task_id TEXT,
            created_at INTEGER NOT NULL,
            state TEXT NOT NULL,
            at INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            is_for_digest INTEGER NOT NULL,
            digest TEXT,
            lease TEXT,
            detail TEXT,
            payload BLOB NOT NULL
        ) STRICT;
        CREATE INDEX notices_by_state ON notices (state, at, id);
        CREATE INDEX notices_by_recipient ON notices (recipient, state, at, id);
        CREATE INDEX notices_by_digest ON notices (digest, id) WHERE digest IS NOT NULL;
        """
}
