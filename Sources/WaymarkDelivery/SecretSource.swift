import Foundation
import WaymarkCompiler
import WaymarkNotices

/// Reads secrets where the settings say that they are, at the moment at which they are needed.
package struct SecretSource: Sendable {
    /// Why there is no secret; says where it was sought, never what was found.
    struct Missing: Error, Hashable {
        var message: String
    }

    private let environment: [String: String]
    private let folder: String

    /// Looks in an environment, and in files whose paths start at a folder.
    package init(environment: [String: String], folder: String) {
        self.environment = environment
        self.folder = folder
    }

    /// The lines of a secret that are not blank.
    func lines(_ place: NoticeSettings.SecretPlace) throws -> [String] {
        let text: String
        switch place {
        case .environment(let name):
            guard let value = environment[name] else {
                throw Missing(message: "the environment has no variable \(name)")
            }
            text = value
        case .file(let name):
            let path = name.hasPrefix("/") ? name : folder + "/" + name
            guard let file = FileHandle(forReadingAtPath: path),
                let data = try? file.read(upToCount: DeliveryLimits.secretFileBytesMax + 1)
            else { throw Missing(message: "the file \(name) cannot be read") }
            guard data.count <= DeliveryLimits.secretFileBytesMax else {
                throw Missing(message: "the file \(name) is longer than \(DeliveryLimits.secretFileBytesMax) bytes")
            }
            text = String(decoding: data, as: UTF8.self)
        }
        let lines = text.split(whereSeparator: \.isNewline).map { $0.filter { !$0.isWhitespace } }
            .filter { !$0.isEmpty }
        guard !lines.isEmpty else { throw Missing(message: "\(Self.name(place)) is empty") }
        return lines
    }

    /// The secrets of a webhook: the one in use, and others while it is being changed.
    func webhookSecrets(_ place: NoticeSettings.SecretPlace) throws -> [WebhookSecret] {
        let lines = try lines(place)
        let secrets = lines.compactMap { WebhookSecret($0) }
        guard secrets.count == lines.count, secrets.count <= NoticeLimits.secretsMax else {
            throw Missing(
                message: "\(Self.name(place)) does not hold up to \(NoticeLimits.secretsMax) secrets of the form "
                    + "whsec_ and 24 to 64 bytes in Base64, one a line")
        }
        return secrets
    }

    private static func name(_ place: NoticeSettings.SecretPlace) -> String {
        switch place {
        case .environment(let name): "the variable \(name)"
        case .file(let name): "the file \(name)"
        }
    }
}
