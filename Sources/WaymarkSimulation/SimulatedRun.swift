import CEL
package import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
package import WaymarkOperations
import WaymarkRuntime
package import WaymarkSchedules
import WaymarkStore

/// Runs a stretch of the calendar with fictional people, on the store's virtual clock.
///
/// What comes next is always a function of the store alone, and every command carries a key. So a run that was cut off
/// at any moment goes on where it was, and ends as if nothing had happened.
package struct SimulatedRun {
    /// What is told while it runs.
    package struct Progress: Sendable {
        /// The day that the clock stands at.
        package var day: LocalDate
        /// Tasks done by people so far in this process.
        package var acts: Int
        /// Tasks open now.
        package var openTasks: Int
    }

    /// A command that was refused for everybody who was tried.
    package struct Refusal: Sendable {
        /// The task.
        package var task: String
        /// Its workflow.
        package var workflow: String
        /// Why, as it was said to the last of them.
        package var message: String
    }

    private let behaviour: Behaviour
    private let seed: UInt64
    private let project: Project
    private let choice: SubjectChoice
    private let schedules: SimulatedSchedules?
    private let attendance: Attendance?
    /// The types of the subjects for whom the schedules start cases.
    private let scheduledTypes: Set<String>
    /// The workflows of which people may come late.
    private let lateWorkflows: Set<String>
    private var names = StreamNames()
    private var plans = PlanQueue()
    /// What people are expected to do next.
    private var outlook: Outlook?
    private var rounds: [(at: Instant, round: Behaviour.Round)] = []
    private var seen: Set<String> = []
    private var acts = 0
    /// What could not be done.
    package private(set) var refusals: [Refusal] = []
    /// What became of tasks because somebody was away.
    private(set) var absences: [(step: Tally.StepKey, absence: Cast.Absence)] = []

    /// A run of a project whose store has a virtual clock, or gets one now.
    ///
    /// It starts what the behaviour lists and what the schedules of a book say, for the organisations of a choice.
    package init(
        project: Project, behaviour: Behaviour, seed: UInt64, schedules: ScheduleBook = ScheduleBook(),
        choosing choice: SubjectChoice = SubjectChoice()
    ) {
        self.project = project
        self.choice = choice
        self.behaviour = behaviour
        self.seed = seed
        self.schedules = SimulatedSchedules(schedules, of: project, choosing: choice, seed: seed)
        scheduledTypes = Set(schedules.schedules.map(\.subjectType))
        lateWorkflows = behaviour.lateWorkflows
        attendance = Attendance(behaviour.people, calendar: project.session.calendar, seed: seed)
    }

    private func session(at moment: Instant, person: Person? = nil) -> Session {
        Session(runtime: project.session.runtime, clock: FixedClock(moment), person: person)
    }

    /// Runs from where the clock stands to the end, or until nobody has anything to do.
    package mutating func run(progress: (Progress) -> Void = { _ in }) async throws {
        let calendar = project.session.calendar
        // A schedule may start cases before business opens.
        let opening = schedules == nil ? calendar.openingTime : .midnight
        let begin = calendar.zone.instant(of: behaviour.from, opening)
        let end = calendar.close(of: behaviour.until)
        var now = try VirtualClock.clock(of: project.session.store)?.now ?? begin
        try VirtualClock.set(now, in: project.session.store)
        try choice.requireMeaning(for: startedTypes())
        rounds = behaviour.allRounds.map { round in
            (at: max(begin, calendar.zone.instant(of: round.on, calendar.openingTime)), round: round)
        }.filter { $0.at >= now }
        if now == begin { _ = try await startRounds(at: now) }
        try await schedules?.run(at: now)
        try observeAll(now, isResumed: now > begin)
        try observe(await settle(now), now)
        var day = calendar.zone.local(of: now).date
        for _ in 0..<Limits.momentsMax {
            guard let next = try nextMoment(after: now), next <= end else { break }
            now = next
            try VirtualClock.set(now, in: project.session.store)
            try observe(await settle(now), now)
            try observe(await startRounds(at: now), now)
            if let schedules { try observe(await schedules.run(at: now), now) }
            try observe(try await act(at: now), now)
            try observe(await settle(now), now)
            // What has waited for a case to end may start now.
            if let schedules { try observe(await schedules.run(at: now), now) }
            let today = calendar.zone.local(of: now).date
            if today != day {
                day = today
                progress(Progress(day: day, acts: acts, openTasks: plans.count))
                // Others get their turn once a day: a change of threads costs as much as many a moment.
                await Task.yield()
            }
        }
        // What is not done by the end has waited until then.
        let cast = cast(at: end)
        for plan in plans.all { countAbsence(plan, cast) }
    }

    private func settle(_ now: Instant) async throws -> [String] {
        try await project.session.runtime.settle(now: now).cases
    }

    private mutating func nextMoment(after now: Instant) throws -> Instant? {
        let people = plans.nextMoment()
        let machine = try project.session.runtime.nextMoment()
        let schedule = try schedules?.nextMoment()
        return [people, machine, rounds.first?.at, schedule].compactMap { $0 }.min().map { max($0, now) }
    }

    // MARK: - Starting

    private mutating func startRounds(at now: Instant) async throws -> [String] {
        var started: [String] = []
        while let next = rounds.first, next.at <= now {
            rounds.removeFirst()
            started += try await startCases(of: next.round, at: now)
        }
        return started
    }

    /// The definition that new cases of a workflow start on.
    private func definition(of workflow: String) throws -> CompiledDefinition {
        let runtime = project.session.runtime
        return try runtime.store.read { store in
            guard let hash = try store.latestHash(workflow: workflow) else {
                throw OperationFailure(.findings, "the simulation starts \(workflow), which is not a workflow")
            }
            return try runtime.definitions.definition(hash, from: store)
        }
    }

    /// What is known of the subjects of all that is started, in the order of the types' names.
    private func startedTypes() throws -> [(name: String, type: CELType)] {
        let listed = try behaviour.starts.map { try definition(of: $0.workflow).subjectType }
        return scheduledTypes.union(listed).sorted().map { ($0, type(of: $0)) }
    }

    private func type(of subjectType: String) -> CELType {
        project.registerSchema.recordType(of: subjectType).map { .record($0) } ?? .dyn
    }

    private func startCases(of round: Behaviour.Round, at now: Instant) async throws -> [String] {
        var started: [String] = []
        for start in behaviour.starts {
            let definition = try definition(of: start.workflow)
            guard let person = try project.session.runtime.directory.person(start.person) else {
                throw OperationFailure(
                    .findings, "the simulation starts cases as \(start.person), who is not in the register")
            }
            let type = type(of: definition.subjectType)
            guard let cohort = check(start.cohort, in: Environment(variables: ["subject": type])).program else {
                throw OperationFailure(.findings, "the simulation's cohort `\(start.cohort)` is not an expression")
            }
            let session = session(at: now, person: person)
            let chosen = try choice.cohort(
                cohort, of: start.workflow, type: type, seed: seed, in: session)
            let results = try await StartCases(
                workflow: start.workflow, subjects: .cohort(chosen), inputs: start.inputs(of: round),
                key: "demo/\(seed)/start/\(start.workflow)" + (round.name.isEmpty ? "" : "/\(round.name)")
            ).run(in: session)
            for result in results {
                switch result.answer {
                case .rejected(let rejection): throw OperationFailure(rejection)
                case .done(let done), .already(let done): started.append(done.caseID)
                }
            }
        }
        return started
    }

    // MARK: - Watching

    /// Plans for every case that is open, at the beginning and after a run was cut off.
    private mutating func observeAll(_ now: Instant, isResumed: Bool) throws {
        var records: [CaseRecord] = []
        while true {
            let page = try project.session.store.read {
                try $0.cases(CaseQuery(afterID: records.last?.id, limit: 500))
            }
            records += page
            guard page.count == 500 else { break }
        }
        // In the order in which they began, so that they get the names that they had before the run was cut off.
        records.sort { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
        for record in records { try name(record) }
        let open = records.filter { $0.status == CaseState.Status.open.rawValue }.map(\.id)
        if isResumed {
            for id in open { names.add(try History(caseID: id).run(in: project.session).map(\.event), of: id) }
        }
        try observe(open, now)
    }

    /// Plans for the tasks of cases that have changed, and forgets those that are gone.
    private mutating func observe(_ cases: [String], _ now: Instant) throws {
        guard !cases.isEmpty else { return }
        let cast = cast(at: now)
        var new: [(task: TaskRecord, stream: String)] = []
        for id in Set(cases).sorted() {
            guard let record = try project.session.store.read({ try $0.caseRecord(id: id) }) else { continue }
            try name(record)
            let tasks = try tasks(of: record)
            let known = Set(tasks.map(Cast.Plan.key(of:)))
            for gone in plans.removeAll(of: id, except: known) { countAbsence(gone, cast) }
            for task in tasks {
                if let stream = try stream(ofNew: task, in: record) {
                    new.append((task, stream))
                } else if let plan = plans[Cast.Plan.key(of: task)], plan.task.holders != task.holders {
                    // It has climbed its ladder: whoever is asked now does it.
                    plans.insert(try cast.replanned(plan, for: task))
                }
            }
        }
        for case let plan? in try new.mapTogether({ try cast.plan($0.task, drawing: $0.stream) }) {
            plans.insert(plan)
        }
    }

    /// Gives a case a name for its chance, and before that the case that called it.
    private mutating func name(_ record: CaseRecord) throws {
        guard !names.knows(record.id) else { return }
        if let id = record.parent, !names.knows(id),
            let parent = try project.session.store.read({ try $0.caseRecord(id: id) })
        {
            try name(parent)
        }
        names.add(record)
    }

    /// The tasks of a case that somebody may still do something about: those open, and those that take what comes late.
    private func tasks(of record: CaseRecord) throws -> [TaskRecord] {
        let session = project.session
        let open = try session.store.read { try $0.tasks(TaskQuery(caseID: record.id, limit: 500)) }
        // A case that has ended takes nothing that comes late.
        guard record.status == CaseState.Status.open.rawValue, lateWorkflows.contains(record.workflow)
        else { return open }
        let lapsed = try session.runtime.state(of: record).lapsed.keys.sorted().map { Projection.id(record.id, $0) }
        return open + (try session.store.read { store in try lapsed.compactMap { try store.taskRecord(id: $0) } })
    }

    /// The name of the chance of a task that was not seen before; nil for one that was.
    private mutating func stream(ofNew task: TaskRecord, in record: CaseRecord) throws -> String? {
        guard seen.insert(Cast.Plan.key(of: task)).inserted else { return nil }
        return names.name(of: task, in: try project.session.runtime.state(of: record))
    }

    /// Notes what absence did to a task that is done, gone, or left undone: what happened, not what was planned.
    private mutating func countAbsence(_ plan: Cast.Plan, _ cast: Cast, doneBy person: Person? = nil) {
        guard let absence = cast.absence(plan, doneBy: person) else { return }
        absences.append((step: .init(workflow: plan.task.workflow, name: plan.task.step), absence: absence))
    }

    private func cast(at now: Instant) -> Cast {
        Cast(behaviour: behaviour, seed: seed, session: session(at: now), attendance: attendance)
    }

    // MARK: - Acting

    /// Lets everybody act whose moment has come, in the order of moments and tasks; committed together where they can be.
    private mutating func act(at now: Instant) async throws -> [String] {
        let due = plans.due(at: now)
        guard !due.isEmpty else { return [] }
        let cast = cast(at: now)
        let foreseen = outlook
        var attempts = try due.mapTogether { plan in
            (plan: plan, people: try foreseen?.attempts(plan, at: now, cast: cast) ?? cast.attempts(plan))
        }
        // The second core goes on with what comes next while this one commits.
        let upcoming = plans.upcoming()
        outlook = try upcoming.first.flatMap { try Outlook(upcoming, cast: self.cast(at: $0.at)) }
        var touched: [String] = []
        while !attempts.isEmpty {
            for (plan, people) in attempts where people.isEmpty {
                if let later = cast.postponed(plan) {
                    plans.insert(later)
                    continue
                }
                refusals.append(
                    Refusal(
                        task: plan.task.id, workflow: plan.task.workflow,
                        message: plan.people?.isEmpty == false
                            ? "nobody who holds the role \(plan.task.role) is at work"
                            : "nobody holds the role \(plan.task.role)"))
                countAbsence(plan, cast)
                plans.remove(plan.key)
            }
            attempts.removeAll { $0.people.isEmpty }
            let requests = attempts.flatMap { $0.people[0] }
            let answers = try project.session.runtime.execute(requests, now: now, foreseen: foreseen?.foresight)
            touched += requests.map { if case .existing(let id) = $0.target { id } else { "" } }
            attempts = remaining(attempts, answers, cast)
        }
        return touched
    }

    /// What is still to be tried: a task that was refused for one person is offered to the next.
    private mutating func remaining(
        _ attempts: [(plan: Cast.Plan, people: [[CommandRequest]])], _ answers: [CommandAnswer], _ cast: Cast
    ) -> [(plan: Cast.Plan, people: [[CommandRequest]])] {
        var rest: [(plan: Cast.Plan, people: [[CommandRequest]])] = []
        var place = 0
        for (plan, people) in attempts {
            let answer = answers[place + people[0].count - 1]
            place += people[0].count
            guard case .rejected(let rejection) = answer else {
                acts += 1
                if case .person(let person)? = people[0].last?.principal {
                    countAbsence(plan, cast, doneBy: person)
                }
                plans.remove(plan.key)
                continue
            }
            let isPersonal = [.notPermitted, .separationOfDuties, .claimedByOther].contains(rejection.code)
            if isPersonal, people.count > 1 {
                rest.append((plan, Array(people.dropFirst())))
            } else if isPersonal, let later = cast.postponed(plan) {
                // Somebody else may do it, who is not there now.
                plans.insert(later)
            } else {
                if rejection.code != .notOpen {
                    let details = rejection.faults.map(\.line).joined(separator: "; ")
                    refusals.append(
                        Refusal(
                            task: plan.task.id, workflow: plan.task.workflow,
                            message: rejection.message + (details.isEmpty ? "" : ": " + details)))
                }
                countAbsence(plan, cast)
                plans.remove(plan.key)
            }
        }
        return rest
    }
}
