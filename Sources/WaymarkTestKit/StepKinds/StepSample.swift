/// One use of a step kind that must succeed, from which the conformance kit derives those that must not.
public struct StepSample: Sendable {
    /// The kind's name.
    public var kind: String
    /// The parameters as JSON.
    public var parameters: String
    /// The form as JSON; of tasks only.
    public var form: String
    /// The outcome chosen; of tasks only.
    public var outcome: String?
    /// The reason given; of tasks only.
    public var reason: String?

    /// Describes a use.
    public init(
        _ kind: String, with parameters: String = "{}", form: String = "{}", outcome: String? = nil,
        reason: String? = nil
    ) {
        self.kind = kind
        self.parameters = parameters
        self.form = form
        self.outcome = outcome
        self.reason = reason
    }
}
