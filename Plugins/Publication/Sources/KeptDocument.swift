import WaymarkDefinition
import WaymarkPluginKit

/// The content of a document that an effect sends out.
enum KeptDocument {
    /// The bytes that the document's hash stands for.
    /// - Throws: a permanent ``StepFailure`` when none are kept, or when they are not what the hash says.
    static func bytes(of document: Document, from services: any EffectServices) throws -> [UInt8] {
        guard !document.hash.isEmpty else {
            throw StepFailure("there is no document to publish", help: "make or receive it first", isPermanent: true)
        }
        guard let bytes = try services.document(document.hash) else {
            throw StepFailure(
                "the content of \"\(document.title)\" (\(document.hash.prefix(12))) is not kept", isPermanent: true)
        }
        guard ContentHash(of: bytes).description == document.hash else {
            throw StepFailure(
                "the content of \"\(document.title)\" is not what its hash \(document.hash.prefix(12)) stands for",
                isPermanent: true)
        }
        return bytes
    }
}
