import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// The same as `map`, with a second core at the other half.
    package func mapTogether<Made: Sendable>(_ transform: @Sendable (Element) throws -> Made) throws -> [Made] {
        guard count > 1 else { return try map(transform) }
        let halves = [self[..<(count / 2)], self[(count / 2)...]]
        let made = Mutex<[Result<[Made], any Error>?]>([nil, nil])
        DispatchQueue.concurrentPerform(iterations: 2) { half in
            let result = Result { try halves[half].map(transform) }
            made.withLock { $0[half] = result }
        }
        return try made.withLock { $0 }.flatMap { try $0?.get() ?? [] }
    }
}
