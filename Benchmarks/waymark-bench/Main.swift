import Foundation
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore
import WaymarkStoreSQLite

/// Measures W1 to W4 on SQLite beside what SQLite alone does with the same rows, and W6 beside what libyaml alone does
/// with the same text, in rounds that take turns.
@main
struct Main {
    struct Row {
        var name: String
        var waymark: [Double] = []
        var limit: [Double] = []
        var goal: String
        var isTime = false
    }

    static func main() async throws {
        let isQuick = CommandLine.arguments.contains("--quick")
        let isDefinitionsOnly = CommandLine.arguments.contains("--definitions")
        if isDefinitionsOnly { return show(try definitions(rounds: isQuick ? 3 : 11)) }
        let open = isQuick ? 5_000 : 100_000
        let rounds = isQuick ? 1 : 3
        var rows = [
            Row(name: "W1 one in flight, transitions/s", goal: ">= 0.6"),
            Row(name: "W1 64 in flight, transitions/s", goal: ">= 0.25"),
            Row(name: "W2 approval, transitions/s", goal: "as W1"),
            Row(name: "W2 input to next step, p50 ms", goal: "", isTime: true),
            Row(name: "W2 input to next step, p99 ms", goal: "<= 3", isTime: true),
            Row(name: "W3 quarter of 211, transitions/s", goal: ""),
        ]
        for _ in 0..<rounds {
            let raw = try RawLimit(path: NSTemporaryDirectory() + "waymark-raw-\(UUID().uuidString).sqlite")
            let single = try raw.transitions(isQuick ? 500 : 2_000, perCommit: 1)
            let batch = try raw.transitions(isQuick ? 5_000 : 50_000, perCommit: 100)
            rows[0].limit.append(single)
            rows[1].limit.append(batch)
            rows[2].limit.append(single)
            rows[5].limit.append(batch)
            let commit = try (0..<300).map { _ in 1000 / (try raw.transitions(1, perCommit: 1)) }
            rows[3].limit.append(commit.percentile(0.5))
            rows[4].limit.append(commit.percentile(0.99))
            rows[0].waymark.append(try await linear(cases: isQuick ? 10 : 60, inFlight: 1))
            rows[1].waymark.append(try await linear(cases: isQuick ? 64 : 640, inFlight: 64))
            let (rate, times) = try await approval(cases: isQuick ? 40 : 200)
            rows[2].waymark.append(rate)
            rows[3].waymark.append(times.percentile(0.5))
            rows[4].waymark.append(times.percentile(0.99))
            rows[5].waymark.append(try await quarter())
        }
        rows += try await openWork(open)
        rows += try definitions(rounds: isQuick ? 3 : 11)
        show(rows)
        print("peak memory of this process \(Int(peakMemory())) MB; goal for W4 < 64 MB")
    }

    /// W1: ten automatic steps, each on disk before the next begins.
    static func linear(cases: Int, inFlight: Int) async throws -> Double {
        let bench = try Workbench(units: cases)
        return try await rate(cases * 10) {
            for first in stride(from: 0, to: cases, by: inFlight) {
                _ = try bench.start("linear", units: first..<min(first + inFlight, cases))
                try await bench.runtime.settle(now: bench.now)
            }
        }
    }

    /// W2: start, submit, approve, record; and how long each input takes until the next step stands.
    static func approval(cases: Int) async throws -> (Double, [Double]) {
        let bench = try Workbench(units: cases)
        var times: [Double] = []
        let rate = try await rate(cases * 4) {
            for unit in 0..<cases {
                let ids = try bench.start("approval", units: unit..<unit + 1)
                for _ in 0..<2 {
                    guard let task = try bench.store.read({ try $0.tasks(TaskQuery(caseID: ids[0])) }).first else {
                        continue
                    }
                    times.append(try milliseconds { _ = try bench.runtime.execute([bench.sign(task)], now: bench.now) })
                }
                try await bench.runtime.settle(now: bench.now)
            }
        }
        return (rate, times)
    }

