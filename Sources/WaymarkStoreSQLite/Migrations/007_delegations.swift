/// Who may do a task for somebody else, and until when.
///
/// A person who acts for another is listed among those who may act, under a key of their own; what has ended stays until
/// the task is over and is left out by its end, so that no timer has to take it away.
enum DelegationsMigration {
    static let identifier = "007_delegations"

    static let sql = """
        ALTER TABLE tasks ADD COLUMN delegations TEXT NOT NULL DEFAULT '';
        ALTER TABLE task_holders ADD COLUMN until INTEGER;
        """
}
