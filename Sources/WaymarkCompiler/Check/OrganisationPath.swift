/// The way from a case to an organisation, as far as a source says it in the plainest words.
///
/// `subject.area_team.id` and `org("nhs_england")` are such ways; what has conditions or functions in it is not.
struct OrganisationPath {
    /// Where the way begins.
    enum Start: Equatable {
        /// The organisation that the case is about.
        case subject
        /// One by its id.
        case organisation(String)
    }

    var start: Start
    /// The relations along which it goes.
    var relations: [String]

    /// The ways that a source names, one or a list of them; nil when only running tells.
    static func paths(in source: String) -> [OrganisationPath]? {
        let text = source.filter { !$0.isWhitespace }
        guard text.hasPrefix("["), text.hasSuffix("]") else { return path(text[...]).map { [$0] } }
        let parts = text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
        let paths = parts.compactMap { path($0) }
        return paths.count == parts.count ? paths : nil
    }

    private static func path(_ text: Substring) -> OrganisationPath? {
        var parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first else { return nil }
        parts.removeFirst()
        if parts.last == "id" { parts.removeLast() }
        guard parts.allSatisfy({ WorkflowParser.isSnakeCase($0) }) else { return nil }
        if first == "subject" { return OrganisationPath(start: .subject, relations: parts) }
        guard first.hasPrefix("org(\""), first.hasSuffix("\")") else { return nil }
        let id = String(first.dropFirst(5).dropLast(2))
        return id.contains("\"") ? nil : OrganisationPath(start: .organisation(id), relations: parts)
    }
}
