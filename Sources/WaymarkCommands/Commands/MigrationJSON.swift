import CEL
import WaymarkDefinition
import WaymarkEngine
import WaymarkOperations
import WaymarkStore

/// A preview for programs; the shape is a contract.
enum MigrationJSON {
    static func preview(_ preview: MigrationPreview, isMoving: Bool) -> Value {
        map([
            ("workflow", .string(preview.target.workflow)), ("version", .string(preview.target.version)),
            ("definition", .string(preview.target.hash)), ("plan", .string(preview.plan)),
            ("can_move", .bool(preview.stuck.isEmpty)), ("moves", .bool(isMoving)),
            ("cases", .list(preview.lines.map(line))),
        ])
    }

    private static func line(_ line: MigrationPreview.Line) -> Value {
        map([
            ("case", .string(line.record.id)), ("subject", .string(line.record.subject)),
            ("version", .string(line.version)), ("revision", .int(line.command.revision)),
            ("can_move", .bool(line.plan.canMove)), ("open", .list(line.plan.standings.map(standing))),
            ("notes", texts(line.plan.notes)),
            (
                "obstacles",
                .list(
                    line.plan.obstacles.map { obstacle in
                        map([
                            ("step", .string(obstacle.step)), ("message", .string(obstacle.message)),
                            ("help", .string(obstacle.help)),
                        ])
                    })
            ),
        ])
    }

    private static func standing(_ standing: MigrationPlan.Standing) -> Value {
        map([
            ("step", .string(standing.step)), ("target", .string(standing.target)),
            ("title", .string(standing.title)), ("item", standing.item.map { .string($0) } ?? .null),
            ("due_at", standing.due.map { .timestamp($0.timestamp) } ?? .null),
            ("new_due_at", standing.newDue.map { .timestamp($0.timestamp) } ?? .null),
            ("lost_claim", standing.lostClaim.map { .string($0) } ?? .null), ("notes", texts(standing.notes)),
        ])
    }

    private static func map(_ pairs: [(String, Value)]) -> Value {
        .map(MapValue(pairs.map { (.string($0.0), $0.1) }))
    }

    private static func texts(_ texts: [String]) -> Value { .list(texts.map { .string($0) }) }
}
