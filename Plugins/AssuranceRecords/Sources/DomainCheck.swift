extension FormFaults {
    /// Notes a fault when no domain is named, or one that is not among those there are; any will do if there are none.
    package mutating func requireDomain(_ domain: String, among domains: [String], at path: String) {
        if domain.isBlank {
            add(path, "expected the domain", help: domains.isEmpty ? nil : Self.choices(domains))
        } else if !domains.isEmpty, !domains.contains(domain) {
            add(path, "\"\(domain)\" is not one of the domains", help: Self.choices(domains))
        }
    }

    private static func choices(_ domains: [String]) -> String {
        "it is one of: \(domains.joined(separator: ", "))"
    }
}
