extension MemoryTransaction: StoreWriting {
    @discardableResult
    func publish(_ definition: DefinitionRecord) throws -> Bool {
        if self.definition(hash: definition.hash) != nil { return false }
        let isTaken = tables.definitions.contains {
            $0.workflow == definition.workflow && $0.version == definition.version
        }
        guard !isTaken else {
            throw StoreError.duplicate("version \(definition.version) of", definition.workflow)
        }
        onRollBack { $0.definitions.removeLast() }
        tables.definitions.append(definition)
        return true
    }

    func recordAnswer(_ answer: CommandKeyRecord) throws {
        guard tables.answers[answer.key] == nil else {
            throw StoreError.duplicate("the answer to command", answer.key)
        }
        onRollBack { $0.answers[answer.key] = nil }
        tables.answers[answer.key] = answer
    }

    func updateEffect(id: String, attempt: Int, nextAttemptAt: Int64) throws {
        guard var effect = tables.effects[id] else { throw StoreError.notFound("effect", id) }
        effect.attempt = attempt
        effect.nextAttemptAt = nextAttemptAt
        set(effect, for: id)
    }

    func updateMessage(id: String, state: MessageRecord.State) throws {
        guard var message = tables.messages[id] else { throw StoreError.notFound("message", id) }
        message.state = state
        set(message)
    }

    func grantExclusive(id: String) throws {
        guard let name = tables.exclusives.first(where: { $0.value.contains { $0.id == id } })?.key else {
            throw StoreError.notFound("a place in a queue", id)
        }
        changeQueue(name) { queue in
            for index in queue.indices where queue[index].id == id { queue[index].isGranted = true }
        }
    }

    func send(_ message: MessageRecord) throws {
        guard tables.messages[message.id] == nil else { throw StoreError.duplicate("message", message.id) }
        set(message)
    }

    func putBlob(_ blob: BlobRecord) throws {
        try Limits.check("a document in bytes", blob.bytes.count, Limits.blobBytesMax)
        guard tables.blobs[blob.hash] == nil else { return }
        onRollBack { $0.blobs[blob.hash] = nil }
        tables.blobs[blob.hash] = blob
    }

    func replaceRegister(_ rows: [RegisterRow]) {
        let old = tables.register
        onRollBack { $0.register = old }
        tables.register = MemoryRegister(rows: rows)
    }

    func putSchedule(_ schedule: ScheduleRecord) {
        let old = tables.schedules[schedule.id]
        onRollBack { $0.schedules[schedule.id] = old }
        tables.schedules[schedule.id] = schedule
    }

    func recordOccurrence(_ occurrence: OccurrenceRecord) throws {
        guard self.occurrence(schedule: occurrence.schedule, dueAt: occurrence.dueAt) == nil else {
            throw StoreError.duplicate("a run of schedule", occurrence.schedule)
        }
        onRollBack { $0.occurrences[occurrence.schedule]?[occurrence.dueAt] = nil }
        tables.occurrences[occurrence.schedule, default: [:]][occurrence.dueAt] = occurrence
    }

    func addSeal(_ seal: SealRecord) throws {
        guard tables.seals[seal.number] == nil else { throw StoreError.duplicate("seal", String(seal.number)) }
        onRollBack { $0.seals[seal.number] = nil }
        tables.seals[seal.number] = seal
    }

    func set(_ value: String?, for key: String) {
        let old = tables.settings[key]
        onRollBack { $0.settings[key] = old }
        tables.settings[key] = value
    }
}
