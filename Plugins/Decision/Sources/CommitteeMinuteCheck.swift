import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// Checks the minute of a committee against its members and finds what the votes mean.
struct CommitteeMinuteCheck {
    /// What is wrong so far.
    var faults = FormFaults()
    /// Those present who may decide, by id.
    let deciders: [String]
    private let form: CommitteeTask.Form
    private let parameters: CommitteeTask.Parameters
    private let quorum: CommitteeQuorum
    private let today: LocalDate

    /// Prepares the check; nothing is checked yet.
    init(form: CommitteeTask.Form, parameters: CommitteeTask.Parameters, quorum: CommitteeQuorum, today: LocalDate) {
        self.form = form
        self.parameters = parameters
        self.quorum = quorum
        self.today = today
        deciders = Set(form.present.map(\.description)).intersection(quorum.eligible).sorted()
    }

    /// Whether enough members who may decide were there.
    private var isQuorate: Bool { deciders.count >= quorum.needed }

    /// How many gave a vote.
    func count(_ vote: Vote) -> Int { form.votes.count { $0.vote == vote } }

    /// What the minute leaves no choice about: `inquorate`, or what the votes mean.
    func impliedOutcome(_ chosen: String?) -> String? {
        guard isQuorate else { return "inquorate" }
        guard chosen != "more_information" else { return nil }
        guard !form.votes.isEmpty else { return nil }
        return count(.for) > count(.against) ? "agreed" : "not_agreed"
    }

    /// Checks everything but the choice of the outcome.
    mutating func run() {
        if form.heldOn > today { faults.add("held_on", "\(form.heldOn) is still to come") }
        faults.requireText(form.minute, at: "minute", "expected what was said, but the minute is empty")
        checkMembers(form.present.map(\.description), at: "present") { "[\($0)]" }
        checkMembers(form.recusals.map(\.member.description), at: "recusals") { "[\($0)].member" }
        checkMembers(form.votes.map(\.member.description), at: "votes") { "[\($0)].member" }
        for (index, recusal) in form.recusals.enumerated() {
            faults.requireText(recusal.reason, at: "recusals[\(index)].reason", "a recusal needs its reason")
        }
        checkVoters()
    }

    /// Checks that everyone who could vote did, where the outcome rests on votes.
    mutating func requireVotes(for outcome: String?) {
        if outcome == "inquorate" && !form.votes.isEmpty {
            faults.add(
                "votes", "\(deciders.count) of \(quorum.needed) needed members could decide, so no vote counts",
                help: "leave the votes out, and hold another meeting")
            return
        }
        guard outcome == "agreed" || outcome == "not_agreed" else { return }
        let voters = Set(form.votes.map(\.member.description))
        let silent = deciders.filter { !voters.contains($0) }
        guard !silent.isEmpty else { return }
        faults.add(
            "votes", "expected the vote of everyone present, but \(silent.joined(separator: ", ")) gave none",
            help: "record for, against or abstain for each")
    }

    private mutating func checkMembers(_ people: [String], at path: String, _ place: (Int) -> String) {
        var seen: Set<String> = []
        for (index, person) in people.enumerated() {
            if !quorum.members.contains(person) {
                faults.add(
                    path + place(index), "\(person) was not a member of \(parameters.committee) on \(form.heldOn)",
                    help: "its members were: \(quorum.members.joined(separator: ", "))")
            } else if !seen.insert(person).inserted {
                faults.add(path + place(index), "\(person) is named twice")
            }
        }
    }

    private mutating func checkVoters() {
        let present = Set(form.present.map(\.description))
        let recused = Set(form.recusals.map(\.member.description))
        let proposers = Set(parameters.proposers.map(\.description))
        for (index, vote) in form.votes.enumerated() where quorum.members.contains(vote.member.description) {
            let path = "votes[\(index)].member"
            let member = vote.member.description
            if proposers.contains(member) {
                faults.add(path, "\(member) made the proposal and may not vote on it", help: "leave this vote out")
            } else if recused.contains(member) {
                faults.add(path, "\(member) declared an interest and may not vote", help: "leave this vote out")
            } else if !present.contains(member) {
                faults.add(path, "\(member) was not there", help: "add them to those present, or leave this vote out")
            }
        }
    }
}
