package import WaymarkOperations
package import WaymarkPluginKit
package import WaymarkRuntime

/// What a run of the program is given from outside; nothing below reads the environment by itself.
package struct Program: Sendable {
    /// The step kinds of the build.
    package var registry: PluginRegistry
    /// The environment's variables.
    package var environment: [String: String]
    /// The folder in which the program was started.
    package var folder: String
    /// Where words come from and go to.
    package var console: any Console
    /// The computer's clock, or a test's.
    package var clock: any WallClock

    /// How a process that runs for long waits: given the folders whose changes wake it.
    package var waiting: @Sendable ([WatchedFolder]) throws -> any Waiting

    /// Describes a run.
    package init(
        registry: PluginRegistry, environment: [String: String], folder: String, console: any Console,
        clock: any WallClock,
        waiting: @escaping @Sendable ([WatchedFolder]) throws -> any Waiting = {
            try StoreWatch(folders: $0)
        }
    ) {
        self.waiting = waiting
        self.registry = registry
        self.environment = environment
        self.folder = folder
        self.console = console
        self.clock = clock
    }

    /// The run that a command belongs to: the parser makes commands itself, so they find it here.
    @TaskLocal package static var current: Program?
}