    /// W3: 211 cases of 12 transitions, people's work handed in as it opens.
    static func quarter() async throws -> Double {
        let bench = try Workbench(units: 211)
        return try await rate(211 * 12) {
            _ = try bench.start("quarter", units: 0..<211)
            try await bench.runtime.settle(now: bench.now)
            while true {
                let tasks = try bench.store.read { try $0.tasks(TaskQuery(limit: 500)) }
                if tasks.isEmpty { return }
                for first in stride(from: 0, to: tasks.count, by: 64) {
                    _ = try bench.runtime.execute(
                        tasks[first..<min(first + 64, tasks.count)].map(bench.sign), now: bench.now)
                }
                try await bench.runtime.settle(now: bench.now)
            }
        }
    }

    /// W4: many open cases; list my first fifty tasks, claim one, do one.
    static func openWork(_ count: Int) async throws -> [Row] {
        let units = 5_000
        let bench = try Workbench(units: units)
        let filling = try rate(count) {
            for _ in 0..<(count / units) {
                for first in stride(from: 0, to: units, by: 500) {
                    _ = try bench.start("open", units: first..<first + 500)
                }
            }
        }
        print("W4: \(count) cases opened at \(Int(filling)) a second, 500 a commit")
        let raw = try RawLimit(path: NSTemporaryDirectory() + "waymark-raw-\(UUID().uuidString).sqlite")
        let rawLists = try raw.listings(count, rounds: 300)
        let rawCommits = try (0..<300).map { _ in 1000 / (try raw.transitions(1, perCommit: 1)) }
        let day = bench.runtime.environment.calendar.zone.local(of: bench.now).date
        let keys = bench.person.holderKeys(on: day)
        var lists: [Double] = []
        var claims: [Double] = []
        var ends: [Double] = []
        for _ in 0..<300 {
            var tasks: [TaskRecord] = []
            lists.append(try milliseconds { tasks = try bench.store.read { try $0.tasks(TaskQuery(holders: keys)) } })
            guard let task = tasks.first, let number = Projection.number(task.id) else { continue }
            let claim = CommandRequest(
                target: .existing(task.caseID), command: .claimTask(task: number),
                principal: .person(bench.signer(of: task)))
            claims.append(try milliseconds { _ = try bench.runtime.execute([claim], now: bench.now) })
            ends.append(try milliseconds { _ = try bench.runtime.execute([bench.sign(task)], now: bench.now) })
        }
        func row(_ name: String, _ times: [Double], _ limit: [Double], _ share: Double) -> Row {
            Row(
                name: "W4 \(name), p\(Int(share * 100)) ms", waymark: [times.percentile(share)],
                limit: [limit.percentile(share)], goal: "<= 2", isTime: true)
        }
        return [
            row("list 50 of 50 units", lists, rawLists, 0.5), row("list 50 of 50 units", lists, rawLists, 0.99),
            row("claim", claims, rawCommits, 0.5), row("claim", claims, rawCommits, 0.99),
            row("complete", ends, rawCommits, 0.5), row("complete", ends, rawCommits, 0.99),
        ]
    }

    /// W6: small and large definitions, in rounds that take turns.
    static func definitions(rounds: Int) throws -> [Row] {
        try [100, 5_000].map { steps in
            let bench = try DefinitionBench(steps: steps)
            var row = Row(name: "W6 \(steps) steps, \(bench.size / 1024) KB, ms", goal: "<= 10", isTime: true)
            for _ in 0..<rounds {
                row.limit.append(try bench.events())
                row.waymark.append(try bench.compile())
            }
            return row
        }
    }

    static func show(_ rows: [Row]) {
        func column(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        func number(_ number: Double) -> String {
            number >= 100 ? "\(Int(number.rounded()))" : String(format: "%.3f", number)
        }
        print(
            "workload".padding(toLength: 38, withPad: " ", startingAt: 0) + column("waymark", 12)
                + column("raw limit", 12) + column("ratio", 9) + column("goal", 9))
        for row in rows {
            let waymark = row.waymark.percentile(0.5)
            let limit = row.limit.percentile(0.5)
            print(
                row.name.padding(toLength: 38, withPad: " ", startingAt: 0) + column(number(waymark), 12)
                    + column(number(limit), 12)
                    + column(String(format: "%.3f", waymark / limit), 9) + column(row.goal, 9))
        }
    }
}
