extension StripMeasure {
    /// An arrow that needs a lane: the items that it passes, and the side on which it does.
    private struct Lane {
        var arrow: Int
        var items: ClosedRange<Int>
        var toItem: Int
        var isLeft: Bool
        var label: Int
    }

    /// Gives every arrow that leaves the axis of a strip a lane of its own; short ones lie inside.
    mutating func layLanes(_ strip: Int, _ extents: [Extent], _ extent: inout Extent) {
        var lanes: [Lane] = []
        for arrow in leaving[strip] {
            guard let lane = lane(for: arrow, in: strip) else {
                runs[arrow] = .straight
                continue
            }
            lanes.append(lane)
        }
        lanes.sort { ($0.items.count, $0.items.lowerBound, $0.arrow) < ($1.items.count, $1.items.lowerBound, $1.arrow) }
        var left = extents.map(\.left)
        var right = extents.map(\.right)
        var trunks: [Int: Int] = [:]
        for lane in lanes {
            let from = graph.arrows[lane.arrow].from
            let side = from * 2 + (lane.isLeft ? 1 : 0)
            let trunk = trunks[side] ?? (lane.isLeft ? shapes[from].left : shapes[from].right)
            let passed = (lane.isLeft ? left : right)[lane.items].max() ?? 0
            let x = max(passed + Metrics.laneGap, trunk + lane.label)
            trunks[side] = x
            for item in lane.items { if lane.isLeft { left[item] = x } else { right[item] = x } }
            runs[lane.arrow] = .lane(x: lane.isLeft ? -x : x, toItem: lane.toItem)
        }
        extent.left = max(extent.left, left.max() ?? 0)
        extent.right = max(extent.right, right.max() ?? 0)
    }

    private func lane(for index: Int, in strip: Int) -> Lane? {
        let arrow = graph.arrows[index]
        guard let from = seats[arrow.from], let to = seats[arrow.to], arrow.via == nil else { return nil }
        let last = graph.strips[strip].items.count - 1
        let isExit = exits(from)
        var lane = Lane(
            arrow: index, items: from.item...max(from.item, last), toItem: last + 1, isLeft: false,
            label: arrow.label.map { TextMeasure.width($0, size: Metrics.labelSize) + 14 } ?? 0)
        if from.strip == to.strip {
            if to.item == from.item, to.part > from.part { return nil }
            if to.item == from.item + 1, isExit { return nil }
            lane.toItem = to.item
            if to.item > from.item {
                lane.items = from.item...to.item - 1
                lane.isLeft = hasDetours(from)
            } else {
                lane.items = to.item...from.item
                lane.isLeft = true
            }
            return lane
        }
        // Into a column of its own item: the columns have their own ways down.
        if parents[to.strip].map({ $0.strip == strip && $0.item == from.item }) ?? false { return nil }
        if isExit, from.item == last { return nil }
        lane.isLeft = hasDetours(from)
        return lane
    }

    /// Whether a shape is the last of its item on the axis.
    private func exits(_ seat: Seat) -> Bool {
        let parts = graph.strips[seat.strip].items[seat.item].parts
        return !parts.dropFirst(seat.part + 1).contains { if case .detours = $0 { false } else { true } }
    }

    private func hasDetours(_ seat: Seat) -> Bool {
        let parts = graph.strips[seat.strip].items[seat.item].parts
        guard parts.indices.contains(seat.part + 1), case .detours = parts[seat.part + 1] else { return false }
        return true
    }
}
