/// A character of a text, with what sets ask of it: worked out once, however many sets ask.
struct PatternCharacter {
    let scalar: Unicode.Scalar
    /// The same letter in other cases; empty unless asked for.
    let otherCases: [Unicode.Scalar]

    init(_ scalar: Unicode.Scalar, foldsCase: Bool) {
        self.scalar = scalar
        otherCases = foldsCase ? Self.otherCases(of: scalar) : []
    }

    static func otherCases(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let properties = scalar.properties
        return [properties.lowercaseMapping, properties.uppercaseMapping].compactMap { mapping in
            let scalars = mapping.unicodeScalars
            return scalars.count == 1 && scalars.first != scalar ? scalars.first : nil
        }
    }
}
