/// Gives each person a name that nobody else has, and the id that follows from it.
struct PersonNames {
    private var generator: SplitMix64
    private var taken: Set<String> = []

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed, subject: "person names")
    }

    /// The next person's name; Amira Holt is always the first, because guides and examples use her.
    mutating func next() -> (id: String, name: String) {
        guard !taken.isEmpty else { return register(given: Self.given[0], family: Self.family[0]) }
        while true {
            let given = generator.pick(Self.given)
            let family = generator.pick(Self.family)
            if !taken.contains(Self.id(given: given, family: family)) { return register(given: given, family: family) }
        }
    }

    private mutating func register(given: String, family: String) -> (id: String, name: String) {
        let id = Self.id(given: given, family: family)
        taken.insert(id)
        return (id, "\(given) \(family)")
    }

    private static func id(given: String, family: String) -> String {
        "\(letters(of: given)).\(letters(of: family))"
    }

    /// The letters a to z of a name; what carries a mark loses it, and anything else is left out.
    private static func letters(of name: String) -> String {
        String(name.lowercased().map { unmarked[$0] ?? $0 }.filter { ("a"..."z").contains($0) })
    }

    private static let unmarked: [Character: Character] = [
        "á": "a", "ç": "c", "è": "e", "é": "e", "í": "i", "ł": "l", "ñ": "n", "ó": "o", "ö": "o", "ş": "s", "ú": "u",
        "ü": "u",
    ]

    private static let given = [
        "Amira", "Aisha", "Alban", "Anders", "Aneurin", "Anouk", "Arjun", "Astrid", "Ayesha", "Beatrix", "Benedikt",
        "Bethan", "Bogdan", "Callum", "Carys", "Chidi", "Chiara", "Ciara", "Dafydd", "Daniela", "Declan", "Delphine",
        "Dimitra", "Ebele", "Edith", "Eleni", "Elif", "Emeka", "Emre", "Esme", "Ewan", "Farah", "Felix", "Ffion",
        "Fergus", "Freya", "Gareth", "Gethin", "Giorgia", "Grace", "Gwen", "Halima", "Hamish", "Hana", "Harpreet",
        "Hugo", "Ifeoma", "Ilse", "Imran", "Ines", "Iona", "Isolde", "Ivo", "Jasmin", "Jomo", "Joaquín", "Kamala",
        "Kasia", "Keir", "Kofi", "Lakshmi", "Leila", "Linnea", "Lorcan", "Ludmila", "Magnus", "Mairead", "Malik",
        "Marguerite", "Meera", "Mehmet", "Milan", "Morwenna", "Nadia", "Naomi", "Nasreen", "Nerys", "Nikhil", "Noor",
        "Olamide", "Orla", "Oskar", "Padraig", "Parveen", "Petra", "Piotr", "Priya", "Rafael", "Ravi", "Rhiannon",
        "Roza", "Ruth", "Saoirse", "Seren", "Shirin", "Silvia", "Sunil", "Tamsin", "Tariq", "Temperance", "Thandi",
        "Tomasz", "Ulrike", "Vikram", "Wanjiru", "Yasmin", "Yusuf", "Zainab", "Zoltan", "Zora",
    ]

    private static let family = [
        "Holt", "Abara", "Acheson", "Adeyemi", "Akhtar", "Alderdice", "Amponsah", "Andersson", "Arkwright", "Ashdown",
        "Aslam", "Bainbridge", "Balogun", "Banerjee", "Barzani", "Bélanger", "Bhandari", "Birtwhistle", "Blackadder",
        "Borkowski", "Brannigan", "Calvert", "Castellano", "Chaudhry", "Cheung", "Clitheroe", "Costello", "Cragg",
        "Dasgupta", "Delacroix", "Demir", "Desai", "Dhillon", "Donoghue", "Dragan", "Eastwick", "Eke", "Eriksen",
        "Fairclough", "Farrukh", "Fenwick", "Fitzalan", "Fofanah", "Galbraith", "Gunawardena", "Gwynne", "Hadley",
        "Haldane", "Hargreave", "Hashimi", "Hedlund", "Hoang", "Huxtable", "Ibekwe", "Ingleby", "Iyer", "Jablonski",
        "Jardine", "Joubert", "Kapoor", "Karimi", "Kavanagh", "Kessler", "Kowalczyk", "Lascelles", "Lindqvist",
        "Llewelyn", "Łukasik", "Macalister", "Madaki", "Marchetti", "Mbeki-Rowe", "Mehra", "Molyneux", "Moreau",
        "Mukherjee", "Nakamura", "Nandakumar", "Ndlovu", "Núñez", "O'Dowd", "O'Hanlon", "Odunsi", "Okafor", "Olszewski",
        "Onyango", "Osei", "Özdemir", "Pargeter", "Penhaligon", "Petrov", "Pickersgill", "Popescu", "Quarshie",
        "Quigley", "Rahimi", "Ramachandran", "Ravenscroft", "Rosetti", "Saddler", "Sandhu", "Sarpong", "Sato",
        "Scarisbrick", "Sengupta", "Shakir", "Sidhu", "Skelding", "Sorensen", "Stavrou", "Sundaram", "Szabo",
        "Tavernier", "Tembo", "Thackray", "Thistlewood", "Trelawney", "Tunstall", "Uddin", "Underhay", "Vasquez",
        "Venkataraman", "Vukovic", "Wadsworth", "Wainscott", "Warsame", "Whitcombe", "Winstanley", "Wójcik", "Yamoah",
        "Yilmaz", "Zamora", "Zielinski",
    ]
}
