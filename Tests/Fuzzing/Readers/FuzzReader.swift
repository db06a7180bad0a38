/// One reader that is given whatever comes: it may refuse, it may not crash, hang or take memory past its limits, and
/// what it says must agree with itself.
package enum FuzzReader: String, CaseIterable, Sendable {
    case yaml, cel, matches, deadlines, recurrences, tables, definitions, json, schedules, behaviours

    /// Reads an input.
    /// - Returns: What is wrong with the reader; nil when nothing is, whatever it thinks of the input.
    package func complaint(about bytes: [UInt8]) -> String? {
        switch self {
        case .yaml: YAMLTrial.complaint(about: bytes)
        case .cel: ExpressionTrial.complaint(about: String(decoding: bytes, as: UTF8.self))
        case .matches: ExpressionTrial.patternComplaint(about: String(decoding: bytes, as: UTF8.self))
        case .deadlines: TextTrial.complaint(about: String(decoding: bytes, as: UTF8.self))
        case .recurrences: RecurrenceTrial.complaint(about: String(decoding: bytes, as: UTF8.self))
        case .tables: DefinitionTrial.tableComplaint(about: String(decoding: bytes, as: UTF8.self))
        case .definitions: DefinitionTrial.complaint(about: String(decoding: bytes, as: UTF8.self))
        case .json: TextTrial.jsonComplaint(about: bytes)
        case .schedules: ScheduleTrial.complaint(about: String(decoding: bytes, as: UTF8.self))
        case .behaviours: BehaviourTrial.complaint(about: String(decoding: bytes, as: UTF8.self))
        }
    }
}
