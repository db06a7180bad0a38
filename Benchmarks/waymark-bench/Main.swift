import Foundation
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkOperations
import WaymarkRuntime
import WaymarkStore
import WaymarkStoreSQLite

/// Measures W1 to W4 on SQLite, a simulated year in memory, beside what SQLite alone does with the same rows, and W6 beside what libyaml alone does
/// with the same text, in rounds that take turns.
@main
struct Main {
    struct Row {
        var name: String
        var waymark: [Double] = []
        var limit: [Double] = []
        var goal: String
        var isTime = false

        mutating func add(_ figure: Double, limit: Double) {
            waymark.append(figure)
            self.limit.append(limit)
        }
    }

    /// `--quick` measures little and once; `--only W2` measures one workload.
    static func main() async throws {
        let arguments = CommandLine.arguments
        let isQuick = arguments.contains("--quick")
        let only = arguments.firstIndex(of: "--only").flatMap { arguments.dropFirst($0 + 1).first }
        var rows: [Row] = []
        if only.map({ ["W1", "W2", "W3"].contains($0) }) ?? true {
            rows += try await flowing(isQuick: isQuick, only: only)
        }
        if only == nil || only == "W4" { rows += try await openWork(isQuick ? 5_000 : 100_000) }
        if only == nil || only == "W6" { rows += try definitions(rounds: isQuick ? 3 : 11) }
        if only == nil || only == "audit" { rows.append(try await audit(cases: isQuick ? 200 : 5_000)) }
        if only == nil || only == "CEL" { rows += try ExpressionRows.rows() }
        show(rows)
        if only == nil || only == "simulate" { try await SimulationBench.show() }
        print("peak memory of this process \(Int(peakMemory())) MB; goal for W4 < 64 MB")
    }

    /// W1 to W3, in rounds that take turns with the raw limits.
    static func flowing(isQuick: Bool, only: String?) async throws -> [Row] {
        var rows = [
            Row(name: "W1 one in flight, transitions/s", goal: ">= 0.6"),
            Row(name: "W1 64 in flight, transitions/s", goal: ">= 0.25"),
            Row(name: "W2 approval, transitions/s", goal: "as W1"),
            Row(name: "W2 input to next step, p50 ms", goal: "", isTime: true),
            Row(name: "W2 input to next step, p99 ms", goal: "<= 3", isTime: true),
            Row(name: "W3 quarter of 211, transitions/s", goal: ""),
        ]
        for _ in 0..<(isQuick ? 1 : 3) {
            let raw = try RawLimit()
            let single = try raw.transitions(isQuick ? 500 : 2_000, perCommit: 1)
            let batch = try raw.transitions(isQuick ? 5_000 : 50_000, perCommit: 100)
            let commits = try raw.commits(300)
            if only == nil || only == "W1" {
                rows[0].add(try await linear(cases: isQuick ? 10 : 60, inFlight: 1), limit: single)
                rows[1].add(try await linear(cases: isQuick ? 64 : 640, inFlight: 64), limit: batch)
            }
            if only == nil || only == "W2" {
                let (rate, times) = try await approval(cases: isQuick ? 40 : 200)
                rows[2].add(rate, limit: single)
                rows[3].add(times.percentile(0.5), limit: commits.percentile(0.5))
                rows[4].add(times.percentile(0.99), limit: commits.percentile(0.99))
            }
            if only == nil || only == "W3" { rows[5].add(try await quarter(), limit: batch) }
        }
        return rows.filter { !$0.waymark.isEmpty }
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

    /// W4: many open cases; list the first fifty tasks of one unit, and of fifty; claim one, do one.
    static func openWork(_ count: Int) async throws -> [Row] {
        let units = max(100, count / 100)
        let bench = try Workbench(units: units)
        let filling = try rate(count) {
            for _ in 0..<(count / units) {
                for first in stride(from: 0, to: units, by: 500) {
                    _ = try bench.start("open", units: first..<min(first + 500, units))
                }
            }
        }
        print("W4: \(count) cases opened at \(Int(filling)) a second, 500 a commit")
        let raw = try RawLimit()
        try raw.fill(count, holders: units)
        let day = bench.runtime.environment.calendar.zone.local(of: bench.now).date
        var rows: [Row] = []
        for (name, holders) in [("1 unit", 1), ("50 units", 50)] {
            let person = bench.person(units: holders)
            let query = TaskQuery(holders: person.holderKeys(on: day))
            let times = try (0..<300).map { _ in
                try milliseconds { _ = try bench.store.read { try $0.tasks(query) } }
            }
            rows += Self.rows("W4 list 50 of \(name)", times, limit: try raw.listings(300, holders: holders))
        }
        let commits = try raw.commits(300)
        let query = TaskQuery(holders: bench.person(units: 50).holderKeys(on: day))
        var claims: [Double] = []
        var ends: [Double] = []
        for _ in 0..<300 {
            guard let task = try bench.store.read({ try $0.tasks(query) }).first,
                let number = Projection.number(task.id)
            else { continue }
            let claim = CommandRequest(
                target: .existing(task.caseID), command: .claimTask(task: number),
                principal: .person(bench.signer(of: task)))
            claims.append(try milliseconds { _ = try bench.runtime.execute([claim], now: bench.now) })
            ends.append(try milliseconds { _ = try bench.runtime.execute([bench.sign(task)], now: bench.now) })
        }
        return rows + Self.rows("W4 claim", claims, limit: commits) + Self.rows("W4 complete", ends, limit: commits)
    }

    private static func rows(_ name: String, _ times: [Double], limit: [Double]) -> [Row] {
        [0.5, 0.99].map { share in
            Row(
                name: "\(name), p\(Int(share * 100)) ms", waymark: [times.percentile(share)],
                limit: [limit.percentile(share)], goal: "<= 2", isTime: true)
        }
    }

    /// How many events an audit verifies a second: chains, and states folded anew. Two million are to take ten seconds.
    static func audit(cases: Int) async throws -> Row {
        let bench = try Workbench(units: cases)
        for first in stride(from: 0, to: cases, by: 500) {
            _ = try bench.start("linear", units: first..<min(first + 500, cases))
            try await bench.runtime.settle(now: bench.now)
        }
        let session = Session(runtime: bench.runtime, clock: FixedClock(bench.now), person: nil)
        var row = Row(name: "audit verify, events/s", goal: ">= 1")
        for _ in 0..<3 {
            var report: VerifyAudit.Report?
            let time = try milliseconds { report = try VerifyAudit().run(in: session) }
            guard let report, report.isIntact else { throw BenchFailure(faults: ["the store is not intact"]) }
            row.add(Double(report.chain.events) / time * 1000, limit: 200_000)
        }
        return row
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
