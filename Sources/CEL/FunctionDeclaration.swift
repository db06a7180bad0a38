/// A function: what it takes and gives when checked, and what it does when evaluated.
package struct FunctionDeclaration: Sendable {
    /// One way to call a function.
    package struct Overload: Hashable, Sendable {
        /// The types of the arguments; for a member the first is what it is called on.
        package var parameters: [CELType]
        /// The type of the result.
        package var result: CELType
        /// Whether it is called as `x.f()`.
        package var isMember: Bool
        /// Whether the last argument may come several times.
        package var isVariadic: Bool

        /// Describes a way to call a function.
        package init(_ parameters: [CELType], _ result: CELType, isMember: Bool = false, isVariadic: Bool = false) {
            self.parameters = parameters
            self.result = result
            self.isMember = isMember
            self.isVariadic = isVariadic
        }
    }

    /// What a function does; the activation lets a host's function reach what the host knows.
    package typealias Implementation =
        @Sendable (_ arguments: [Value], _ activation: any Activation) throws(EvaluationFailure) -> Value

    /// The name; it may be qualified, as in `math.abs`.
    package var name: String
    /// The ways to call it.
    package var overloads: [Overload]
    /// What it does; it must give the same for the same arguments and activation.
    package var implementation: Implementation

    /// Describes a function.
    package init(_ name: String, _ overloads: [Overload], _ implementation: @escaping Implementation) {
        self.name = name
        self.overloads = overloads
        self.implementation = implementation
    }
}
