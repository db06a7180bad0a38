package import WaymarkDiagnostics

extension DiagnosticCode {
    // MARK: - Form

    package static let notAMapping = DiagnosticCode("WM1050", "not-a-mapping", "A map is expected here.")
    package static let notAList = DiagnosticCode("WM1051", "not-a-list", "A list is expected here.")
    package static let notText = DiagnosticCode("WM1052", "not-text", "Text is expected here.")
    package static let unknownKey = DiagnosticCode("WM1053", "unknown-key", "A key that has no meaning here.")
    package static let missingKey = DiagnosticCode("WM1054", "missing-key", "A key that must be given is missing.")
    package static let badID = DiagnosticCode("WM1055", "bad-id", "An id is not in snake case.")
    package static let duplicateID = DiagnosticCode("WM1056", "duplicate-id", "Two steps have one id.")
    package static let noConstruct = DiagnosticCode("WM1057", "no-construct", "A step does nothing.")
    package static let severalConstructs = DiagnosticCode(
        "WM1058", "several-constructs", "A step does two things at once.")
    package static let badValue = DiagnosticCode(
        "WM1060", "bad-value", "A value is not one of those that can stand here.")
    package static let emptyList = DiagnosticCode("WM1061", "empty-list", "A list of steps is empty.")

    package static let misplacedElse = DiagnosticCode(
        "WM1062", "misplaced-else", "An `else` is not the one last branch of its `choose`.")
    package static let reservedName = DiagnosticCode(
        "WM1063", "reserved-name", "A name is one that the engine keeps for itself.")

    // MARK: - Names

    package static let unknownStepKind = DiagnosticCode(
        "WM1100", "unknown-step-kind", "No plugin of this build has the step kind.")
    package static let unknownRole = DiagnosticCode("WM1101", "unknown-role", "A role that is not declared.")
    package static let unknownType = DiagnosticCode("WM1102", "unknown-type", "A type that is not declared.")
    package static let unknownStep = DiagnosticCode("WM1103", "unknown-step", "A step that is not in the file.")
    package static let unknownWorkflow = DiagnosticCode("WM1104", "unknown-workflow", "A workflow that is not there.")
    package static let unknownMessage = DiagnosticCode("WM1105", "unknown-message", "A message that is not declared.")
    package static let unknownVariable = DiagnosticCode(
        "WM1106", "unknown-variable", "A variable that is not declared.")
    package static let unknownInput = DiagnosticCode(
        "WM1107", "unknown-input", "An input that the workflow does not have.")
    package static let unknownSubject = DiagnosticCode(
        "WM1108", "unknown-subject", "A type of organisation that the register does not have.")
    package static let unknownPosition = DiagnosticCode(
        "WM1109", "unknown-position", "A position that the register does not have.")
    package static let unknownOutcome = DiagnosticCode(
        "WM1110", "unknown-outcome", "An outcome that the step cannot have.")
    package static let unknownTemplate = DiagnosticCode(
        "WM1111", "unknown-template", "A template file that is not beside the workflow.")
    package static let unused = DiagnosticCode("WM1112", "unused", "Something is declared and never used.")
    package static let messageNeverSent = DiagnosticCode(
        "WM1113", "message-never-sent", "A message is waited for that nobody sends, and nobody is named who may.")
    package static let messageNeverReceived = DiagnosticCode(
        "WM1114", "message-never-received", "A message is sent that nobody waits for.")

    package static let hiddenName = DiagnosticCode(
        "WM1117", "hidden-name", "The name of an item hides another name of expressions.")
    package static let positionElsewhere = DiagnosticCode(
        "WM1118", "position-elsewhere", "A position that this type of organisation does not have.")
    package static let unknownOrganisation = DiagnosticCode(
        "WM1119", "unknown-organisation", "An organisation that the register does not have.")
    package static let messageDiffers = DiagnosticCode(
        "WM1120", "message-differs", "A message carries other fields than the workflow that gets it expects.")
    package static let typeCircle = DiagnosticCode("WM1115", "type-circle", "A type is made of itself.")
    package static let typeTooLarge = DiagnosticCode(
        "WM1116", "type-too-large", "A type is nested too deep, or has too many parts.")
    package static let unknownMilestone = DiagnosticCode(
        "WM1150", "unknown-milestone", "A milestone is waited for that no step reaches.")

    // MARK: - Types and expressions

    package static let expressionSyntax = DiagnosticCode("WM1200", "expression-syntax", "An expression cannot be read.")
    package static let expressionName = DiagnosticCode(
        "WM1201", "expression-name", "An expression names what is not there.")
    package static let expressionType = DiagnosticCode(
        "WM1202", "expression-type", "The types in an expression do not fit.")
    package static let wrongType = DiagnosticCode("WM1203", "wrong-type", "A value has another type than is asked for.")
    package static let missingParameter = DiagnosticCode(
        "WM1204", "missing-parameter", "A parameter that must be given is missing.")
    package static let unknownParameter = DiagnosticCode(
        "WM1205", "unknown-parameter", "A parameter that the step kind does not have.")
    package static let notLiteral = DiagnosticCode(
        "WM1206", "not-literal", "A constant is needed where an expression stands.")
    package static let badParameter = DiagnosticCode(
        "WM1207", "bad-parameter", "A parameter's value does not make sense.")
    package static let badTemplate = DiagnosticCode(
        "WM1208", "unclosed-expression", "An expression in text is not closed.")
    package static let badDeadline = DiagnosticCode("WM1209", "bad-deadline", "A deadline cannot be read.")
    package static let neverWritten = DiagnosticCode(
        "WM1210", "read-before-written", "A step is read that cannot have run.")
    package static let maybeUnwritten = DiagnosticCode(
        "WM1213", "maybe-not-run", "A step is read that has not run on some way to the place.")

