extension Country {
    /// The national bodies, the regions and the area teams.
    var nationalSections: [Section<SampleOrganisation>] {
        [
            Section(
                title: "National bodies",
                members: [
                    SampleOrganisation(id: "nhs_england", type: "national_body", name: "NHS England", short: "NHSE"),
                    SampleOrganisation(
                        id: "national_support_centre", type: "national_body", name: "National support centre",
                        short: "NSC"),
                    SampleOrganisation(
                        id: "nhs_england_board", type: "board", name: "Board of NHS England", short: "NEB"),
                    SampleOrganisation(
                        id: "authorisation_and_assurance_committee", type: "committee",
                        name: "Authorisation and Assurance Committee", short: "AAC"),
                ]),
            Section(title: "Regulators", members: regulators),
            Section(
                title: "Names that occur in governance only: nothing is ever assessed or published about them",
                members: [
                    SampleOrganisation(id: "G0001", type: "governance_only", name: "Liverpool", short: "LIV"),
                    SampleOrganisation(id: "G0002", type: "governance_only", name: "Aylesbury Vale", short: "AYV"),
                ]),
            Section(title: "Regions", members: regions),
            Section(title: "Area teams", members: areaTeams),
        ]
    }

    /// The commissioning groups, by area team.
    var groupSections: [Section<SampleOrganisation>] {
        areaTeams.map { team in
            Section(title: team.name, members: groups.filter { $0.related("area_team") == team.id })
        }
    }

    /// The bodies that are asked what they know of a group.
    var partnerSections: [Section<SampleOrganisation>] {
        [
            Section(title: "Upper-tier councils", members: councils),
            Section(title: "Health and wellbeing boards", members: wellbeingBoards),
            Section(title: "Local Healthwatch", members: healthwatches),
            Section(title: "Quality surveillance groups", members: qualityGroups),
        ]
    }

    var regulators: [SampleOrganisation] {
        [
            SampleOrganisation(id: "cqc", type: "regulator", name: "Care Quality Commission", short: "CQC"),
            SampleOrganisation(id: "monitor", type: "regulator", name: "Monitor", short: "MON"),
            SampleOrganisation(id: "tda", type: "regulator", name: "NHS Trust Development Authority", short: "TDA"),
        ]
    }
}
