import Foundation
import Testing
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDrawing

/// The judgement on the structure against one that goes through every state of the net.
@Suite struct SoundnessTests {
    private struct Counts {
        var sound = 0, unsound = 0, unknown = 0
        var all: Int { sound + unsound + unknown }
    }

    /// Judges the definitions of some seeds both ways.
    private func compare(_ seeds: ClosedRange<UInt64>, _ size: RandomDefinition.Size, markingsMax: Int) throws -> Counts
    {
        var counts = Counts()
        for seed in seeds {
            let definition = try RandomDefinition.make(seed: seed, size: size)
            let check = SoundnessCheck(steps: definition.steps, lists: definition.lists)
            switch NetJudge(WorkflowNet(definition), markingsMax: markingsMax).verdict {
            case .unknown: counts.unknown += 1
            case .sound:
                counts.sound += 1
                #expect(check.findings.isEmpty, "seed \(seed): the net is sound")
            case .unsound(let why):
                counts.unsound += 1
                #expect(!check.findings.isEmpty, "seed \(seed): the net is unsound, \(why)")
            }
        }
        return counts
    }

    @Test func `The structure and the states of the net give one verdict on thousands of small definitions`() throws {
        let counts = try compare(1...4000, .small, markingsMax: 1000)
        // About half are sound, and next to none is too large to be judged.
        #expect(counts.sound > counts.all * 2 / 5 && counts.unsound > counts.all * 2 / 5, "\(counts)")
        #expect(counts.unknown < counts.all / 30, "\(counts)")
    }

    @Test func `The structure and the states of the net give one verdict on larger definitions`() throws {
        let counts = try compare(1...300, .medium, markingsMax: 1200)
        #expect(counts.sound > counts.all / 5 && counts.unsound > counts.all / 5, "\(counts)")
        #expect(counts.unknown < counts.all / 4, "\(counts)")
    }

    @Test func `A fault in the judgement would be noticed`() throws {
        // The same nets with a transition left out are no longer what the structure says.
        var differing = 0
        for seed in 1...UInt64(200) {
            let definition = try RandomDefinition.make(seed: seed)
            guard SoundnessCheck(steps: definition.steps, lists: definition.lists).isSound else { continue }
            var net = WorkflowNet(definition)
            net.transitions.removeLast()
            if NetJudge(net, markingsMax: 4000).verdict != .sound { differing += 1 }
        }
        #expect(differing > 20)
    }

    @Test(
        .enabled(if: SoundnessTests.graphs != nil, "no judged graphs here: set WAYMARK_CONFORMANCE to their folder"))
    func `The states of nets that others judged are judged the same`() throws {
        let lines = try #require(Self.graphs).split(separator: "\n")
        #expect(!lines.isEmpty)
        for line in lines {
            let graph = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let id = graph["id"] as? String ?? ""
            let net = try Self.net(graph)
            let verdict = NetJudge(net, markingsMax: 200_000).verdict
            #expect((verdict == .sound) == (graph["sound"] as? Bool ?? false), "\(id): \(verdict)")
            #expect(verdict != .unknown, "\(id)")
        }
    }

    /// The judged graphs: in the folder that `WAYMARK_CONFORMANCE` names, or in one found above this file.
    private static let graphs: String? = {
        var places: [URL] = []
        if let named = ProcessInfo.processInfo.environment["WAYMARK_CONFORMANCE"] {
            places = [URL(filePath: named)]
        } else {
            var folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            while folder.path() != "/" {
                places += [folder.appending(path: "conformance"), folder.appending(path: "shared/conformance")]
                folder = folder.deletingLastPathComponent().standardizedFileURL
            }
        }
        let texts = places.lazy.compactMap {
            try? String(contentsOf: $0.appending(path: "soundness/graphs.jsonl"), encoding: .utf8)
        }
        return texts.first.flatMap { text in text.allSatisfy(\.isWhitespace) ? nil : text }
    }()

