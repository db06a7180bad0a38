/// Characters of a general category of Unicode, as in `\\pL` and `\\P{Lu}`.
struct PatternCategory: Sendable {
    private let members: Set<Unicode.GeneralCategory>
    private let isNegated: Bool

    /// The category of a name such as `L` or `Lu`; nil when there is none.
    init?(_ name: String, isNegated: Bool) {
        var members: Set<Unicode.GeneralCategory> = []
        for (short, category) in Self.names where name == "Any" || short.hasPrefix(name) { members.insert(category) }
        guard !name.isEmpty, !members.isEmpty else { return nil }
        self.members = members
        self.isNegated = isNegated
    }

    /// Whether a character belongs to it; without regard to case, whether the letter does in some case.
    func contains(_ character: PatternCharacter, ignoresCase: Bool) -> Bool {
        var isIn = isMember(character.scalar)
        if !isIn, ignoresCase { isIn = character.otherCases.contains(where: isMember) }
        return isIn != isNegated
    }

    private func isMember(_ scalar: Unicode.Scalar) -> Bool { members.contains(scalar.properties.generalCategory) }

    private static let names: [(String, Unicode.GeneralCategory)] = [
        ("Lu", .uppercaseLetter), ("Ll", .lowercaseLetter), ("Lt", .titlecaseLetter), ("Lm", .modifierLetter),
        ("Lo", .otherLetter), ("Mn", .nonspacingMark), ("Mc", .spacingMark), ("Me", .enclosingMark),
        ("Nd", .decimalNumber), ("Nl", .letterNumber), ("No", .otherNumber), ("Pc", .connectorPunctuation),
        ("Pd", .dashPunctuation), ("Ps", .openPunctuation), ("Pe", .closePunctuation), ("Pi", .initialPunctuation),
        ("Pf", .finalPunctuation), ("Po", .otherPunctuation), ("Sm", .mathSymbol), ("Sc", .currencySymbol),
        ("Sk", .modifierSymbol), ("So", .otherSymbol), ("Zs", .spaceSeparator), ("Zl", .lineSeparator),
        ("Zp", .paragraphSeparator), ("Cc", .control), ("Cf", .format), ("Cs", .surrogate), ("Co", .privateUse),
        ("Cn", .unassigned),
    ]
}
