/// What is wrong with a template, and where in it.
package struct TemplateFault: Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// The column, from 1, in Unicode scalars.
    package var column: Int
    /// What is wrong there.
    package var message: String
}

extension StepFailure {
    /// The permanent failure that a fault of a template is.
    init(template line: Int, _ column: Int, _ message: String, help: String? = nil) {
        self.init("line \(line) of the template: \(message)", help: help, isPermanent: true)
        templateFault = TemplateFault(line: line, column: column, message: message)
    }
}
