/// The bounds that this target holds; each has a test at the limit and one past it.
package enum Limits {
    /// Nesting of a JSON text read back from a store, a form or a file.
    package static let jsonDepthMax = 64
    /// Characters of one text field that a person hands in.
    package static let fieldCharactersMax = 100_000
    /// Bytes of an e-mail address.
    package static let mailAddressBytesMax = 254
    /// Items of one list that a person hands in.
    package static let fieldItemsMax = 10_000
}
