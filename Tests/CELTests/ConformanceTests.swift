import CEL
import Foundation
import Testing

/// The language's own suite; see `shared/conformance/README.md` for where it comes from.
@Suite(.enabled(if: ConformanceCase.folder != nil, "no conformance suite: set WAYMARK_CONFORMANCE to its folder"))
struct ConformanceTests {
    @Test(arguments: try ConformanceCase.files())
    func `every case of a file holds`(file: URL) throws {
        for line in try ConformanceCase.all(in: file) {
            if let fault = fault(of: line) { Issue.record("\(line.id): \(line.expr)\n\(fault)") }
        }
    }

    /// What is not as the case wants it, nil when all is.
    private func fault(of line: ConformanceCase) -> String? {
        let functions = (line.functions ?? []).map { function in
            FunctionDeclaration(
                function.name,
                function.overloads.map { overload in
                    FunctionDeclaration.Overload(
                        overload.params.map(\.type), overload.result.type, isMember: overload.instance == true)
                }
            ) { _, _ throws(EvaluationFailure) in throw EvaluationFailure("not bound") }
        }
        let environment = Environment(
            variables: (line.typeEnv ?? [:]).mapValues(\.type), functions: functions, container: line.container ?? "")
        let checked = check(line.expr, in: environment, isChecked: line.disableCheck != true)
        guard let program = checked.program else {
            return line.error == nil ? "problems: \(checked.problems)" : nil
        }
        if let wanted = line.deducedType?.type, program.resultType.description != wanted.description {
            return "expected the type \(wanted), found \(program.resultType)"
        }
        guard line.checkOnly != true else { return nil }
        do {
            let value = try program.evaluate(ZonedActivation(line.bindings ?? [:]))
            guard line.error == nil else { return "expected a failure, found \(value)" }
            guard isSame(value, line.expected?.value ?? .bool(true)) else { return "found \(value)" }
            return nil
        } catch {
            return line.error == nil ? "failure: \(error.message)" : nil
        }
    }

    /// Equality of values in which not a number is itself.
    private func isSame(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.double(let left), .double(let right)): left == right || (left.isNaN && right.isNaN)
        default: left == right
        }
    }
}

/// Variables, and the time zones that Foundation knows.
private struct ZonedActivation: ZoneAware {
    private let values: [String: Value]

    init(_ values: [String: WrittenValue]) {
        self.values = values.mapValues(\.value)
    }

    func value(of qualifiedName: String) -> Value? { values[qualifiedName] }

    func offset(ofZone name: String, at seconds: Int64) -> Int64? {
        TimeZone(identifier: name).map {
            Int64($0.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
        }
    }
}
