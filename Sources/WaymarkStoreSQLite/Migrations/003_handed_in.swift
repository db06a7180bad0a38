/// Who of several has handed in a task that stays open for the others.
enum HandedInMigration {
    static let identifier = "003_handed_in"

    static let sql = """
        ALTER TABLE tasks ADD COLUMN handed_in_by TEXT NOT NULL DEFAULT '';
        CREATE TABLE task_hand_ins (
            person TEXT NOT NULL,
            task_id TEXT NOT NULL,
            PRIMARY KEY (person, task_id)
        ) STRICT, WITHOUT ROWID;
        """
}
