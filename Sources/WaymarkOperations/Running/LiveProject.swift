import Synchronization
package import WaymarkCalendar
import WaymarkCompiler
package import WaymarkRuntime
package import WaymarkSchedules

/// A project that is opened once and again whenever its files have changed, for a process that runs for long.
package final class LiveProject: Sendable {
    /// The project as it was opened last, with its schedules.
    package struct Opened: Sendable {
        /// The project.
        package var project: Project
        /// Its schedules.
        package var book: ScheduleBook

        init(_ project: Project) throws {
            self.project = project
            book = try project.scheduleBook()
        }
    }

    private struct State {
        var opened: Opened
        var fingerprint: String
    }

    private let clock: any WallClock
    private let open: @Sendable () throws -> Project
    private let state: Mutex<State>

    /// Opens a project in a way that can be repeated.
    /// - Throws: ``OperationFailure`` when the project cannot be opened, or its schedules have faults.
    package init(clock: any WallClock, open: @escaping @Sendable () throws -> Project) throws {
        self.clock = clock
        self.open = open
        let project = try open()
        state = Mutex(State(opened: try Opened(project), fingerprint: project.fingerprint))
    }

    /// The time.
    package var now: Instant { clock.now }

    /// The project with its files as they stand; as it was before, with the fault, when the files cannot be used now.
    func current() throws -> (opened: Opened, fault: OperationFailure?) {
        try state.withLock { state in
            let fingerprint = state.opened.project.fingerprint
            guard fingerprint != state.fingerprint else { return (state.opened, nil) }
            do {
                state.opened = try Opened(try open())
                state.fingerprint = fingerprint
                return (state.opened, nil)
            } catch let failure as OperationFailure where failure.kind != .storeUnavailable {
                return (state.opened, failure)
            }
        }
    }
}

extension Project {
    /// What changes when a file of the configuration or a workflow changes.
    fileprivate var fingerprint: String {
        let folders = ["Config/calendars", ScheduleFiles.folder, settings.register, settings.vocabularies]
        let names =
            ["Config/waymark.yaml", NoticeFiles.path] + folders.flatMap { files.names(in: $0, ending: ".yaml") }
        return files.fingerprint(of: names + settings.workflows.flatMap { files.deepNames(in: $0) })
    }
}

extension ProjectFiles {
    /// The files of a folder and of all folders in it, sorted by folder.
    fileprivate func deepNames(in folder: String) -> [String] {
        names(in: folder, ending: "").flatMap { isFolder($0) ? deepNames(in: $0) : [$0] }
    }
}
