/// The bytes of a text that grows at its end.
///
/// An array would look at each append whether somebody else holds it too; nobody else can hold this.
struct TextBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// How many bytes there are.
    private(set) var count = 0

    /// A buffer without bytes, with room for some.
    init(capacity: Int) {
        self.capacity = max(capacity, 32)
        start = .allocate(capacity: self.capacity)
    }

    deinit {
        start.deallocate()
    }

    /// The last byte.
    var last: UInt8? { count > 0 ? start[count - 1] : nil }

    /// A copy of the bytes.
    var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

    /// Appends a byte.
    mutating func append(_ byte: UInt8) {
        makeRoom(for: 1)
        start[count] = byte
        count += 1
    }

    /// Appends bytes.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.baseAddress, !bytes.isEmpty else { return }
        makeRoom(for: bytes.count)
        (start + count).update(from: first, count: bytes.count)
        count += bytes.count
    }

    /// Appends what a function writes, which says how many bytes that was.
    mutating func append(atMost room: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        makeRoom(for: room)
        count += write(start + count)
    }

    /// Takes away what stands after so many bytes.
    mutating func shorten(to count: Int) {
        self.count = min(count, self.count)
    }

    private mutating func makeRoom(for more: Int) {
        guard count + more > capacity else { return }
        let larger = max(count + more, 2 * capacity)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: start, count: count)
        start.deallocate()
        start = moved
        capacity = larger
    }
}
