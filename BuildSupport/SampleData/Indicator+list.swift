extension Indicator {
    /// The 24 indicators, four for each domain; none of them is a real measure and no threshold is a real standard.
    static let all: [Indicator] = quality + engagement + plans + governance + partnership + leadership

    private static let quality = [
        percent("planned_care_on_time", "d1", "Planned care begun within the time promised", 910),
        percent("urgent_care_on_time", "d1", "Urgent care given within the time promised", 940, good: 55),
        Indicator(
            id: "avoidable_infections", domain: "d1", title: "Infections that could have been avoided",
            unit: "per_100000", threshold: 120, direction: .atMost, spread: (60, 70)),
        percent("incident_reviews_closed", "d1", "Reviews of serious incidents closed on time", 850),
    ]

    private static let engagement = [
        percent("patients_recommend", "d2", "Patients who would recommend their care", 800),
        percent("patient_voice_in_decisions", "d2", "Decisions that name what patients said", 750),
        percent("complaints_answered", "d2", "Complaints answered within the time promised", 850),
        percent("practices_with_patient_group", "d2", "Member practices with an active patient group", 700),
    ]

    private static let plans = [
        percent("savings_delivered", "d3", "Planned savings delivered so far", 900, good: 90),
        Indicator(
            id: "emergency_admissions", domain: "d3", title: "Emergency admissions that better care could prevent",
            unit: "per_100000", threshold: 2400, direction: .atMost, spread: (700, 600)),
        Indicator(
            id: "activity_against_plan", domain: "d3", title: "Hospital activity against the plan", unit: "percent",
            threshold: 1030, direction: .atMost, spread: (60, 70)),
        percent("plan_milestones_met", "d3", "Milestones of the plan met on time", 800),
    ]

    private static let governance = [
        Indicator(
            id: "spending_over_plan", domain: "d4", title: "Spending over plan for the year so far", unit: "percent",
            threshold: 10, direction: .atMost, spread: (25, 30)),
        percent("invoices_paid_on_time", "d4", "Invoices paid on time", 940, good: 55),
        percent("information_training", "d4", "Staff trained to handle information safely", 900, good: 90),
        percent("audit_actions_closed", "d4", "Audit recommendations closed on time", 800),
    ]

    private static let partnership = [
        percent("joint_plans_reviewed", "d5", "Joint plans with the council reviewed this year", 750),
        Indicator(
            id: "delayed_discharges", domain: "d5", title: "Patients who waited in hospital for care elsewhere",
            unit: "per_100000", threshold: 110, direction: .atMost, spread: (50, 60)),
        percent("partner_meetings_attended", "d5", "Meetings of the wellbeing board attended", 800),
        percent("support_levels_met", "d5", "Agreed service levels met by commissioning support", 850),
    ]

    private static let leadership = [
        percent("leadership_posts_filled", "d6", "Leadership posts filled for good", 880, good: 110),
        Indicator(
            id: "staff_engagement", domain: "d6", title: "Staff engagement in the yearly survey", unit: "score_of_5",
            threshold: 35, direction: .atLeast, spread: (12, 9)),
        percent("clinical_leads_in_post", "d6", "Clinical lead roles held by a clinician", 850),
        percent("practices_taking_part", "d6", "Member practices that took part in decisions", 700),
    ]

    private static func percent(
        _ id: String, _ domain: String, _ title: String, _ threshold: Int, good: Int = 80
    ) -> Indicator {
        Indicator(
            id: id, domain: domain, title: title, unit: "percent", threshold: threshold, direction: .atLeast,
            spread: (good, 110))
    }
}
