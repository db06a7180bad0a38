/// Puts people into the positions that a quarter of assurance needs, and a few who have left or are yet to come.
struct Staffing {
    /// The people, in the groups in which the file lists them.
    private(set) var groups: [Section<SamplePerson>] = []

    private var names: PersonNames
    private var generator: SplitMix64
    /// The people of the section being filled.
    private var people: [SamplePerson] = []

    private enum Days {
        static let teamsBegan = "2012-10-01"
        static let newOfficerBegan = "2013-04-08"
        static let oldOfficerLeft = "2013-04-07"
        static let oldDirectorLeft = "2013-05-31"
        static let nextLeadBegins = "2014-01-06"
        static let nextMemberBegins = "2014-04-01"
    }

    /// Area team of which a member of the committee was once director.
    private static let formerTeamIndex = 2

    init(country: Country, seed: UInt64) {
        names = PersonNames(seed: seed)
        generator = SplitMix64(seed: seed, subject: "staffing")
        fill("Area teams") { $0.staff(areaTeams: country.areaTeams) }
        fill("National bodies") { $0.staffNationalBodies(formerTeam: country.areaTeams[Self.formerTeamIndex].id) }
        fill("Regions") { $0.staff(regions: country.regions) }
        fill("Commissioning groups") { $0.staff(groups: country.groups) }
        fill("Partners") { staffing in
            let bodies =
                country.regulators + country.councils + country.wellbeingBoards + country.healthwatches
                + country.qualityGroups
            for body in bodies { staffing.appoint("partner_contact", in: body.id) }
        }
    }

    private mutating func fill(_ title: String, with appointing: (inout Staffing) -> Void) {
        appointing(&self)
        groups.append(Section(title: title, members: people))
        people = []
    }

    private mutating func appoint(
        _ position: String, in organisation: String, from: String? = nil, until: String? = nil
    ) {
        let (id, name) = names.next()
        let appointment = SampleAppointment(position: position, organisation: organisation, from: from, until: until)
        people.append(SamplePerson(id: id, name: name, holds: [appointment]))
    }

    // MARK: - Filling positions

    private mutating func staff(areaTeams: [SampleOrganisation]) {
        for (index, team) in areaTeams.enumerated() {
            appoint("at_assurance_lead", in: team.id)
            appoint("at_assurance_lead", in: team.id)
            appoint("at_director", in: team.id)
            appoint("at_dc_lead", in: team.id)
            if index % 9 == 4 { appoint("at_assurance_lead", in: team.id, from: Days.nextLeadBegins) }
        }
    }

    private mutating func staffNationalBodies(formerTeam: String) {
        let committee = "authorisation_and_assurance_committee"
        appoint("aac_chair", in: committee)
        for _ in 0..<6 { appoint("aac_member", in: committee) }
        // One member knows an area team from the inside, which matters to rules on who may decide.
        people[people.count - 1].holds.append(
            SampleAppointment(
                position: "at_director", organisation: formerTeam, from: Days.teamsBegan, until: Days.oldDirectorLeft))
        for _ in 0..<5 { appoint("board_member", in: "nhs_england_board") }
        for _ in 0..<3 { appoint("nsc_analyst", in: "national_support_centre") }
        for _ in 0..<2 { appoint("programme_office", in: "nhs_england") }
        appoint("auditor", in: "nhs_england")
    }

    private mutating func staff(regions: [SampleOrganisation]) {
        for region in regions {
            appoint("regional_moderator", in: region.id)
            appoint("regional_director", in: region.id)
            appoint("regional_commissioning_director", in: region.id)
        }
    }

    private mutating func staff(groups: [SampleOrganisation]) {
        for (index, group) in groups.enumerated() {
            let changedOfficer = index % 30 == 12
            appoint("accountable_officer", in: group.id, from: changedOfficer ? Days.newOfficerBegan : nil)
            if changedOfficer { appoint("accountable_officer", in: group.id, until: Days.oldOfficerLeft) }
            appoint("chief_finance_officer", in: group.id)
            appoint("clinical_leader", in: group.id)
            appoint("lay_member", in: group.id)
            for _ in 0..<generator.within(1...2) { appoint("governing_body_member", in: group.id) }
            if index % 40 == 7 { appoint("governing_body_member", in: group.id, from: Days.nextMemberBegins) }
        }
    }
}
