import WaymarkCompiler
import WaymarkDefinition
package import WaymarkDiagnostics
import WaymarkNotices
import WaymarkPluginKit
import WaymarkStore

/// The files that say who is told of what, and in which words.
package struct NoticeFiles: Sendable {
    /// Where the settings stand; nobody is told anything where there is no such file.
    package static let path = "Config/notices.yaml"

    private let files: ProjectFiles

    /// Looks in a project.
    package init(_ files: ProjectFiles) {
        self.files = files
    }

    // MARK: - Settings

    /// The settings to plan notices by, and why the file cannot be used, where it cannot.
    ///
    /// A slip in the file must neither keep cases from going on nor lose what is to be told: until it is mended, notices
    /// are written by the settings by which they were sent last, or where there are none by what can be read.
    func settings(on store: any EventStore) throws -> (settings: NoticeSettings, fault: OperationFailure?) {
        guard files.exists(Self.path) else { return (NoticeSettings(), nil) }
        let (settings, faults) = NoticesReader.read(try files.text(Self.path), file: Self.path)
        guard faults.hasErrors else { return (settings, nil) }
        let last = try store.read { try $0.setting(Self.lastSetting) }
        var fault = OperationFailure(faults: faults, in: files)
        fault.message = "\(Self.path) has faults, so no notices are sent"
        fault.help = "what there is to tell waits in the outbox until that is mended"
        return (last.map { NoticesReader.read($0, file: Self.path).settings } ?? settings, fault)
    }

    /// Keeps the file as it stands, for as long as a later one has faults.
    func remember(on store: any EventStore) throws {
        let text = files.exists(Self.path) ? try files.text(Self.path) : nil
        guard try store.read({ try $0.setting(Self.lastSetting) }) != text else { return }
        if let text, NoticesReader.read(text, file: Self.path).diagnostics.hasErrors { return }
        try store.write { try $0.set(text, for: Self.lastSetting) }
    }

    /// Under which name the store keeps the settings by which notices were sent last.
    private static let lastSetting = "notices.last"

    // MARK: - Words

    /// The words of messages.
    /// - Throws: ``OperationFailure`` with every fault of the templates.
    func templates(_ settings: NoticeSettings) throws -> NoticeTemplates {
        let texts = try texts(of: settings)
        do {
            return try NoticeTemplates(
                replacing: Dictionary(texts.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first }))
        } catch is StepFailure {
            throw OperationFailure(faults: Self.faults(of: texts), in: files)
        }
    }

    /// A template of the project.
    private struct Text {
        var file: String
        var name: String
        var text: String
    }

    private func texts(of settings: NoticeSettings) throws -> [Text] {
        guard let folder = settings.mail?.templates else { return [] }
        return try files.names(in: folder, ending: NoticeTemplates.ending).map { path in
            let file = path.split(separator: "/").last.map(String.init) ?? path
            return Text(
                file: path, name: String(file.dropLast(NoticeTemplates.ending.count)), text: try files.text(path))
        }
    }

    /// The first fault of each template, at its place.
    private static func faults(of texts: [Text]) -> Diagnostics {
        var faults = Diagnostics()
        for text in texts {
            do {
                _ = try NoticeTemplates(replacing: [text.name: text.text])
            } catch let failure as StepFailure {
                let fault = failure.templateFault
                let place = SourcePosition(line: fault?.line ?? 1, column: fault?.column ?? 1)
                faults.add(
                    Diagnostic(
                        .badConfiguration, at: SourceSpan(file: text.file, start: place, end: place),
                        fault?.message ?? failure.message, help: failure.help))
            } catch {
                continue
            }
        }
        return faults
    }

    /// The ids of those who would be told by e-mail, and have no address; nobody where no e-mail goes out.
    func peopleWithoutAddress(among people: [Person]) throws -> [String] {
        guard files.exists(Self.path) else { return [] }
        let settings = NoticesReader.read(try files.text(Self.path), file: Self.path).settings
        guard let mail = settings.mail, mail.peopleAt == nil else { return [] }
        return people.filter { $0.email == nil && settings.people[$0.id] != .off }.map(\.id).sorted()
    }

    /// Everything that is wrong with the settings; the people whom they name must be among some.
    package func check(people: Set<String>) throws -> Diagnostics {
        guard files.exists(Self.path) else { return Diagnostics() }
        let (settings, faults) = NoticesReader.read(try files.text(Self.path), file: Self.path, people: people)
        var found = faults
        found.add(contentsOf: Self.faults(of: try texts(of: settings)))
        return found
    }
}
