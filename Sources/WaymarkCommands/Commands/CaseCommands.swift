import ArgumentParser
import CEL
import WaymarkDefinition
import WaymarkOperations
import WaymarkStore

/// The case that a verb is about.
struct CaseArgument: ParsableArguments {
    @Argument(help: "The case: its id, or as much of it as tells it apart.")
    var id: String
}

/// What the verbs that give a case something share.
struct GivingOptions: ParsableArguments {
    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Fill in a field: name=value; may be repeated.", valueName: "name=value"))
    var assignments: [String] = []

    @Option(help: ArgumentHelp("A key under which the command counts once.", valueName: "key"))
    var key: String?
}

/// Sends a message to a case.
struct SendCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Send a message to a case that waits for it.")

    @OptionGroup var common: CommonOptions

    @OptionGroup var subject: CaseArgument

    @Argument(help: "The message.")
    var message: String

    @OptionGroup var giving: GivingOptions

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        let send = SendMessage(message, to: subject.id)
        var input = FormInput(try send.schema(in: session))
        for assignment in giving.assignments { try input.set(assignment) }
        let record = try await send.run(input.form, key: giving.key, in: session)
        desk.note("Case \(record.id) has the message \(message).")
    }
}

/// Adds an item to a loop of a case.
struct AddCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an item to a loop that is open for more.")

    @OptionGroup var common: CommonOptions

    @OptionGroup var subject: CaseArgument

    @Argument(help: "The loop's id.")
    var step: String

    @Option(help: ArgumentHelp("The item, as JSON or plain text.", valueName: "item"))
    var item: String?

    @Option(help: ArgumentHelp("Which run of the loop, where several are under way.", valueName: "number"))
    var run: Int?

    @OptionGroup var giving: GivingOptions

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        let add = AddItemToCase(subject.id, step: step, run: run)
        let record = try await add.run(
            try value(of: try add.itemType(in: session)), key: giving.key, in: session)
        desk.note("Added to \(step) of case \(record.id).")
    }

    private func value(of type: FieldType) throws -> Value {
        switch (item, giving.assignments.isEmpty) {
        case (let item?, true): return try FormInput.value(item, type: type, name: "the item")
        case (nil, false):
            guard case .record(let schema) = type else {
                throw OperationFailure(.usage, "Expected --item, because an item is \(type.title)")
            }
            var input = FormInput(schema)
            for assignment in giving.assignments { try input.set(assignment) }
            return input.form
        default:
            throw OperationFailure(
                .usage, "Expected either --item or --set", help: "an item is \(type.title)")
        }
    }
}
