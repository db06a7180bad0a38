/// The fictional register and evidence that ship in `Config`; the same bytes on every run and every machine.
package enum SampleData {
    /// The seed from which everything is drawn.
    package static let seed: UInt64 = 2013
    /// The quarter that the evidence is about.
    package static let quarter = "2013-14-Q2"

    /// Every generated file, in the order in which they are written.
    package static func files() -> [SampleFile] {
        let country = Country(seed: seed)
        let people = Staffing(country: country, seed: seed).groups
        let traits = GroupTrait.drawn(for: country.groups.count, seed: seed)
        return [
            RegisterFile.organisations("national", sections: country.nationalSections),
            RegisterFile.organisations("groups", sections: country.groupSections),
            RegisterFile.organisations("partners", sections: country.partnerSections),
            RegisterFile.people(people),
            DashboardTable.indicatorFile,
            DashboardTable.file(groups: country.groups, traits: traits, seed: seed),
            EvidenceTable.file(country: country, traits: traits, seed: seed),
        ]
    }
}
