import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkStore

/// Publishes workflows: all that are named, or none when one of them cannot be.
package struct PublishWorkflows: Sendable {
    /// What becomes of one workflow.
    package struct Result: Sendable, Hashable {
        /// The workflow.
        package var workflow: String
        /// The version.
        package var version: String
        /// The content hash.
        package var hash: String
        /// What becomes of it.
        package var answer: Answer
    }

    /// What becomes of a workflow that is to be published.
    package enum Answer: Sendable, Hashable {
        /// It is a version of its own from now on; the first, or after another.
        case new(after: String?)
        /// It is in the store as it is; the version that new cases start on where that is another.
        case unchanged(newest: String?)
        /// It cannot be published: why, and what to do.
        case refused(String, help: String)
    }

    private let places: [String]?
    private let isDryRun: Bool

    /// Publishes the workflows of some places, or all of the project; a dry run only says what would be.
    package init(_ places: [String]?, isDryRun: Bool = false) {
        self.places = places
        self.isDryRun = isDryRun
    }

    /// Checks them, and publishes them when every one of them can be.
    /// - Throws: ``OperationFailure`` with every fault when one of them has errors.
    package func run(in project: Project) throws -> [Result] {
        if !isDryRun { _ = try project.session.actor() }
        try check(project)
        let bundles = try project.bundles(in: places)
        var environment = CompilerEnvironment(registry: project.registry, registerSchema: project.registerSchema)
        environment.workflows = Compiler.interfaces(of: try project.bundles() + bundles)
        let compiled = bundles.compactMap { bundle in
            Compiler.compile(bundle, in: environment).definition.map { ($0, bundle) }
        }
        let session = project.session
        guard !isDryRun else { return try session.store.read { try results(of: compiled, in: $0, session) } }
        return try session.store.write { store in
            let results = try results(of: compiled, in: store, session)
            if results.contains(where: { if case .refused = $0.answer { true } else { false } }) { return results }
            for (result, (definition, bundle)) in zip(results, compiled) {
                guard case .new = result.answer else { continue }
                try store.publish(
                    DefinitionRecord(
                        hash: result.hash, workflow: result.workflow, version: result.version, title: definition.title,
                        source: bundle.bytes, publishedAt: session.now.millisecondsSinceEpoch,
                        publishedBy: session.person?.id ?? ""))
            }
            return results
        }
    }

    private func check(_ project: Project) throws {
        let diagnostics = try CheckProject(places, readsSchedules: false).run(
            project.files, registry: project.registry
        ).diagnostics
        guard diagnostics.hasErrors else { return }
        let text = TextRenderer { try? project.files.text($0) }.render(diagnostics)
        throw OperationFailure(
            .findings, "nothing is published, because the workflows have faults",
            help: "see `waymark check`", details: text.split(separator: "\n").map(String.init))
    }

    private func results(
        of compiled: [(CompiledDefinition, SourceBundle)], in store: any StoreReading, _ session: Session
    ) throws -> [Result] {
        var taken: [String: String] = [:]
        return try compiled.map { definition, bundle in
            let place = "\(definition.workflow)@\(definition.version)"
            let answer: Answer
            if let file = taken[place] {
                answer = .refused("\(file) is this version too", help: "give one of them a version of its own")
            } else {
                answer = try self.answer(for: definition, in: store, session)
            }
            taken[place] = bundle.file
            return Result(
                workflow: definition.workflow, version: definition.version, hash: definition.hash.description,
                answer: answer)
        }
    }

    private func answer(
        for definition: CompiledDefinition, in store: any StoreReading, _ session: Session
    ) throws -> Answer {
        let known = try store.definitions(workflow: definition.workflow)
        if known.contains(where: { $0.hash == definition.hash.description }) {
            return .unchanged(newest: known.last.flatMap { $0.hash == definition.hash.description ? nil : $0.version })
        }
        guard let other = known.first(where: { $0.version == definition.version }) else {
            return .new(after: known.last?.version)
        }
        let moment = Moments(session.calendar).text(Instant(millisecondsSinceEpoch: other.publishedAt))
        let by = other.publishedBy.isEmpty ? "" : " by \(other.publishedBy)"
        return .refused(
            "version \(definition.version) was published on \(moment)\(by) with other content",
            help: "give the changed text a version of its own")
    }
}
