/// A document, known by the hash of its content.
package struct BlobRecord: Sendable, Hashable {
    /// The content hash, in hexadecimal.
    package var hash: String
    /// The media type, as `application/pdf`.
    package var mediaType: String
    /// The content; at most `Limits.blobBytesMax`.
    package var bytes: [UInt8]

    /// Describes a document.
    package init(hash: String, mediaType: String, bytes: [UInt8]) {
        self.hash = hash
        self.mediaType = mediaType
        self.bytes = bytes
    }
}
