/// Matches the types of arguments with an overload, finding what its type parameters stand for.
struct OverloadMatch {
    private var bindings: [String: CELType] = [:]

    /// The type that the fitting overloads give, or nil when none fits; `dyn` when only the evaluation can tell.
    static func result(of overloads: [FunctionDeclaration.Overload], for arguments: [CELType]) -> CELType? {
        var first: CELType?
        let isOpen = arguments.contains(where: \.isPartlyDynamic)
        for overload in overloads {
            guard let result = result(of: overload, for: arguments) else { continue }
            guard isOpen else { return result }
            if let first, first != result { return .dyn }
            first = result
        }
        return first
    }

    private static func result(of overload: FunctionDeclaration.Overload, for arguments: [CELType]) -> CELType? {
        var parameters = overload.parameters
        if overload.isVariadic, let last = parameters.last, arguments.count > parameters.count {
            parameters += Array(repeating: last, count: arguments.count - parameters.count)
        }
        guard parameters.count == arguments.count else { return nil }
        var match = OverloadMatch()
        for (parameter, argument) in zip(parameters, arguments) {
            guard match.binds(parameter, to: argument) else { return nil }
        }
        return match.substituted(overload.result)
    }

    private mutating func binds(_ parameter: CELType, to argument: CELType) -> Bool {
        switch (parameter, argument) {
        case (.parameter(let name), _):
            guard let bound = bindings[name] else {
                bindings[name] = argument
                return true
            }
            guard argument.isAssignable(to: bound) || bound.isAssignable(to: argument) else { return false }
            bindings[name] = bound.joined(with: argument)
            return true
        case (_, .dyn), (_, .free): return true
        case (.list(let left), .list(let right)), (.optional(let left), .optional(let right)):
            return binds(left, to: right)
        case (.map(let leftKey, let left), .map(let rightKey, let right)):
            return binds(leftKey, to: rightKey) && binds(left, to: right)
        case (.map(let key, let value), .record):
            return binds(key, to: .string) && binds(value, to: .dyn)
        default: return argument.isAssignable(to: parameter)
        }
    }

    private func substituted(_ type: CELType) -> CELType {
        switch type {
        case .parameter(let name): bindings[name] ?? .free
        case .list(let element): .list(substituted(element))
        case .optional(let element): .optional(substituted(element))
        case .map(let key, let value): .map(substituted(key), substituted(value))
        default: type
        }
    }
}
