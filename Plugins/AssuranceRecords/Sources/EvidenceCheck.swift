/// Checks that what is said rests on evidence that is in the case (R-27).
package enum EvidenceCheck {
    /// Notes a fault when nothing is cited, when something cited is not in the list, and when it is cited twice.
    package static func run(
        _ cited: [String], of evidence: [EvidenceItem], at path: String, into faults: inout FormFaults
    ) {
        let known = evidence.map(\.id)
        let help = known.isEmpty ? "no evidence was given to this step" : "there is: \(known.joined(separator: ", "))"
        guard !cited.isEmpty else {
            faults.add(path, "expected the evidence that this rests on, but none is cited", help: help)
            return
        }
        var seen: Set<String> = []
        for (index, id) in cited.enumerated() {
            if !known.contains(id) {
                faults.add("\(path)[\(index)]", "\(id) is not among the evidence of this step", help: help)
            } else if !seen.insert(id).inserted {
                faults.add("\(path)[\(index)]", "\(id) is cited twice")
            }
        }
    }
}
