import CEL
import Testing
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkNotices
import WaymarkPluginKit
import WaymarkStore

/// The words of messages: those of the program, and others in their place.
@Suite struct NoticeTemplateTests {
    private let person = Person(id: "amira.holt", name: "Amira Holt")
    private let now = at("2013-11-20T10:00:00Z")

    private func values() throws -> NoticeValues { NoticeValues(calendar: try london(), now: now) }

    @Test func `A task is told with what it is about and until when`() throws {
        var facts = facts(.taskReturned)
        facts.reason = "Two figures are missing."
        let text = try NoticeTemplates().text("task_returned", try values().values(facts, to: person))
        #expect(text.subject == "Back to you: Assess the evidence, Alder Vale CCG")
        #expect(
            text.body == """
                Dear Amira Holt,

                this comes back to you:

                  process:  Quarterly assurance (13Q2-ALV)
                  about:    Alder Vale CCG
                  step:     Assess the evidence
                  asked of: Assurance lead
                  due:      2013-11-25 17:00 (due in 3 working days)
                  because:  Two figures are missing.

                To read it:  waymark show 13Q2-ALV-7
                To take it:  waymark claim 13Q2-ALV-7
                To do it:    waymark advance 13Q2-ALV-7

                """)
    }

    @Test(arguments: NoticeKind.allCases) func `Every kind of notice has words, also where little is known`(
        kind: NoticeKind
    ) throws {
        var little = NoticeFacts()
        (little.kind, little.caseID, little.title, little.subjectName) = (kind, "C-1", "Case", "Unit")
        let isAboutTask = kind.asksForTask || [.taskEnded, .taskDoneForYou, .taskTakenAway].contains(kind)
        for facts in [facts(kind)] + (isAboutTask ? [] : [little]) {
            let text = try NoticeTemplates().text(kind.rawValue, try values().values(facts, to: person))
            #expect(!text.subject.isEmpty && !text.body.contains("{{"))
            #expect(text.body.hasPrefix("Dear Amira Holt,\n"))
        }
    }

    @Test func `A digest tells what is new and what is open, and counts what it leaves out`() throws {
        let task = TaskRecord(
            id: "13Q2-ALV-7", caseID: "13Q2-ALV", step: "assess", stepTitle: "Assess the evidence", workflow: "q",
            subject: "X", subjectName: "Alder Vale CCG", kind: "k", role: "r", holders: [], openedAt: 0,
            dueAt: at("2013-11-19T17:00:00Z").millisecondsSinceEpoch)
        let digest = NoticeValues.Digest(
            notices: [facts(.taskOverdue), facts(.caseCancelled)], tasks: [task], openTasks: 4)
        let text = try NoticeTemplates().text("digest", try values().values(digest, to: person))
        #expect(text.subject == "2 new, 4 open")
        #expect(
            text.body == """
                Dear Amira Holt,

                new for you:

                  - overdue: Assess the evidence, Alder Vale CCG, due in 3 working days (13Q2-ALV-7)
                  - cancelled: Assess the evidence, Alder Vale CCG, due in 3 working days (13Q2-ALV-7)

                open for you or a colleague, the soonest due first:

                  - Assess the evidence, Alder Vale CCG: 1 working day late (13Q2-ALV-7)
                  and 3 more: waymark tasks

                """)
        let nothing = NoticeValues.Digest(notices: [], tasks: [], openTasks: 0)
        let quiet = try NoticeTemplates().text("digest", try values().values(nothing, to: person))
        #expect(quiet.subject == "Nothing new" && quiet.body == "Dear Amira Holt,\n")
    }

    @Test func `A digest names so many notices and no more`() throws {
        for excess in [0, 1] {
            let notices = Array(repeating: facts(), count: NoticeLimits.digestNoticesMax + excess)
            let digest = NoticeValues.Digest(notices: notices, tasks: [], openTasks: 0)
            let text = try NoticeTemplates().text("digest", try values().values(digest, to: person))
            #expect(text.body.components("asked of you") == NoticeLimits.digestNoticesMax)
            #expect(text.body.contains("and 1 more") == (excess == 1))
        }
    }

    @Test func `Other words stand in the place of the program's`() throws {
        let templates = try NoticeTemplates(replacing: [
            "task_offered": "Subject: Please: {{task.title}}\n\nHello {{person.name}}, {{case.id}}.\n"
        ])
        let text = try templates.text("task_offered", try values().values(facts(), to: person))
        #expect(text.subject == "Please: Assess the evidence" && text.body == "Hello Amira Holt, 13Q2-ALV.\n")
    }

    @Test(arguments: [
        ("task_ofered", "Subject: x", "there is no notice task_ofered"),
        ("task_offered", "no subject", "does not begin with its subject"),
        ("task_offered", "Subject: {{task.titel}}", "nothing is named task.titel"),
        ("digest", "Subject: {{task.title}}", "nothing is named task.title"),
        ("task_offered", "Subject: {{#task}}", "is not closed"),
        ("task_offered", "Subject: " + String(repeating: "x", count: 70_000), "is longer than 65536 bytes"),
    ])
    func `A template that cannot be used is refused before anything is sent`(name: String, text: String, fault: String)
    {
        let failure = #expect(throws: StepFailure.self) { try NoticeTemplates(replacing: [name: text]) }
        #expect(failure?.message.contains(fault) == true, "\(failure?.message ?? "")")
    }

    @Test(arguments: [
        ("Subject: {{task.titel}}", 1, 10), ("Subject: x\n\nŁódź {{ task.titel }}", 3, 6),
        ("Subject: x\n  {{#task}}", 2, 3), ("Subject: x\n{{by}} {{/task}}", 2, 8), ("Subject: x\n\n é{{by", 3, 3),
    ])
    func `A fault of a template has its place`(text: String, line: Int, column: Int) {
        let failure = #expect(throws: StepFailure.self) { try NoticeTemplates(replacing: ["task_offered": text]) }
        #expect(failure?.templateFault?.line == line && failure?.templateFault?.column == column)
        #expect(failure?.message.hasPrefix("task_offered.mustache:\(line):\(column): ") == true)
    }

    @Test func `A subject is one line, however a title is made, and not too long`() throws {
        var facts = facts()
        facts.stepTitle = "A\r\nBcc: eve@example.org\n\n" + String(repeating: "x", count: 500)
        let text = try NoticeTemplates().text("task_offered", try values().values(facts, to: person))
        #expect(text.subject.hasPrefix("A Bcc: eve@example.org xxx"))
        #expect(!text.subject.contains { $0.isNewline })
        #expect(text.subject.unicodeScalars.count == NoticeLimits.subjectScalarsMax)
    }
}

extension String {
    fileprivate func components(_ part: String) -> Int {
        split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
