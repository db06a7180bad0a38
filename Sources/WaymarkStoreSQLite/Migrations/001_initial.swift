/// The first schema.
///
/// Events refer to their case by number, everything else by id. A list that people see is a range of an index:
/// tables that are read by their key have no row number, those with large rows have one.
enum InitialMigration {
    static let identifier = "001_initial"

    static let sql = """
        CREATE TABLE definitions (
            number INTEGER PRIMARY KEY,
            hash TEXT NOT NULL UNIQUE,
            workflow TEXT NOT NULL,
            version TEXT NOT NULL,
            title TEXT NOT NULL,
            published_at INTEGER NOT NULL,
            source BLOB NOT NULL,
            UNIQUE (workflow, version)
        ) STRICT;
        CREATE INDEX definitions_by_workflow ON definitions (workflow, number);

        CREATE TABLE cases (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            revision INTEGER NOT NULL,
            head_hash BLOB NOT NULL,
            snapshot_revision INTEGER NOT NULL,
            workflow TEXT NOT NULL,
            definition_hash TEXT NOT NULL,
            title TEXT NOT NULL,
            subject TEXT NOT NULL,
            subject_name TEXT NOT NULL,
            key TEXT NOT NULL,
            status TEXT NOT NULL,
            outcome TEXT,
            milestone TEXT,
            parent TEXT,
            open_incidents INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            ended_at INTEGER,
            outputs BLOB,
            snapshot BLOB NOT NULL
        ) STRICT;
        CREATE INDEX cases_by_status ON cases (status, id);
        CREATE INDEX cases_by_workflow ON cases (workflow, id);
        CREATE INDEX cases_by_workflow_status ON cases (workflow, status, id);
        CREATE INDEX cases_by_subject ON cases (subject, id);
        CREATE INDEX cases_by_key ON cases (workflow, subject, key, started_at);
        CREATE INDEX cases_by_parent ON cases (parent, id) WHERE parent IS NOT NULL;

        CREATE TABLE events (
            case_number INTEGER NOT NULL REFERENCES cases (number),
            sequence INTEGER NOT NULL,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            on_behalf_of TEXT,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            previous_hash BLOB NOT NULL,
            hash BLOB NOT NULL,
            payload BLOB NOT NULL,
            PRIMARY KEY (case_number, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER events_never_change BEFORE UPDATE ON events
            BEGIN SELECT RAISE(ABORT, 'events never change'); END;
        CREATE TRIGGER events_never_go BEFORE DELETE ON events
            BEGIN SELECT RAISE(ABORT, 'events never go'); END;

        CREATE TABLE tasks (
            id TEXT PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES cases (id),
            step TEXT NOT NULL,
            step_title TEXT NOT NULL,
            title TEXT NOT NULL,
            workflow TEXT NOT NULL,
            subject TEXT NOT NULL,
            subject_name TEXT NOT NULL,
            key TEXT NOT NULL,
            kind TEXT NOT NULL,
            role TEXT NOT NULL,
            holders TEXT NOT NULL,
            assignee TEXT,
            state TEXT NOT NULL,
            is_late INTEGER NOT NULL,
            escalated_to TEXT,
            opened_at INTEGER NOT NULL,
            due_at INTEGER,
            due_order INTEGER NOT NULL,
            ended_at INTEGER,
            ended_by TEXT,
            outcome TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tasks_by_case ON tasks (case_id, opened_at, id);
        CREATE INDEX tasks_by_due ON tasks (due_order, id) WHERE state = 'open';
        CREATE INDEX tasks_by_workflow ON tasks (workflow, due_order, id) WHERE state = 'open';
        CREATE INDEX tasks_by_subject ON tasks (subject, due_order, id) WHERE state = 'open';
        CREATE INDEX tasks_by_assignee ON tasks (assignee, due_order, id)
            WHERE state = 'open' AND assignee IS NOT NULL;

        CREATE TABLE task_holders (
            holder TEXT NOT NULL,
            due_order INTEGER NOT NULL,
            task_id TEXT NOT NULL,
            PRIMARY KEY (holder, due_order, task_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE timers (
            id TEXT PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES cases (id),
            due_at INTEGER NOT NULL,
            purpose TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX timers_by_due ON timers (due_at, id);
        CREATE INDEX timers_by_case ON timers (case_id, due_at, id);

        CREATE TABLE outbox (
            id TEXT PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES cases (id),
            kind TEXT NOT NULL,
            idempotency_key TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            next_attempt_at INTEGER NOT NULL,
            enqueued_at INTEGER NOT NULL,
            payload BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX outbox_by_next_attempt ON outbox (next_attempt_at, id);

        CREATE TABLE messages (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            from_case TEXT,
            name TEXT NOT NULL,
            target_case TEXT,
            target_workflow TEXT,
            target_subject TEXT,
            target_key TEXT,
            sent_at INTEGER NOT NULL,
            state TEXT NOT NULL,
            payload BLOB NOT NULL
        ) STRICT;
        CREATE INDEX messages_pending ON messages (number) WHERE state = 'pending';
        CREATE INDEX messages_waiting_for_id ON messages (target_case, number) WHERE state = 'waiting';
        CREATE INDEX messages_waiting_for_key ON messages (target_workflow, target_subject, number)
            WHERE state = 'waiting';

        CREATE TABLE incidents (
            id TEXT PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES cases (id),
            step TEXT NOT NULL,
            kind TEXT NOT NULL,
            message TEXT NOT NULL,
            help TEXT NOT NULL,
            raised_at INTEGER NOT NULL,
            state TEXT NOT NULL,
            resolved_at INTEGER,
            resolved_by TEXT,
            resolution TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX incidents_by_time ON incidents (raised_at, id);
        CREATE INDEX incidents_by_state ON incidents (state, raised_at, id);
        CREATE INDEX incidents_by_case ON incidents (case_id, raised_at, id);

        CREATE TABLE command_keys (
            key TEXT PRIMARY KEY,
            case_id TEXT,
            at INTEGER NOT NULL,
            answer BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE blobs (
            hash TEXT NOT NULL UNIQUE,
            media_type TEXT NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;

        CREATE TABLE register (
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            parent TEXT,
            terms TEXT NOT NULL,
            attributes BLOB NOT NULL,
            PRIMARY KEY (kind, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX register_by_parent ON register (kind, parent, id) WHERE parent IS NOT NULL;

        CREATE TABLE register_terms (
            kind TEXT NOT NULL,
            term TEXT NOT NULL,
            id TEXT NOT NULL,
            PRIMARY KEY (kind, term, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE schedules (
            id TEXT PRIMARY KEY,
            is_paused INTEGER NOT NULL,
            changed_by TEXT NOT NULL,
            changed_at INTEGER NOT NULL,
            next_at INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE schedule_occurrences (
            schedule TEXT NOT NULL,
            due_at INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            recorded_at INTEGER NOT NULL,
            detail BLOB NOT NULL,
            PRIMARY KEY (schedule, due_at)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE seals (
            number INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            root BLOB NOT NULL,
            cases INTEGER NOT NULL,
            events INTEGER NOT NULL,
            detail BLOB NOT NULL
        ) STRICT;

        CREATE TABLE settings (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
