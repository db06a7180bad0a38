package import CEL
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkStore

/// The words of messages: a template for each kind of notice, and one for digests.
package struct NoticeTemplates: Sendable {
    /// A text to send.
    package struct Text: Sendable, Hashable {
        /// One line.
        package var subject: String
        /// The rest.
        package var body: String
    }

    /// The name of the template of digests.
    package static let digest = "digest"
    /// What the name of a file ends with.
    package static let ending = ".mustache"

    private let templates: [String: Template]

    /// The names that templates may have.
    package static var names: [String] { NoticeKind.allCases.map(\.rawValue) + [digest] }

    /// The templates of the program, with others in the place of some.
    /// - Throws: ``StepFailure`` when one is not known, too long, cannot be read, or names what there is not.
    package init(replacing texts: [String: String] = [:]) throws {
        var templates: [String: Template] = [:]
        for name in Self.names {
            templates[name] = try Self.naming(name) { try Template(texts[name] ?? Self.text(of: name)) }
        }
        self.templates = templates
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) { try check(name, text) }
    }

    /// The words of a template under some values: its first line is the subject, and a blank line follows.
    /// - Throws: ``StepFailure`` that names the template, the line and the column.
    package func text(_ name: String, _ values: Value) throws -> Text {
        guard let template = templates[name] else { throw StepFailure("there is no template \(name)") }
        var renderer = TemplateRenderer(
            scopes: [values], bytesMax: NoticeLimits.messageBytesMax, guardsHeadings: false)
        let lines = try Self.naming(name) { try renderer.render(template) }.split(
            separator: "\n", omittingEmptySubsequences: false)
        let first = lines.first.map(String.init) ?? ""
        let subject = first.hasPrefix(Self.mark) ? String(first.dropFirst(Self.mark.count)) : first
        let body = lines.dropFirst().drop { $0.allSatisfy(\.isWhitespace) }.joined(separator: "\n")
        return Text(subject: subject.line.shortened(NoticeLimits.subjectScalarsMax), body: body.trimmingBlanks + "\n")
    }

    private static let mark = "Subject:"

    /// Does something with a template, whose name is said with its faults.
    private static func naming<Answer>(_ name: String, _ body: () throws -> Answer) throws -> Answer {
        do {
            return try body()
        } catch var failure as StepFailure {
            if let fault = failure.templateFault {
                failure.message = "\(name)\(ending):\(fault.line):\(fault.column): \(fault.message)"
            }
            throw failure
        }
    }

    // MARK: - Checking

    private func check(_ name: String, _ text: String) throws {
        guard templates[name] != nil else {
            throw StepFailure(
                "there is no notice \(name) whose template could be replaced",
                help: "there are: " + Self.names.joined(separator: ", "))
        }
        guard text.utf8.count <= NoticeLimits.templateBytesMax else {
            throw StepFailure("the template \(name) is longer than \(NoticeLimits.templateBytesMax) bytes")
        }
        guard text.hasPrefix(Self.mark) else {
            throw StepFailure(
                "the template \(name) does not begin with its subject", help: "write \(Self.mark) … on its first line")
        }
        _ = try self.text(name, try Self.sample(name))
    }

    /// Values with everything in them that a template may name.
    private static func sample(_ name: String) throws -> Value {
        let person = Person(id: "somebody", name: "Somebody")
        let now = Instant(millisecondsSinceEpoch: 0)
        let values = NoticeValues(calendar: try .ofEveryDay, now: now)
        var facts = NoticeFacts()
        facts.kind = NoticeKind(rawValue: name) ?? .taskOffered
        (facts.task, facts.step, facts.stepTitle, facts.role) = ("C-1", "step", "Step", "Role")
        (facts.due, facts.outcome, facts.milestone, facts.reason) = (now, "done", "done", "Because.")
        (facts.incident, facts.help) = ("C-2", "Mend it.")
        facts.wasDue = now
        (facts.by, facts.until) = ("Somebody else", LocalDate(daysSinceEpoch: 0))
        guard name == digest else { return values.values(facts, to: person) }
        let task = TaskRecord(
            id: "C-1", caseID: "C", step: "step", stepTitle: "Step", workflow: "w", subject: "S", kind: "k", role: "r",
            holders: [], openedAt: 0, dueAt: 0)
        return values.values(NoticeValues.Digest(notices: [facts], tasks: [task], openTasks: 2), to: person)
    }
}

extension WorkingCalendar {
    /// A calendar for words that nobody reads.
    fileprivate static var ofEveryDay: WorkingCalendar {
        get throws { try WorkingCalendar(name: "every-day", zone: .utc, weekend: [], years: 1970...1970) }
    }
}
