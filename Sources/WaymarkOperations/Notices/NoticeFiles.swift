import WaymarkCompiler
package import WaymarkDiagnostics
import WaymarkNotices
import WaymarkPluginKit

/// The files that say who is told of what, and in which words.
package struct NoticeFiles: Sendable {
    /// Where the settings stand; nobody is told anything where there is no such file.
    package static let path = "Config/notices.yaml"

    private let files: ProjectFiles

    /// Looks in a project.
    package init(_ files: ProjectFiles) {
        self.files = files
    }

    /// The settings.
    /// - Throws: ``OperationFailure`` with every fault of the file.
    func settings() throws -> NoticeSettings {
        guard files.exists(Self.path) else { return NoticeSettings() }
        let (settings, faults) = NoticesReader.read(try files.text(Self.path), file: Self.path)
        guard !faults.hasErrors else { throw OperationFailure(faults: faults, in: files) }
        return settings
    }

    /// The words of messages.
    /// - Throws: ``OperationFailure`` when a template cannot be used.
    func templates(_ settings: NoticeSettings) throws -> NoticeTemplates {
        var texts: [String: String] = [:]
        if let folder = settings.mail?.templates {
            for name in files.names(in: folder, ending: NoticeTemplates.ending) {
                let file = name.split(separator: "/").last.map(String.init) ?? name
                texts[String(file.dropLast(NoticeTemplates.ending.count))] = try files.text(name)
            }
        }
        do {
            return try NoticeTemplates(replacing: texts)
        } catch let failure as StepFailure {
            throw OperationFailure(
                .findings, "a template of notices cannot be used: \(failure.message)", help: failure.help)
        }
    }

    /// Everything that is wrong with the settings; the people whom they name must be among some.
    package func check(people: Set<String>) throws -> Diagnostics {
        guard files.exists(Self.path) else { return Diagnostics() }
        let (settings, faults) = NoticesReader.read(try files.text(Self.path), file: Self.path, people: people)
        if !faults.hasErrors { _ = try templates(settings) }
        return faults
    }
}
