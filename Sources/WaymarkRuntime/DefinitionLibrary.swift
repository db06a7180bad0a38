import Synchronization
package import WaymarkDefinition
package import WaymarkStore

/// The definitions that run, compiled once each and kept for the life of the process.
package final class DefinitionLibrary: Sendable {
    private let compile: @Sendable (ContentHash, [UInt8]) throws -> CompiledDefinition
    private let compiled = Mutex<[String: CompiledDefinition]>([:])

    /// A library that compiles with a function.
    package init(compile: @escaping @Sendable (ContentHash, [UInt8]) throws -> CompiledDefinition) {
        self.compile = compile
    }

    /// The definition of a hash, from memory or from the store.
    /// - Throws: ``RuntimeError`` when the store has none, or it does not compile with this build.
    package func definition(_ hash: String, from store: any StoreReading) throws -> CompiledDefinition {
        if let known = compiled.withLock({ $0[hash] }) { return known }
        guard let record = try store.definition(hash: hash) else {
            throw RuntimeError(
                .notFound, "the store has no definition \(hash.prefix(12))", help: "restore a backup that has it")
        }
        let definition = try compile(ContentHash(hash), record.source)
        compiled.withLock { $0[hash] = definition }
        return definition
    }

    /// Remembers a definition that was compiled elsewhere.
    package func remember(_ definition: CompiledDefinition) {
        compiled.withLock { $0[definition.hash.description] = definition }
    }
}
