import WaymarkCompiler

extension NoticeTemplates {
    /// The template of the program for a name.
    package static func text(of name: String) -> String {
        guard let kind = NoticeKind(rawValue: name) else { return digestText }
        switch kind {
        case .taskOffered: return task("{{task.title}}, {{subject.name}}", "you are asked for this:")
        case .taskReturned: return task("Back to you: {{task.title}}, {{subject.name}}", "this comes back to you:")
        case .taskReminded:
            return task("Reminder: {{task.title}}, {{subject.name}}", "this still waits for you or a colleague:")
        case .taskOverdue: return task("Overdue: {{task.title}}, {{subject.name}}", "the deadline of this has passed:")
        case .deadlineMoved:
            return task(
                "Deadline moved: {{task.title}}, {{subject.name}}", "{{by}} had the deadline of this reckoned anew:")
        case .taskEscalated:
            return task("Escalated to you: {{task.title}}, {{subject.name}}", "this was escalated to you:")
        case .taskDelegated:
            return task(
                "Delegated to you: {{task.title}}, {{subject.name}}",
                "{{by}} asks you to do this in their place{{#until}}, until {{.}}{{/until}}:")
        case .taskDoneForYou:
            return news("Done for you: {{task.title}}, {{subject.name}}", "{{by}} did this in your place:")
        case .taskReassigned:
            return task("Given to you: {{task.title}}, {{subject.name}}", "{{by}} gave this to you:")
        case .taskTakenAway:
            return news(
                "Not with you any more: {{task.title}}, {{subject.name}}",
                "{{by}} took this from you; you need not do it:")
        case .taskEnded: return news("{{task.title}}, {{subject.name}}", "this was done:")
        case .caseStarted: return news("Began: {{case.title}}, {{subject.name}}", "this case began:")
        case .milestoneReached:
            return news("{{milestone}}: {{case.title}}, {{subject.name}}", "this case has reached {{milestone}}:")
        case .caseEnded: return news("Ended: {{case.title}}, {{subject.name}}", "this case has ended:")
        case .caseCancelled:
            return news(
                "Cancelled: {{case.title}}, {{subject.name}}",
                "this case was cancelled; nothing of it is asked of you any more:")
        case .incidentRaised: return incident
        }
    }

    private static let facts = """
          process:  {{case.title}} ({{case.id}})
          about:    {{subject.name}}
        {{#task}}
          step:     {{title}}
        {{#role}}
          asked of: {{.}}
        {{/role}}
        {{#due}}
          due:      {{.}} ({{standing}})
        {{/due}}
        {{#was_due}}
          before:   {{.}}
        {{/was_due}}
        {{/task}}
        {{#outcome}}
          outcome:  {{.}}
        {{/outcome}}
        {{#reason}}
          because:  {{.}}
        {{/reason}}
        """

    private static func task(_ subject: String, _ sentence: String) -> String {
        """
        Subject: \(subject)

        Dear {{person.name}},

        \(sentence)

        \(facts)

        To read it:  waymark show {{task.id}}
        To take it:  waymark claim {{task.id}}
        To do it:    waymark advance {{task.id}}

        """
    }

    private static func news(_ subject: String, _ sentence: String) -> String {
        """
        Subject: \(subject)

        Dear {{person.name}},

        \(sentence)

        \(facts)

        To read it:  waymark show {{case.id}}

        """
    }

    private static let incident = """
        Subject: Stopped: {{case.title}}, {{subject.name}}

        Dear {{person.name}},

        this stopped and needs somebody:

        \(facts)
        {{#incident}}
        {{#help}}
          what to do: {{.}}
        {{/help}}

        When that is done:  waymark retry {{id}}
        {{/incident}}

        """

    private static let digestText = """
        Subject: {{#news}}{{count}} new{{/news}}{{^news}}Nothing new{{/news}}{{#open}}, {{count}} open{{/open}}

        Dear {{person.name}},
        {{#news}}

        new for you:

        {{/news}}
        {{#notices}}
          - {{what}}: {{#task}}{{title}}{{/task}}{{^task}}{{case.title}}{{/task}}, {{subject.name}}{{#task}}{{#due}}, {{standing}}{{/due}}{{#was_due}}, {{due}} instead of {{.}}{{#reason}}: {{.}}{{/reason}}{{/was_due}}{{#id}} ({{.}}){{/id}}{{/task}}
        {{/notices}}
        {{#more_notices}}
          and {{.}} more
        {{/more_notices}}
        {{#open}}

        open for you or a colleague, the soonest due first:

        {{/open}}
        {{#tasks}}
          - {{title}}, {{subject}}{{#due}}: {{standing}}{{/due}} ({{id}})
        {{/tasks}}
        {{#more_tasks}}
          and {{.}} more: waymark tasks
        {{/more_tasks}}

        """
}
