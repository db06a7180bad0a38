import Synchronization

extension Template {
    private static let known = Mutex<[String: Template]>([:])

    /// The template of a text, read once for all the cases that use it.
    /// - Throws: a permanent ``StepFailure`` that names the line.
    package static func known(_ text: String) throws -> Template {
        if let template = known.withLock({ $0[text] }) { return template }
        let template = try Template(text)
        known.withLock { known in
            if known.count >= TemplateLimits.knownMax { known = [:] }
            known[text] = template
        }
        return template
    }
}
