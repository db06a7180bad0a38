/// A process made by chance that people and time can always bring to its end; and changes of it.
struct RandomProcess {
    /// A step of it.
    private indirect enum Part {
        case ask(id: String, role: String, due: Int?)
        case echo(id: String, number: Int)
        case post(id: String)
        case pause(id: String, days: Int)
        case parallel(id: String, [(name: String, parts: [Part])])
        case race(id: String, [(name: String, parts: [Part])])
        case anyOrder(id: String, [(name: String, parts: [Part])])
        case each(id: String, open: Int?, [Part])
        case again(id: String, [Part])
        case attempt(id: String, [Part])
    }

    private var parts: [Part] = []
    private var count = 0
    private var pick: Pick

    init(seed: Int) {
        pick = Pick(UInt64(seed) &+ 7)
        parts = list(depth: 0)
    }

    /// The steps as YAML.
    var steps: String { Self.text(parts, indent: "  ", known: []).text }

    // MARK: - Making

    private mutating func id() -> String {
        count += 1
        return "s\(count)"
    }

    private mutating func list(depth: Int) -> [Part] {
        (0..<(1 + pick.below(depth == 0 ? 4 : 3))).map { _ in part(depth: depth) }
    }

    private mutating func part(depth: Int) -> Part {
        let choice = pick.below(depth < 2 ? 14 : 7)
        switch choice {
        case 0, 1, 2: return ask()
        case 3, 4: return .echo(id: id(), number: pick.below(9))
        case 5: return .post(id: id())
        case 6: return .pause(id: id(), days: 1 + pick.below(4))
        case 7, 8: return .parallel(id: id(), branches(depth: depth))
        // A race and an order begin with something that waits.
        case 9: return .race(id: id(), branches(depth: depth).map { ($0.name, [ask()] + $0.parts) })
        case 10: return .anyOrder(id: id(), branches(depth: depth))
        case 11: return .each(id: id(), open: opening(), list(depth: depth + 1))
        case 12: return .again(id: id(), [ask()] + list(depth: depth + 1))
        default: return .attempt(id: id(), list(depth: depth + 1))
        }
    }

    /// Until when items can be added to a loop, in days; nil where they cannot.
    private mutating func opening() -> Int? { pick.below(2) == 0 ? nil : pick.below(4) }

    private mutating func ask() -> Part {
        .ask(id: id(), role: pick.one(of: ["head", "inspector"]), due: pick.below(2) == 0 ? nil : 1 + pick.below(5))
    }

    private mutating func branches(depth: Int) -> [(name: String, parts: [Part])] {
        ["left", "right"].map { ($0, list(depth: depth + 1)) }
    }

    // MARK: - Changing

    /// Changes one thing somewhere.
    mutating func change() {
        parts = changed(parts, depth: 0)
    }

    private mutating func changed(_ list: [Part], depth: Int) -> [Part] {
        var list = list
        let place = pick.below(list.count)
        switch pick.below(8) {
        case 7: list[place] = wrapped(list[place])
        case 0: list.insert(part(depth: max(1, depth)), at: pick.below(list.count + 1))
        case 1 where list.count > 1: list.remove(at: place)
        case 2 where list.count > 1: list.swapAt(place, pick.below(list.count))
        default: list[place] = changed(list[place], depth: depth)
        }
        return list
    }

    /// The step in a branch of its own, or as another construct.
    private mutating func wrapped(_ part: Part) -> Part {
        switch part {
        case .parallel(let id, let branches) where pick.below(2) == 0: .anyOrder(id: id, branches)
        case .parallel(let id, var branches):
            {
                branches[0].name = "west"
                return .parallel(id: id, branches)
            }()
        case .anyOrder(let id, let branches): .parallel(id: id, branches)
        case .pause(let id, _): .ask(id: id, role: "head", due: nil)
        case .post(let id): .ask(id: id, role: "inspector", due: nil)
        default: .parallel(id: id(), [("left", [part]), ("right", [ask()])])
        }
    }

