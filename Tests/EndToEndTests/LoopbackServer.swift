import Foundation

/// A server on this computer: what it does with each connection is given to it.
final class LoopbackServer: Sendable {
    /// No server could be made.
    struct Unavailable: Error {
        var code: Int32
    }

    /// Where it listens.
    let port: Int
    private let listener: Int32

    /// Listens on a free port, and serves each connection on a thread of its own.
    init(_ serve: @escaping @Sendable (borrowing LoopbackConnection) -> Void) throws {
        signal(SIGPIPE, SIG_IGN)
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isReady = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard listener >= 0, isReady else { throw Unavailable(code: errno) }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread {
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { break }
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                Thread.detachNewThread { serve(LoopbackConnection(descriptor)) }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }
}

/// One connection to a server, read by lines and numbers of bytes.
struct LoopbackConnection: ~Copyable {
    private let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// A line without its end; nil when the other side has gone.
    func line() -> String? {
        var bytes: [UInt8] = []
        while let byte = take(1)?.first {
            if byte == 10 { return String(decoding: bytes.last == 13 ? bytes.dropLast() : bytes[...], as: UTF8.self) }
            bytes.append(byte)
        }
        return nil
    }

    /// So many bytes; nil when the other side has gone.
    func take(_ count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var part = [UInt8](repeating: 0, count: count - bytes.count)
            let read = recv(descriptor, &part, part.count, 0)
            guard read > 0 else { return nil }
            bytes += part.prefix(read)
        }
        return bytes
    }

    func say(_ text: String) {
        let bytes = Array(text.utf8)
        _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}
