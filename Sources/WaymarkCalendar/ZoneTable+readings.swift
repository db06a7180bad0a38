extension ZoneTable {
    /// The moments at which the clocks of the zone show a date and time: one, or two in autumn; none in a spring gap.
    package func instants(of local: LocalDateTime) -> [Instant] {
        let first = instant(of: local)
        guard self.local(of: first) == local else { return [] }
        // The clocks show a time again only after they were put back, at the latest a day later.
        guard let change = nextChange(after: first), first.milliseconds(until: change) <= 86_400_000 else {
            return [first]
        }
        let shift = utcOffset(at: first) - utcOffset(at: change)
        let second = first.adding(seconds: Int64(shift))
        guard shift > 0, second >= change, self.local(of: second) == local else { return [first] }
        return [first, second]
    }

    /// The moment at which the clocks jump over a date and time; nil when they show it.
    package func gapEnd(over local: LocalDateTime) -> Instant? {
        let moved = instant(of: local)
        guard self.local(of: moved) != local else { return nil }
        return lastChange(through: moved)
    }
}
