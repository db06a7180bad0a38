package import WaymarkDiagnostics

extension DiagnosticCode {
    package static let yamlSyntax = DiagnosticCode("WM1001", "yaml-syntax", "The text is not YAML.")
    package static let notUTF8 = DiagnosticCode("WM1002", "not-utf8", "The text is not UTF-8.")
    package static let tooLarge = DiagnosticCode("WM1003", "text-too-large", "The text is larger than the limit.")
    package static let tooDeep = DiagnosticCode(
        "WM1004", "nested-too-deep", "The text is nested deeper than the limit.")
    package static let tooManyNodes = DiagnosticCode(
        "WM1005", "too-many-nodes", "The text has more nodes than the limit.")
    package static let duplicateKey = DiagnosticCode("WM1006", "duplicate-key", "A mapping has a key twice.")
    package static let mergeKey = DiagnosticCode("WM1007", "merge-key", "Merge keys are not part of the language.")
    package static let keyNotText = DiagnosticCode("WM1008", "key-not-text", "A key is not text.")
    package static let severalDocuments = DiagnosticCode(
        "WM1009", "several-documents", "A file has more than one document.")
    package static let emptyDocument = DiagnosticCode("WM1010", "empty-document", "A file has no content.")
    package static let aliasLimit = DiagnosticCode("WM1011", "alias-limit", "Aliases expand past the limit.")
    package static let unknownAnchor = DiagnosticCode("WM1012", "unknown-anchor", "An alias has no anchor.")
    package static let tagRefused = DiagnosticCode("WM1013", "tag-refused", "Tags are not part of the language.")
}
