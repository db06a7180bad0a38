package import WaymarkCompiler
import WaymarkDefinition
package import WaymarkDiagnostics
import WaymarkRuntime
package import WaymarkStore

/// Brings the register of a store up to date with the project's files.
package struct RegisterImport: Sendable {
    private static let setting = "register.files"
    private let files: ProjectFiles
    private let folder: String

    /// Imports the register of a folder.
    package init(files: ProjectFiles, folder: String) {
        self.files = files
        self.folder = folder
    }

    private var names: [String] { files.names(in: folder, ending: ".yaml") }

    /// What the files say, and everything that is wrong with them.
    package func read() throws -> (content: RegisterContent, diagnostics: Diagnostics) {
        RegisterReader.read(try names.map { ($0, try files.text($0)) })
    }

    /// Imports the register if a file has changed since the last time; a register with errors is not taken.
    package func runIfChanged(on store: any EventStore) throws {
        let fingerprint = files.fingerprint(of: names)
        guard try store.read({ try $0.setting(Self.setting) }) != fingerprint else { return }
        let (content, diagnostics) = try read()
        guard !diagnostics.hasErrors else {
            let counts = diagnostics.counts
            throw OperationFailure(
                .findings, "the register has \(counts.errors) faults, so it is not taken",
                help: "see `waymark register check`")
        }
        let rows = Self.rows(of: content)
        try store.write { store in
            try store.replaceRegister(rows)
            try store.set(fingerprint, for: Self.setting)
        }
    }

    /// The rows of a register, each organisation findable from everything that it belongs to.
    package static func rows(of content: RegisterContent) -> [RegisterRow] {
        let byID = Dictionary(content.organisations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        func ancestors(of organisation: Organisation) -> [String] {
            var found: [String] = []
            var queue = organisation.relations.map(\.id)
            while let id = queue.popLast() {
                guard !found.contains(id) else { continue }
                found.append(id)
                queue += byID[id]?.relations.map(\.id) ?? []
            }
            return found.sorted()
        }
        return content.organisations.map { RegisterCodec.row($0, ancestors: ancestors(of: $0)) }
            + content.people.map { RegisterCodec.row($0) }
    }
}