    /// A control-flow graph as a net: a place for each edge.
    private static func net(_ graph: [String: Any]) throws -> WorkflowNet {
        let nodes = try #require(graph["nodes"] as? [String: String])
        let edges = try #require(graph["edges"] as? [[String]])
        var net = WorkflowNet(places: ["source", "sink"], transitions: [], source: 0, sink: 1)
        for edge in edges { net.places.append(edge.joined(separator: ">")) }
        for (node, kind) in nodes.sorted(by: { $0.key < $1.key }) {
            let inputs = edges.indices.filter { edges[$0][1] == node }.map { $0 + 2 }
            let outputs = edges.indices.filter { edges[$0][0] == node }.map { $0 + 2 }
            func add(_ inputs: [Int], _ outputs: [Int]) {
                net.transitions.append(.init(id: "t\(net.transitions.count)", inputs: inputs, outputs: outputs))
            }
            switch kind {
            case "start": add([0], outputs)
            case "end": for input in inputs { add([input], [1]) }
            case "and": add(inputs, outputs)
            case "xor": for input in inputs { for output in outputs { add([input], [output]) } }
            default: for input in inputs { add([input], outputs) }
            }
        }
        return net
    }

    @Test func `What is wrong is named, with the way that leads there`() throws {
        var build = DefinitionBuilder()
        let root = build.list()
        build.add("first", to: root)
        let both = build.add("both", to: root)
        let left = build.list(of: both, named: "left"), right = build.list(of: both, named: "right")
        build.add("done", to: left)
        let ask = build.add("ask", to: right)
        let wait = build.add("wait", to: right)
        build.change(wait) { $0.routes = ["done": .goTo(step: ask)] }
        build.change(both) {
            $0.construct = .parallel(
                branches: [Branch(name: "left", list: left), Branch(name: "right", list: right)], join: .all,
                rest: .cancel)
        }
        let definition = build.definition()
        let check = SoundnessCheck(steps: definition.steps, lists: definition.lists)
        #expect(check.findings.map(\.kind) == [.join(needed: 2, ending: 1, branch: 1), .stuck])
        #expect(check.findings.last?.step == ask)
        #expect(check.findings.last?.trace.map { definition.steps[$0.step].id } == ["first", "both"])
        // The loop is withdrawn when only one branch is waited for.
        build.change(both) {
            $0.construct = .parallel(
                branches: [Branch(name: "left", list: left), Branch(name: "right", list: right)], join: .any,
                rest: .cancel)
        }
        let better = build.definition()
        #expect(SoundnessCheck(steps: better.steps, lists: better.lists).isSound)
        #expect(NetJudge(WorkflowNet(better)).verdict == .sound)
    }

    @Test func `A definition of many steps is judged in a walk, and its net is no larger`() {
        var build = DefinitionBuilder()
        let root = build.list()
        for number in 0..<5000 { build.add("s\(number)", to: root) }
        for number in stride(from: 10, to: 5000, by: 10) {
            build.change(number) { $0.routes = ["done": .next, "again": .goTo(step: number - 9)] }
        }
        let definition = build.definition()
        #expect(SoundnessCheck(steps: definition.steps, lists: definition.lists).isSound)
        let net = WorkflowNet(definition)
        #expect(net.transitions.count < 20_000 && net.places.count < 20_000)
    }

    /// `WAYMARK_NETS=FOLDER` writes nets and verdicts for an oracle; see `Tests/Oracles/soundness.sh`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["WAYMARK_NETS"] != nil, "only for an oracle"))
    func `Nets are written for others to judge`() throws {
        let folder = try #require(ProcessInfo.processInfo.environment["WAYMARK_NETS"])
        func number(_ name: String) -> UInt64? { ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } }
        var seed = number("WAYMARK_NETS_SEED") ?? 1
        var left = number("WAYMARK_NETS_COUNT") ?? 3000
        var verdicts = ""
        while left > 0 {
            defer { seed += 1 }
            let definition = try RandomDefinition.make(seed: seed)
            // What is smaller says little, and what is larger takes the oracle minutes.
            guard (6...45).contains(WorkflowNet(definition).transitions.count) else { continue }
            let check = SoundnessCheck(steps: definition.steps, lists: definition.lists)
            try DrawingForm.pnml.text(of: definition).write(
                toFile: "\(folder)/\(seed).pnml", atomically: true, encoding: .utf8)
            verdicts += "\(seed) \(check.isSound)\n"
            left -= 1
        }
        try verdicts.write(toFile: "\(folder)/verdicts.txt", atomically: true, encoding: .utf8)
    }
}
