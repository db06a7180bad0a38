/// A map that keeps the order in which its entries were written; two maps are equal whatever their order.
///
/// Small maps are searched one by one, larger ones through an index. A key that comes twice keeps its first place and
/// takes the last value.
public struct MapValue: Sendable {
    private static let linearMax = 12

    private var pairs: [(key: Value, value: Value)]
    private var index: [Value: Int]?

    /// A map of entries in order.
    public init(_ entries: [(Value, Value)] = []) {
        pairs = []
        pairs.reserveCapacity(entries.count)
        for (key, value) in entries { self[key: key] = value }
    }

    /// A map of entries in order whose keys are known to differ, so that nothing is searched.
    package init(unique entries: [(Value, Value)]) {
        pairs = entries.map { (key: $0.0, value: $0.1) }
        if pairs.count > Self.linearMax { index = Self.index(of: pairs) }
    }

    mutating func reserveCapacity(_ count: Int) {
        pairs.reserveCapacity(count)
    }

    /// How many entries there are.
    public var count: Int { pairs.count }

    /// Whether there are none.
    public var isEmpty: Bool { pairs.isEmpty }

    /// The entries in order.
    public var entries: [(Value, Value)] { pairs.map { ($0.key, $0.value) } }

    /// The keys in order.
    public var keys: [Value] { pairs.map(\.key) }

    /// The values in the order of their keys.
    public var values: [Value] { pairs.map(\.value) }

    /// The value under a text key.
    public subscript(name: String) -> Value? {
        if let index { return index[.string(name)].map { pairs[$0].value } }
        for pair in pairs {
            if case .string(let key) = pair.key, key.isSame(as: name) { return pair.value }
        }
        return nil
    }

    /// The value under a text key that is expected at a place, and sought elsewhere when it does not stand there.
    package func value(of name: String, expectedAt place: Int) -> Value? {
        if pairs.indices.contains(place), case .string(let key) = pairs[place].key, key.isSame(as: name) {
            return pairs[place].value
        }
        return self[name]
    }

    /// The value under a key, compared structurally; setting nil changes nothing.
    public subscript(key key: Value) -> Value? {
        get { position(of: key).map { pairs[$0].value } }
        set {
            guard let newValue else { return }
            if let place = position(of: key) {
                pairs[place].value = newValue
                return
            }
            pairs.append((key, newValue))
            if index != nil {
                index?[key] = pairs.count - 1
            } else if pairs.count > Self.linearMax {
                index = Self.index(of: pairs)
            }
        }
    }

    private static func index(of pairs: [(key: Value, value: Value)]) -> [Value: Int] {
        Dictionary(pairs.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func position(of key: Value) -> Int? {
        if let index { return index[key] }
        return pairs.firstIndex { $0.key == key }
    }
}

extension MapValue: Sequence {
    /// The entries in order.
    public func makeIterator() -> some IteratorProtocol<(key: Value, value: Value)> { pairs.makeIterator() }
}

extension MapValue: ExpressibleByDictionaryLiteral {
    /// A map of entries with text keys, in order.
    public init(dictionaryLiteral elements: (String, Value)...) {
        self.init(elements.map { (.string($0.0), $0.1) })
    }
}

extension MapValue: Hashable {
    /// Whether both have the same entries, in whatever order.
    public static func == (left: MapValue, right: MapValue) -> Bool {
        guard left.count == right.count else { return false }
        // What was handed on unchanged is one and the same.
        return left.isSame(as: right) || left.pairs.allSatisfy { right[key: $0.key] == $0.value }
    }

    /// Whether both keep their entries in one place.
    private func isSame(as other: MapValue) -> Bool {
        pairs.withUnsafeBufferPointer { own in
            other.pairs.withUnsafeBufferPointer { own.baseAddress == $0.baseAddress }
        }
    }

    /// Hashes the entries without regard to their order.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for pair in pairs {
            var each = Hasher()
            each.combine(pair.key)
            each.combine(pair.value)
            sum &+= each.finalize()
        }
        hasher.combine(sum)
    }
}
