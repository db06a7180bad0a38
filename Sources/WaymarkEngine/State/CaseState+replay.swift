extension CaseState {
    /// The fold of a case's events.
    package init(replaying events: some Sequence<Event>) {
        self.init()
        for event in events { apply(event) }
    }
}
