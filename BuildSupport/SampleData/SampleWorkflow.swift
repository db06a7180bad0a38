/// A workflow of any size, as a programme office could write one: stages of sixteen steps that read each other.
///
/// It is what reading, checking and compiling are measured and tested on; the same number of stages gives the same text.
package enum SampleWorkflow {
    /// How many steps a stage has.
    package static let stepsOfStage = 16

    /// The text of a workflow with at least so many steps, in whole stages.
    package static func text(steps: Int) -> String {
        let stages = max(1, (steps + stepsOfStage - 1) / stepsOfStage)
        return header + (1...stages).map { stage($0) }.joined()
    }

    private static let header = """
        workflow: assurance-in-stages
        version: "2013.1"
        title: Assurance in stages
        source: CCG Assurance Framework 2013/14
        subject: ccg
        id: "${inputs.quarter.short}-ST-${subject.short}"
        key: [quarter]

        inputs:
          quarter: { type: period, title: The quarter that the stages cover }

        types:
          rating: { one_of: [assured, assured_with_support, not_assured_without_intervention] }

        vars:
          evidence: { type: list<any>, initial: [] }
          ratings: { type: list<any>, initial: [] }
          stage: { type: integer, initial: 0 }
          found: { type: boolean, initial: false }

        roles:
          ccg: { title: The CCG, in: subject, position: [accountable_officer, clinical_leader] }
          lead: { title: Assurance lead, in: subject.area_team, position: at_assurance_lead }
          director: { title: Area team director, in: subject.area_team, position: at_director }

        outputs:
          ratings: { type: list<any>, value: "${vars.ratings}" }

        steps:

        """

    private static func stage(_ number: Int) -> String {
        template.replacing("#", with: String(number))
    }

    private static let template = """
          - id: open_#
            title: Open stage #
            cite: CCG Assurance Framework · The assurance process
            milestone: stage #
            set:
              stage: ${vars.stage + 1}
              found: false

          - id: gather_#
            title: Draw together what is known at stage #
            cite: CCG Assurance Framework · National insight; Local insight
            parallel:
              local:
                - id: receive_#
                  title: Hand in what the CCG knows
                  cite: CCG Assurance Framework · Local insight
                  uses: document.receive
                  role: ccg
                  with:
                    document: "Statement # for ${inputs.quarter.title}"
                    asked: ["What has changed since stage #", "What worries you"]
                  due: 10 working days after ${first_working_day(held(inputs.quarter))}
                  remind: [5 working days before due, 2 working days before due]
                  escalate:
                    - { after: 3 working days overdue, to: lead }
                    - { after: 5 working days overdue, to: director }
              domains:
                - id: ask_#
                  title: Rate each domain
                  cite: CCG Assurance Framework · Output from assurance
                  for_each: domain
                  in: vocabulary.domains
                  mode: parallel
                  steps:
                    - id: rate_#
                      title: Rate one domain
                      cite: CCG Assurance Framework · Output from assurance
                      uses: assessment.rate
                      role: lead
                      with:
                        scale: rating
                        domain: ${domain.code}
                        question: ${domain.question}
                        evidence: ${vars.evidence}
                        notes: []
                      due: 5 working days
                      remind: 2 working days before due
                      escalate:
                        - { after: 3 working days overdue, to: director }
                    - id: keep_#
                      title: Keep what is less than assured
                      when: steps.rate_#.rating != "assured"
                      set:
                        ratings: ${vars.ratings + [steps.rate_#.assessment]}

          - id: weigh_#
            title: Weigh what was found
            cite: CCG Assurance Framework · Moderation process
            choose:
              - when: steps.rate_#.exists(r, r.rating == "not_assured_without_intervention")
                steps:
                  - id: refer_#
                    title: Ask whether this goes further
                    cite: CCG Assurance Framework · Moderation process
                    uses: decision.decide
                    role: director
                    with:
                      question: "Does what was found at stage # of ${subject.name} go further?"
                      approve: goes_further
                      return: stays_here
                      facts: >-
                        ${{"domains": steps.rate_#.filter(r, r.rating == "not_assured_without_intervention")
                        .map(r, {"domain": r.domain, "reason": r.reason}), "received": steps.receive_#.received,
                        "stage": vars.stage, "area_team": subject.area_team.name}}
                    due: 5 working days
                    remind: 1 working day before due
                  - id: mark_#
                    title: Mark that something was found
                    set: { found: true }
              - when: vars.ratings.size() > 12 && inputs.quarter.short != ""
                steps:
                  - id: also_#
                    title: Look again at all ratings so far
                    set:
                      evidence: ${vars.evidence + vars.ratings.filter(r, r.domain == "d1")}
              - else:
                  - id: else_#
                    title: Go on
                    set: { found: false }

          - id: settle_#
            title: Settle the wording
            cite: CCG Assurance Framework · The assurance process
            repeat:
              - id: comment_#
                title: Comment on the wording
                cite: CCG Assurance Framework · The assurance process
                uses: consultation.comment
                role: ccg
                with:
                  purpose: Say what should change in the wording of stage #
                due: 5 working days
                remind: 2 working days before due
                when_overdue: continue
              - id: answer_#
                title: Answer each comment
                cite: CCG Assurance Framework · The assurance process
                when: steps.comment_#.outcome == "commented"
                uses: consultation.respond
                role: lead
                with:
                  comments: ${steps.comment_#.comments}
                due: 2 working days
                escalate:
                  - { after: 2 working days overdue, to: director }
            until: steps.comment_#.outcome != "commented" || !steps.answer_#.changes

          - id: sign_#
            title: Sign stage #
            cite: CCG Assurance Framework · Output from assurance
            uses: decision.decide
            role: director
            with:
              question: Does this stage say what was found, and may it go to the CCG?
              approve: signed
              return: returned
              facts: '${{"found": vars.found, "late": steps.receive_#.late}}'
            due: 3 working days
            remind: 1 working day before due
            outcomes:
              signed: continue
              returned: { go_to: weigh_# }

          - id: share_#
            title: Share what was found with the CCG
            cite: CCG Assurance Framework · Output from assurance
            when: vars.found && has(steps.receive_#.document)
            uses: publication.share
            with:
              document: ${steps.receive_#.document}
              to: ${[subject.id]}
            retry: { attempts: 5, first: 2 seconds, factor: 2, longest: 1 minute }


        """
}
