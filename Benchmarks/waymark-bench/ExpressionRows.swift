import CEL
import Foundation
import WaymarkDefinition

/// Evaluation of expressions beside Google's cel-cpp, which was timed in the same run.
enum ExpressionRows {
    /// What the other was timed at.
    private struct Timing: Decodable {
        var name: String
        var expr: String
        var nanoseconds: Double
    }

    /// A row for each expression of the file that `WAYMARK_CEL_TIMES` names; none without it.
    static func rows() throws -> [Main.Row] {
        guard let path = ProcessInfo.processInfo.environment["WAYMARK_CEL_TIMES"] else {
            print("expressions: not compared, cel-expr-python is not there")
            return []
        }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        return try lines.compactMap { line in
            let timing = try JSONDecoder().decode(Timing.self, from: Data(line.utf8))
            guard timing.name != "call" else {
                print(
                    String(format: "expressions: a call from Python, %.2f µs, is taken off", timing.nanoseconds / 1000))
                return nil
            }
            return Main.Row(
                name: "CEL \(timing.name), µs", waymark: [try best(timing.expr) / 1000],
                limit: [timing.nanoseconds / 1000], goal: "< 1", isTime: true)
        }
    }

    /// The fastest of many runs, in nanoseconds.
    private static func best(_ text: String) throws -> Double {
        let result = check(text, in: Environment())
        guard let program = result.program else {
            throw BenchFailure(faults: [text] + result.problems.map(\.message))
        }
        let clock = ContinuousClock()
        let scope = DictionaryActivation()
        var best = Double.infinity
        var runs = 1
        let deadline = clock.now + .seconds(1.5)
        while clock.now < deadline {
            let spent = try clock.measure {
                for _ in 0..<runs { _ = try program.evaluate(scope) }
            }
            let nanoseconds = Double(spent.components.attoseconds) / 1e9 + Double(spent.components.seconds) * 1e9
            best = min(best, nanoseconds / Double(runs))
            if nanoseconds < 20_000_000 { runs *= 2 }
        }
        return best
    }
}
