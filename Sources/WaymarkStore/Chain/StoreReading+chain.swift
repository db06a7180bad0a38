extension StoreReading {
    /// A page of the events of a case, each checked against its hash and the one before it.
    /// - Throws: `corrupt` at the first that does not fit.
    package func intactEvents(caseID: String, after sequence: Int64, limit: Int) throws -> [EventRecord] {
        let events = try events(caseID: caseID, after: sequence, limit: limit)
        var chain = HashChain()
        var expected = sequence + 1
        var previousHash = sequence == 0 ? HashChain.origin : events.first?.previousHash ?? []
        for event in events {
            guard event.sequence == expected else {
                throw StoreError.corrupt(case: caseID, "event \(expected) is missing")
            }
            guard event.previousHash == previousHash, chain.isIntact(event) else {
                throw StoreError.corrupt(case: caseID, "event \(expected) does not match its hash")
            }
            expected += 1
            previousHash = event.hash
        }
        return events
    }
}
