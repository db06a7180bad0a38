import AssuranceRecords
import WaymarkCalendar

/// Checks that trajectories can be followed: something is measured, it changes, and the days are in order (R-47).
struct TrajectoryCheck {
    /// What is wrong so far.
    var faults = FormFaults()
    private let domains: [String]
    private let today: LocalDate

    /// Prepares the check; nothing is checked yet.
    init(domains: [String], today: LocalDate) {
        self.domains = domains
        self.today = today
    }

    /// Checks trajectories, and that every domain has one.
    mutating func run(_ trajectories: [Trajectory]) {
        var ids: Set<String> = []
        for (index, trajectory) in trajectories.enumerated() {
            let path = "trajectories[\(index)]"
            if trajectory.id.isBlank {
                faults.add("\(path).id", "a trajectory needs an id", help: "for example t\(index + 1)")
            } else if !ids.insert(trajectory.id).inserted {
                faults.add("\(path).id", "two trajectories have the id \(trajectory.id)")
            }
            checkText(of: trajectory, at: path)
            checkDays(of: trajectory, at: path)
        }
        let covered = Set(trajectories.map(\.domain))
        for domain in domains where !covered.contains(domain) {
            faults.add("trajectories", "\(domain) has no trajectory", help: "set at least one for it")
        }
    }

    private mutating func checkText(of trajectory: Trajectory, at path: String) {
        if !domains.contains(trajectory.domain) {
            faults.add(
                "\(path).domain", "\(trajectory.domain) is not a domain that needs a trajectory",
                help: "it is one of: \(domains.joined(separator: ", "))")
        }
        faults.requireText(trajectory.measure, at: "\(path).measure", "expected what is measured, but nothing is said")
        faults.requireText(
            trajectory.baseline, at: "\(path).baseline", "expected where it stands now, but nothing is said")
        faults.requireText(
            trajectory.target, at: "\(path).target", "expected where it shall stand, but nothing is said")
        if !trajectory.target.isBlank && trajectory.target == trajectory.baseline {
            faults.add(
                "\(path).target", "the target is the baseline, so nothing would improve",
                help: "set a target that differs from \(trajectory.baseline)")
        }
    }

    private mutating func checkDays(of trajectory: Trajectory, at path: String) {
        if trajectory.by <= today {
            faults.add("\(path).by", "\(trajectory.by) is not after today, \(today)")
        }
        var last = today
        for (index, milestone) in trajectory.milestones.enumerated() {
            let place = "\(path).milestones[\(index)]"
            faults.requireText(milestone.target, at: "\(place).target", "a milestone needs what shall be reached")
            if milestone.by <= last {
                faults.add(
                    "\(place).by", "\(milestone.by) is not after \(last)", help: "put milestones in order of day")
            } else if milestone.by > trajectory.by {
                faults.add("\(place).by", "\(milestone.by) is after the end of the trajectory, \(trajectory.by)")
            }
            last = max(last, milestone.by)
        }
    }
}
