import Synchronization

extension ZoneTable {
    private static let known = Mutex<[String: ZoneTable]>([:])

    /// The zone of a name; nil when there is none. Each is read from the system's rules once.
    package static func named(_ identifier: String) -> ZoneTable? {
        if let table = known.withLock({ $0[identifier] }) { return table }
        guard let table = try? ZoneTable(identifier: identifier) else { return nil }
        known.withLock { $0[identifier] = table }
        return table
    }
}