    package static let wrongSubject = DiagnosticCode(
        "WM1211", "wrong-subject", "A case is asked for of an organisation that its workflow is not about.")
    package static let expressionInBraces = DiagnosticCode(
        "WM1212", "expression-in-braces", "An expression that stands bare has ${ and } around it.")

    // MARK: - Control flow

    package static let unreachable = DiagnosticCode("WM1300", "unreachable-step", "A step can never be reached.")
    package static let goToElsewhere = DiagnosticCode("WM1301", "go-to-elsewhere", "A go_to leads into another list.")
    package static let endlessLoop = DiagnosticCode("WM1302", "endless-loop", "A loop has no way out.")
    package static let unboundedRepeat = DiagnosticCode(
        "WM1303", "unbounded-repeat", "A repeat may run without end and waits on nobody.")
    package static let unreachableJoin = DiagnosticCode(
        "WM1320", "unreachable-join", "Branches that are waited for cannot end.")
    package static let badJoin = DiagnosticCode("WM1304", "bad-join", "A join needs more branches than there are.")

    package static let constantCondition = DiagnosticCode(
        "WM1305", "constant-condition", "A condition is the same every time.")
    package static let raceBranch = DiagnosticCode(
        "WM1350", "race-branch", "A branch of a race does not begin with something that waits.")
    package static let cancelAround = DiagnosticCode(
        "WM1351", "cancel-around", "A step would cancel itself or what it stands in.")
    package static let cancelNever = DiagnosticCode(
        "WM1352", "cancel-never", "A step that is to be cancelled cannot be under way then.")

    package static let nestedExclusive = DiagnosticCode(
        "WM1353", "nested-exclusive", "A case could wait for its turn while it keeps others waiting for theirs.")

    // MARK: - People and time

    package static let noRole = DiagnosticCode("WM1400", "no-role", "A step that people do says not who.")
    package static let notHuman = DiagnosticCode(
        "WM1401", "not-human", "A key for human steps on a step that nobody does.")
    package static let noDeadline = DiagnosticCode(
        "WM1402", "no-deadline", "Something rests on a deadline that the step does not have.")
    package static let dutyOnMachine = DiagnosticCode(
        "WM1403", "duty-on-machine", "A separation of duties names a step that nobody does.")

    package static let neverLate = DiagnosticCode(
        "WM1404", "never-late", "Something is said of late arrivals where nothing can come late.")
    package static let circularDeadline = DiagnosticCode(
        "WM1410", "circular-deadline", "A deadline is counted from what it decides.")
    package static let badDuty = DiagnosticCode(
        "WM1411", "bad-duty", "A rule about people names a step twice, or fewer than two.")
    package static let retryWithoutEffect = DiagnosticCode(
        "WM1412", "retry-without-effect", "A step without an effect is to be tried again.")

    // MARK: - Decision tables

    package static let badTable = DiagnosticCode(
        "WM1700", "bad-table", "A decision table is not made as its policy and its columns ask.")
    package static let badCell = DiagnosticCode("WM1701", "bad-cell", "A cell does not fit its column.")
    package static let tableGap = DiagnosticCode("WM1702", "table-gap", "There is an input that no row answers.")
    package static let tableOverlap = DiagnosticCode(
        "WM1703", "table-overlap", "Two rows answer an input that one must answer.")
    package static let idleRow = DiagnosticCode("WM1704", "idle-row", "A row or a default is never used.")
    package static let tableNotProven = DiagnosticCode(
        "WM1705", "table-not-proven", "Whether a table is complete and free of contradiction rests on expressions.")
    package static let unknownTable = DiagnosticCode("WM1706", "unknown-table", "A table that is not declared.")
    package static let tableTooLarge = DiagnosticCode(
        "WM1707", "table-too-large", "A table has too many rows or columns.")
    package static let deadlineTooEarly = DiagnosticCode(
        "WM1413", "deadline-too-early", "A deadline or a reminder comes before its step can start.")
    package static let outsideCalendar = DiagnosticCode(
        "WM1414", "outside-calendar", "Working days are counted in years that the calendar does not know.")
    package static let roleWithoutHolder = DiagnosticCode(
        "WM1415", "role-without-holder", "Nobody in the register holds a role.")
    package static let impossibleDuty = DiagnosticCode(
        "WM1416", "impossible-duty", "Nobody in the register could satisfy a rule about people.")
    package static let silentDeadline = DiagnosticCode(
        "WM1417", "silent-deadline", "A deadline passes without anybody hearing of it.")

    package static let impossibleDeadline = DiagnosticCode(
        "WM1418", "impossible-deadline", "A deadline cannot be met in some quarter, however quick people are.")
    package static let tightDeadline = DiagnosticCode(
        "WM1419", "tight-deadline",
        "A deadline cannot be met in some quarter if each step takes the time that it is given.")

    package static let timeNotChecked = DiagnosticCode(
        "WM1421", "time-not-checked", "Whether deadlines can be met was looked at in part only.")

    package static let neverFires = DiagnosticCode(
        "WM1420", "never-fires", "A schedule never happens in the years that its calendar knows.")

    package static let pointlessTime = DiagnosticCode(
        "WM1422", "pointless-time", "A reminder or a deadline can serve nobody.")

    // MARK: - Configuration

    package static let badConfiguration = DiagnosticCode(
        "WM1500", "bad-configuration", "A file of the configuration has a fault.")
}
