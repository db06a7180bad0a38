package import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkPluginKit

/// What the runtime is given once: the same for every command.
package struct RuntimeEnvironment: Sendable {
    /// The calendar of the programme, with its hash.
    package var hashedCalendar: HashedCalendar
    /// The step kinds of this build.
    package var registry: PluginRegistry
    /// The kinds of organisation and position of the register.
    package var registerSchema: RegisterSchema
    /// Turns a stored definition into one that runs; by its hash and its sources.
    package var compile: @Sendable (ContentHash, [UInt8]) throws -> CompiledDefinition
    /// The folder that effects read data from.
    package var dataFolder: String
    /// The folder that publications go to.
    package var publicationFolder: String
    /// Says who is to be told of what happens; nil when nobody is.
    package var notices: (any NoticeSource)?
    /// Whether nothing outside may be touched and the store is gone with the process, as in a simulation.
    package var isRehearsal = false
    /// Whether commands of a batch are decided ahead of their turn on a second core; what is committed is the same.
    package var decidesAhead = true
    /// Sees what is committed; for a store that is gone with the process.
    package var observer: (any CommitObserver)?

    /// Describes the environment.
    package init(
        calendar: WorkingCalendar, registry: PluginRegistry, registerSchema: RegisterSchema, dataFolder: String,
        publicationFolder: String, notices: (any NoticeSource)? = nil,
        compile: @escaping @Sendable (ContentHash, [UInt8]) throws -> CompiledDefinition
    ) {
        hashedCalendar = HashedCalendar(calendar)
        self.registry = registry
        self.registerSchema = registerSchema
        self.dataFolder = dataFolder
        self.publicationFolder = publicationFolder
        self.notices = notices
        self.compile = compile
    }

    /// The calendar of the programme.
    package var calendar: WorkingCalendar { hashedCalendar.calendar }
}
