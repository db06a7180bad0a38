import SampleData
import Testing

@Suite("Sample register")
struct RegisterTests {
    @Test(arguments: [
        ("region", 4), ("area_team", 27), ("ccg", 211), ("council", 150), ("wellbeing_board", 150),
        ("healthwatch", 150),
        ("quality_group", 27), ("regulator", 3), ("national_body", 2), ("board", 1), ("committee", 1),
        ("governance_only", 2),
    ])
    func `There are as many organisations of a type as the plan says`(type: String, count: Int) throws {
        #expect(try SampleText.organisations().count { $0.contains("type: \(type),") } == count)
    }

    @Test(arguments: ["id", "short"])
    func `No two organisations share`(key: String) throws {
        let values = try SampleText.organisations().map { try SampleText.value(key, in: $0) }
        #expect(Set(values).count == values.count)
    }

    @Test func `Short forms are three to five capitals`() throws {
        for entry in try SampleText.organisations() {
            let short = try SampleText.value("short", in: entry)
            #expect((3...5).contains(short.count) && short.allSatisfy { ("A"..."Z").contains($0) }, "\(entry)")
        }
    }

    @Test func `Groups are spread over the area teams as the plan says`() throws {
        let teams = try SampleText.entries("organisations-groups").map { try SampleText.value("area_team", in: $0) }
        let counts = Dictionary(grouping: teams, by: \.self).sorted { $0.key < $1.key }.map(\.value.count)
        let north = [8, 8, 8, 8, 8, 7, 7, 7, 7]
        let middle = [8, 8, 8, 8, 8, 7, 7, 7]
        #expect(counts == north + middle + [11, 11, 10] + [8, 7, 7, 7, 7, 7, 7])
    }

    @Test(arguments: ["area_team", "council", "healthwatch", "wellbeing_board", "quality_group"])
    func `Every relation of a group leads to an organisation of its type`(relation: String) throws {
        let targets = Set(
            try SampleText.organisations().filter { $0.contains("type: \(relation),") }
                .map { try SampleText.value("id", in: $0) })
        for group in try SampleText.entries("organisations-groups") {
            #expect(targets.contains(try SampleText.value(relation, in: group)), "\(group)")
        }
    }

    @Test func `Populations are spread as the plan says`() throws {
        let populations = try SampleText.entries("organisations-groups")
            .map { try #require(Int(try SampleText.value("population", in: $0))) }.sorted()
        #expect(populations.allSatisfy { (70_000...900_000).contains($0) })
        #expect(populations.count { $0 < 100_000 } == 12)
        #expect(populations.count { $0 > 600_000 } == 8)
        #expect((220_000...240_000).contains(populations[populations.count / 2]))
    }

    @Test func `Every person has an id of plain letters and nobody else's`() throws {
        let ids = try SampleText.entries("people").map { try SampleText.value("id", in: $0) }
        #expect(Set(ids).count == ids.count)
        for id in ids {
            let parts = id.split(separator: ".", omittingEmptySubsequences: false)
            let isPlain = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { ("a"..."z").contains($0) } }
            #expect(parts.count == 2 && isPlain, "\(id)")
        }
    }

    @Test func `Every appointment is in a body of the register, never in one named in governance only`() throws {
        let ids = Set(
            try SampleText.organisations().filter { !$0.contains("governance_only") }
                .map { try SampleText.value("id", in: $0) })
        for appointment in try SampleText.appointments() {
            #expect(ids.contains(try SampleText.value("in", in: appointment)), "\(appointment)")
        }
    }

    @Test(arguments: [
        ("at_assurance_lead", 54), ("at_director", 27), ("at_dc_lead", 27), ("accountable_officer", 211),
        ("chief_finance_officer", 211), ("clinical_leader", 211), ("lay_member", 211), ("regional_moderator", 4),
        ("regional_director", 4), ("regional_commissioning_director", 4), ("aac_chair", 1), ("aac_member", 6),
        ("board_member", 5), ("partner_contact", 480), ("nsc_analyst", 3), ("programme_office", 2), ("auditor", 1),
    ])
    func `A position is held as often as the quarter needs`(position: String, count: Int) throws {
        let day = "2013-10-01"
        let held = try SampleText.appointments().filter { appointment in
            guard try SampleText.value("position", in: appointment) == position else { return false }
            let from = appointment.contains("from:") ? try SampleText.value("from", in: appointment) : day
            let until = appointment.contains("until:") ? try SampleText.value("until", in: appointment) : day
            return from <= day && day <= until
        }
        #expect(held.count == count)
    }

    @Test func `The people and places of the guides are there`() throws {
        #expect(try SampleText.entries("people").first?.contains("id: amira.holt,") == true)
        let first = try #require(try SampleText.entries("organisations-groups").first)
        #expect(first.contains("id: X38000001, type: ccg, name: Alder Vale CCG, short: ALV, area_team: X39000001"))
    }
}
