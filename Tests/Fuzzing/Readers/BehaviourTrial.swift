import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkPluginKit
import WaymarkSimulation

/// Files of how people behave, read and checked against a small project.
enum BehaviourTrial {
    private static let environment: BehaviourEnvironment? = {
        guard let zone = try? ZoneTable(identifier: "Europe/London"),
            let calendar = try? WorkingCalendar(name: "trial", zone: zone, years: 2013...2014),
            let definition = DefinitionTrial.definition(of: DefinitionTrial.appeal)
        else { return nil }
        return BehaviourEnvironment(
            workflows: Compiler.interfaces(of: [DefinitionTrial.appeal]), definitions: ["appeal": definition],
            registerSchema: DefinitionTrial.register, people: ["ann", "ben"], calendar: calendar,
            hasData: { $0 == "figures.csv" })
    }()

    /// What a file may extend.
    private static let base = """
        from: 2013-04-01
        until: 2013-12-31
        rounds: [{ name: 13Q2, on: 2013-07-01 }]
        steps: { appeal/hear: { after: 2, outcome: approved } }
        """

    static func complaint(about text: String) -> String? {
        guard let environment else { return "the workflow or the calendar is refused" }
        let base: (String) -> String? = { $0 == "base.yaml" ? Self.base : nil }
        let read = Behaviour.read(text, file: "fuzz.yaml", base: base).diagnostics
        let found = BehaviourCheck.check(text, file: "fuzz.yaml", isExtended: false, in: environment, base: base)
        guard Set(found.sorted).isSuperset(of: read.sorted) else { return "a fault is lost when the project is known" }
        return YAMLTrial.complaint(about: found, of: text)
    }
}
