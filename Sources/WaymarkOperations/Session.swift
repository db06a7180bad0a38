package import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkEngine
package import WaymarkRuntime
package import WaymarkStore

/// One person's (or no one's) dealings with a store at a moment: what every operation is given.
package struct Session: Sendable {
    /// The runtime.
    package let runtime: Runtime
    /// Where the time comes from.
    package let clock: any WallClock
    /// Who acts; nil for reading.
    package let person: Person?

    /// Opens a session.
    package init(runtime: Runtime, clock: any WallClock, person: Person?) {
        self.runtime = runtime
        self.clock = clock
        self.person = person
    }

    /// The time of whatever is done now.
    package var now: Instant { clock.now }

    /// The store.
    package var store: any EventStore { runtime.store }

    /// The calendar of the programme.
    package var calendar: WorkingCalendar { runtime.environment.calendar }

    /// The register as it stands.
    package var directory: any Directory { runtime.directory }

    /// Finds the definition of a hash; nil when the store has none that this build can use.
    package var versions: @Sendable (String) -> CompiledDefinition? {
        let runtime = runtime
        return { hash in try? runtime.store.read { try runtime.definitions.definition(hash, from: $0) } }
    }

    /// The person, or the failure that says how to name one.
    package func actor() throws -> Person {
        guard let person else {
            throw OperationFailure(
                .usage, "Expected a person to act as, but none was named", help: "use --as PERSON or set WAYMARK_AS")
        }
        return person
    }

    /// Sends a command of the person to the case of an id or unambiguous beginning; a key makes it count once.
    /// - Returns: The case as it was.
    /// - Throws: ``OperationFailure`` when there is no such case, or the command is refused.
    func give(_ command: Command, to id: String, key: String? = nil) async throws -> CaseRecord {
        _ = try actor()
        let record = try store.read { try Lookup($0).caseRecord(id) }
        do {
            _ = try await act(command, on: record.id, key: key)
        } catch let rejection as Rejection {
            throw OperationFailure(rejection)
        }
        return record
    }

    /// Sends a command of the person, and lets what follows from it happen.
    package func act(
        _ command: Command, on caseID: String, key: String? = nil
    ) async throws -> CommandAnswer.Done {
        let request = CommandRequest(
            key: key, target: .existing(caseID), command: command, principal: .person(try actor()))
        let answers = try runtime.execute([request], now: now)
        guard let answer = answers.first else { throw OperationFailure(.fault, "the command was not answered") }
        switch answer {
        case .done(let done):
            try await runtime.settle(now: now)
            return done
        case .already(let done): return done
        case .rejected(let rejection): throw rejection
        }
    }
}
