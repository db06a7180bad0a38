import CEL
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// Whether somebody in the register could do what the workflow asks of people; only where a register is at hand.
extension WorkflowChecker {
    mutating func checkPeople(_ steps: [Step], _ duties: [DutyRule]) {
        guard let census = environment.register else { return }
        checkHolders(census, steps)
        checkDuties(census, steps)
    }

    // MARK: - Roles

    private mutating func checkHolders(_ census: RegisterCensus, _ steps: [Step]) {
        for entry in parsed.header["roles"]?.entries ?? [] {
            guard let role = roles[entry.key] else { continue }
            checkHolders(of: role, census, at: entry.keySpan, named: "the role `\(entry.key)`", in: entry.value["in"])
        }
        for step in parsed.steps {
            guard let node = step["role"], node.entries != nil, case .uses(let use) = steps[step.index].construct,
                let role = use.human?.role
            else { continue }
            checkHolders(
                of: role, census, at: node.span, named: "the role of `\(step.id)`", in: node["in"])
        }
    }

    private mutating func checkHolders(
        of role: RoleRule, _ census: RegisterCensus, at span: SourceSpan, named name: String, in node: YAMLNode?
    ) {
        guard let paths = OrganisationPath.paths(in: role.organisation.source) else { return }
        for path in paths {
            guard case .organisation(let id) = path.start, census.organisation(id) == nil else { continue }
            return report(
                .unknownOrganisation, at: node?.span ?? span, "the register has no organisation `\(id)`",
                help: Nearest.word(to: id, among: census.ids).map { "did you mean `\($0)`?" }
                    ?? "see the ids in the register")
        }
        let subjects = census.organisations(ofType: parsed.subject)
        let without = subjects.filter { subject in
            let found = paths.compactMap { Self.organisation($0, for: subject, census) }
            return canHave(role.positions, found) && holders(of: role, along: paths, for: subject, census).isEmpty
        }
        guard !without.isEmpty else { return }
        report(
            .roleWithoutHolder, .warning, at: span,
            without.count == subjects.count
                ? "nobody in the register holds \(name)"
                : "nobody in the register holds \(name) for \(Self.list(without, of: subjects))",
            help: role.positions.isEmpty
                ? "appoint somebody in the register"
                : "appoint somebody in the register as \(role.positions.joined(separator: " or "))")
    }

    /// Whether some of the organisations have one of some positions at all; if not, that is reported where it is named.
    private func canHave(_ positions: [String], _ organisations: [Organisation]) -> Bool {
        positions.isEmpty
            || positions.contains { name in
                let types = environment.registerSchema.positions[name]?.organisationTypes ?? []
                return organisations.contains { types.contains($0.type) }
            }
    }

    private func holders(
        of role: RoleRule, along paths: [OrganisationPath], for subject: Organisation, _ census: RegisterCensus
    ) -> Set<String> {
        paths.reduce(into: []) { people, path in
            guard let organisation = Self.organisation(path, for: subject, census) else { return }
            people.formUnion(census.people(holding: role.positions, in: organisation.id))
        }
    }

    private static func organisation(
        _ path: OrganisationPath, for subject: Organisation, _ census: RegisterCensus
    ) -> Organisation? {
        switch path.start {
        case .subject: census.organisation(from: subject, along: path.relations)
        case .organisation(let id):
            census.organisation(id).flatMap { census.organisation(from: $0, along: path.relations) }
        }
    }

    /// A few names, and how many there are: `2 of 12: Elm School, Oak School`.
    private static func list(_ some: [Organisation], of all: [Organisation]) -> String {
        let names = some.prefix(3).map(\.name).joined(separator: ", ")
        return "\(some.count) of \(all.count): \(names)\(some.count > 3 ? ", …" : "")"
    }

    // MARK: - Rules

    private mutating func checkDuties(_ census: RegisterCensus, _ steps: [Step]) {
        let subjects = census.organisations(ofType: parsed.subject)
        for item in parsed.header["rules"]?.items ?? [] {
            guard let entry = item.entries?.first, item.entries?.count == 1 else { continue }
            let ids = (entry.value.items ?? [entry.value["step"] ?? entry.value]).compactMap(\.text)
            let parts = ids.compactMap { parsed.step($0) }
            guard parts.count == ids.count, Set(ids).count == ids.count, !ids.isEmpty else { continue }
            guard let why = reason(entry, ids) else { continue }
            let excluded = entry.value["organisation"]?.text.flatMap { OrganisationPath.paths(in: $0) } ?? []
            let without = subjects.filter { subject in
                let people = parts.map { actors(of: steps[$0.index], for: subject, census) }
                // A step that nobody can do, or of which that is not known, is no fault of the rule.
                guard people.allSatisfy({ $0?.isEmpty == false }) else { return false }
                return !Self.isPossible(
                    entry.key, people.compactMap { $0 },
                    excluded: excluded.compactMap { Self.organisation($0, for: subject, census) }, census)
            }
            guard !without.isEmpty else { continue }
            report(
                .impossibleDuty, .warning, at: entry.keySpan,
                "nobody in the register could satisfy this rule for \(Self.list(without, of: subjects)): \(why)",
                help: "appoint more people, or give the steps other roles")
        }
    }

    private func reason(_ entry: YAMLEntry, _ ids: [String]) -> String? {
        let names = ids.map { "`\($0)`" }.joined(separator: " and ")
        switch entry.key {
        case "different_people": return "there are too few people for \(names)"
        case "same_person": return "no one person could do \(names)"
        case "not_from": return "all who could do \(names) belong to \(entry.value["organisation"]?.text ?? "it")"
        default: return nil
        }
    }

    /// Whoever may act in a step at one time or another; nil when only running tells.
    private func actors(of step: Step, for subject: Organisation, _ census: RegisterCensus) -> Set<String>? {
        guard case .uses(let use) = step.construct, let human = use.human else { return nil }
        var people: Set<String> = []
        for role in [human.role] + human.ladder.map(\.to) {
            guard let paths = OrganisationPath.paths(in: role.organisation.source) else { return nil }
            people.formUnion(holders(of: role, along: paths, for: subject, census))
        }
        return people
    }

    private static func isPossible(
        _ rule: String, _ people: [Set<String>], excluded: [Organisation], _ census: RegisterCensus
    ) -> Bool {
        switch rule {
        case "same_person": return !people.dropFirst().reduce(people.first ?? []) { $0.intersection($1) }.isEmpty
        case "not_from":
            let theirs = excluded.reduce(into: Set<String>()) {
                $0.formUnion(census.people(holding: [], in: $1.id))
            }
            return people.allSatisfy { !$0.subtracting(theirs).isEmpty }
        default: return hasSomebodyForEach(people)
        }
    }

    /// Whether each of some steps can be done by somebody else: a matching of steps and people.
    private static func hasSomebodyForEach(_ people: [Set<String>]) -> Bool {
        var steps: [String: Int] = [:]
        func place(_ step: Int, _ tried: inout Set<String>) -> Bool {
            for person in people[step].sorted() where tried.insert(person).inserted {
                if let other = steps[person], !place(other, &tried) { continue }
                steps[person] = step
                return true
            }
            return false
        }
        return people.indices.allSatisfy { step in
            var tried: Set<String> = []
            return place(step, &tried)
        }
    }
}
