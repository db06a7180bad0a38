/// What schedules need besides their runs: when one is next, who waits for an earlier case, and who changed what and why.
enum SchedulesMigration {
    static let identifier = "006_schedules"

    static let sql = """
        CREATE INDEX schedules_by_next ON schedules (next_at) WHERE next_at IS NOT NULL AND is_paused = 0;

        CREATE TABLE schedule_queue (
            due_at INTEGER NOT NULL,
            schedule TEXT NOT NULL,
            subject TEXT NOT NULL,
            workflow TEXT NOT NULL,
            inputs BLOB NOT NULL,
            actor TEXT NOT NULL,
            queued_at INTEGER NOT NULL,
            PRIMARY KEY (due_at, schedule, subject)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE schedule_notes (
            number INTEGER PRIMARY KEY,
            schedule TEXT NOT NULL,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            reason TEXT NOT NULL
        ) STRICT;
        CREATE INDEX schedule_notes_by_schedule ON schedule_notes (schedule, number);
        """
}
