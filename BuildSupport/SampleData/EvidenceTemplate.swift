/// What a piece of evidence may say when all is well, and when it gives cause for concern.
struct EvidenceTemplate {
    /// Who a piece of evidence comes from.
    enum Source {
        case group, council, wellbeingBoard, healthwatch, qualityGroup, regulator, supportCentre
    }

    var type: String
    var domain: String
    var source: Source
    var note: String
    var concern: String

    /// The survey of stakeholders, of which every group has one finding.
    static let survey: [EvidenceTemplate] = [
        survey("d1", "Clinicians feel heard when services are designed", "Clinicians hear of changes late"),
        survey(
            "d2", "Patient groups say that they are listened to", "Patient groups miss an answer to what they raise"),
        survey("d3", "Partners know the plan and what it is for", "Partners doubt that the plan can be delivered"),
        survey("d4", "Members understand how decisions are made", "Members cannot tell who decides what"),
        survey("d5", "The council finds the group a ready partner", "The council finds joint work slow to start"),
        survey("d6", "Leaders are seen and trusted by member practices", "Member practices seldom see the leaders"),
    ]

    /// Everything else that is gathered in a quarter.
    static let others: [EvidenceTemplate] = [
        EvidenceTemplate(
            type: "policy", domain: "d3", source: .supportCentre, note: "Plan in line with the planning framework",
            concern: "Plan departs from the planning framework on emergency care"),
        EvidenceTemplate(
            type: "policy", domain: "d1", source: .supportCentre, note: "Variation between practices is falling",
            concern: "Variation between practices is growing"),
        EvidenceTemplate(
            type: "ccg_documents", domain: "d4", source: .group,
            note: "Governing body papers show a full risk register",
            concern: "Risk register not brought to the governing body this quarter"),
        EvidenceTemplate(
            type: "ccg_documents", domain: "d4", source: .group, note: "Internal audit gives substantial assurance",
            concern: "Internal audit gives limited assurance on contracts"),
        EvidenceTemplate(
            type: "ccg_documents", domain: "d6", source: .group, note: "Plan for developing leaders agreed",
            concern: "Two leadership posts vacant since spring"),
        EvidenceTemplate(
            type: "regulator_reviews", domain: "d1", source: .regulator,
            note: "Review of the main provider without findings",
            concern: "Review of the main provider asks for better staffing on wards"),
        EvidenceTemplate(
            type: "jsna", domain: "d3", source: .council, note: "Needs assessment refreshed with the group",
            concern: "Needs assessment shows a widening gap in life expectancy"),
        EvidenceTemplate(
            type: "wellbeing_strategy", domain: "d5", source: .wellbeingBoard, note: "Joint strategy on course",
            concern: "Joint strategy for older people behind its dates"),
        EvidenceTemplate(
            type: "quality_surveillance", domain: "d1", source: .qualityGroup, note: "Routine surveillance continues",
            concern: "Closer surveillance of community nursing"),
        EvidenceTemplate(
            type: "healthwatch", domain: "d2", source: .healthwatch, note: "Good reports of the new walk-in service",
            concern: "Complaints about reaching mental health services"),
        EvidenceTemplate(
            type: "local_authority", domain: "d5", source: .council, note: "Pooled budget agreed on time",
            concern: "Pooled budget still without agreement"),
        EvidenceTemplate(
            type: "local_authority", domain: "d2", source: .council, note: "Joint listening events well attended",
            concern: "Residents were not asked before a clinic moved"),
    ]

    /// Signs, found during the year, that a statutory duty is not met.
    static let duties: [EvidenceTemplate] = [
        duty("d2", "AR-3: no arrangements to involve people in a change to local services"),
        duty("d4", "AR-5: forecast beyond the financial limit"),
        duty("d1", "AR-14: no lead for safeguarding children in post"),
        duty("d4", "AR-12: emergency plan not tested"),
    ]

    private static func survey(_ domain: String, _ note: String, _ concern: String) -> EvidenceTemplate {
        EvidenceTemplate(type: "survey_360", domain: domain, source: .supportCentre, note: note, concern: concern)
    }

    private static func duty(_ domain: String, _ title: String) -> EvidenceTemplate {
        EvidenceTemplate(type: "statutory_duty", domain: domain, source: .supportCentre, note: title, concern: title)
    }
}
