import CEL
import Testing
import WaymarkDefinition

/// The functions that the language adds, where nobody has checked what they are given.
@Suite struct HostFunctionTests {
    @Test(arguments: HostFunctions.all.map(\.name), 0...3)
    func `Any number of arguments of any type is refused, or has an answer`(name: String, count: Int) throws {
        let environment = Environment(functions: HostFunctions.all, abstractTypes: HostFunctions.types)
        let takes = HostFunctions.all.first { $0.name == name }?.overloads.map(\.parameters.count) ?? []
        for argument in ["'2013-10-31'", "'Q1'", "7", "null", "[1]", "{'start': 1}"] {
            let text = "\(name)(\(Array(repeating: argument, count: count).joined(separator: ", ")))"
            let program = try #require(check(text, in: environment, isChecked: false).program)
            let result = Result { try program.evaluate(DictionaryActivation()) }
            if !takes.contains(count) {
                let failure = #expect(throws: EvaluationFailure.self) { try result.get() }
                #expect(failure?.message.hasPrefix("no such overload: \(name)(") == true)
            }
        }
    }
}