    private mutating func changed(_ part: Part, depth: Int) -> Part {
        switch part {
        case .ask(let id, let role, _):
            return .ask(
                id: id, role: pick.below(3) == 0 ? pick.one(of: ["head", "inspector"]) : role, due: pick.below(6))
        case .echo(let id, let number): return .echo(id: id, number: number + 1)
        case .post(let id): return .post(id: id)
        case .pause(let id, _): return .pause(id: id, days: 1 + pick.below(6))
        case .parallel(let id, let branches): return .parallel(id: id, changed(branches, depth: depth))
        case .race(let id, let branches):
            // What a race begins with stays.
            return .race(
                id: id, branches.map { ($0.name, [$0.parts[0]] + (pick.below(2) == 0 ? [] : $0.parts.dropFirst())) })
        case .anyOrder(let id, let branches): return .anyOrder(id: id, changed(branches, depth: depth))
        case .each(let id, let open, let inside) where pick.below(3) == 0:
            return .each(id: id, open: open == nil ? opening() : pick.below(2) == 0 ? nil : pick.below(6), inside)
        case .each(let id, let open, let inside): return .each(id: id, open: open, changed(inside, depth: depth + 1))
        case .again(let id, let inside):
            return .again(id: id, [inside[0]] + changed(inside, depth: depth + 1).dropFirst())
        case .attempt(let id, let inside): return .attempt(id: id, changed(inside, depth: depth + 1))
        }
    }

    private mutating func changed(
        _ branches: [(name: String, parts: [Part])], depth: Int
    ) -> [(name: String, parts: [Part])] {
        var branches = branches
        let place = pick.below(branches.count)
        branches[place].parts = changed(branches[place].parts, depth: depth + 1)
        return branches
    }

    // MARK: - Writing

    /// The text of a list, and the numbers that are known after it; an echo repeats the last number that is.
    private static func text(_ parts: [Part], indent: String, known: [String]) -> (text: String, known: [String]) {
        var known = known
        var lines = ""
        for part in parts {
            lines += text(part, indent: indent, known: known)
            if case .echo(let id, _) = part { known.append(id) }
        }
        return (lines, known)
    }

    private static func text(_ part: Part, indent: String, known: [String]) -> String {
        func inside(_ parts: [Part], _ indent: String) -> String { text(parts, indent: indent, known: known).text }
        func branches(_ branches: [(name: String, parts: [Part])]) -> String {
            branches.map { "\(indent)    \($0.name):\n" + inside($0.parts, indent + "      ") }.joined()
        }
        switch part {
        case .ask(let id, let role, let due):
            let deadline = due.map { $0 == 0 ? "" : ", due: \($0) working days" } ?? ""
            return "\(indent)- { id: \(id), uses: lab.ask, role: \(role)\(deadline) }\n"
        case .echo(let id, let number):
            let value = known.last.map { "\"${steps.\($0).number + \(number)}\"" } ?? "\(number)"
            return "\(indent)- { id: \(id), uses: lab.echo, with: { number: \(value) } }\n"
        case .post(let id): return "\(indent)- { id: \(id), uses: lab.post }\n"
        case .pause(let id, let days): return "\(indent)- { id: \(id), wait: { for: \(days) days } }\n"
        case .parallel(let id, let list): return "\(indent)- id: \(id)\n\(indent)  parallel:\n" + branches(list)
        case .race(let id, let list): return "\(indent)- id: \(id)\n\(indent)  race:\n" + branches(list)
        case .anyOrder(let id, let list): return "\(indent)- id: \(id)\n\(indent)  any_order:\n" + branches(list)
        case .each(let id, let open, let list):
            let items = open == 3 ? "[]" : "[\"a\", \"b\"]"
            return
                "\(indent)- id: \(id)\n\(indent)  for_each: \(id)_item\n\(indent)  in: '\(items)'\n"
                + (open.map { "\(indent)  open: { for: \($0) days }\n" } ?? "") + "\(indent)  steps:\n"
                + inside(list, indent + "    ")
        case .again(let id, let list):
            return "\(indent)- id: \(id)\n\(indent)  at_most: 2\n\(indent)  until: 1 > 2\n\(indent)  repeat:\n"
                + inside(list, indent + "    ")
        case .attempt(let id, let list):
            return "\(indent)- id: \(id)\n\(indent)  try:\n" + inside(list, indent + "    ")
                + "\(indent)  catch: [ { steps: [ { id: \(id)_mend, set: { } } ] } ]\n"
        }
    }
}
