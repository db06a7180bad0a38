/// Chance that a seed reproduces: SplitMix64 (Steele, Lea and Flood, 2014), started from a name.
///
/// Each decision has a stream of its own, so that one more decision elsewhere changes nothing here.
package struct SeededRandom: Sendable {
    private var state: UInt64

    /// Starts the stream of a name.
    package init(seed: UInt64, name: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed &* 0x9E37_79B9_7F4A_7C15
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        state = hash
        _ = next()
    }

    /// 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 to below 1.
    package mutating func fraction() -> Double { Double(next() >> 11) / Double(1 << 53) }

    /// From 0 to below a bound; 0 when the bound is not positive.
    package mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }
}
