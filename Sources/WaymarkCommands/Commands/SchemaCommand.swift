import ArgumentParser
import WaymarkCompiler
import WaymarkOperations
import WaymarkScenarios
import WaymarkSimulation

/// Writes the JSON Schema of a sort of file, for editors.
struct SchemaCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Write the JSON Schema of the workflow language, or of other files, for editors.",
        discussion: """
            waymark schema > workflow.schema.json, and as the first line of a workflow:
            # yaml-language-server: $schema=../../workflow.schema.json

            Of the files of Config/schedules: waymark schema --for schedule
            """)

    /// The sorts of file whose form can be described.
    enum Subject: String, ExpressibleByArgument, CaseIterable, Sendable {
        case workflow, schedule, calendar, simulation, scenario, register
    }

    @OptionGroup var place: PlaceOptions

    @Option(name: .customLong("for"), help: ArgumentHelp("The sort of file.", valueName: "file"))
    var subject = Subject.workflow

    var common: CommonOptions { place.common }

    func operate(_ desk: Desk) async throws {
        let text =
            switch subject {
            case .workflow: DescribeLanguage().run(registry: desk.program.registry)
            case .schedule: ScheduleForms.schema
            case .calendar: CalendarForms.schema
            case .simulation: BehaviourForms.schema
            case .scenario: ScenarioForms.schema
            case .register: RegisterForms.schema
            }
        desk.console.write(text)
    }
}
