/// Who published a definition, and the cases of each.
enum VersionsMigration {
    static let identifier = "004_versions"

    static let sql = """
        ALTER TABLE definitions ADD COLUMN published_by TEXT NOT NULL DEFAULT '';
        CREATE INDEX cases_by_definition_status ON cases (definition_hash, status, id);
        """
}
