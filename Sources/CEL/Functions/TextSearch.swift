/// Finds one text in another in time that grows only with their lengths.
///
/// It works on bytes of UTF-8, in which a match always begins and ends between characters.
struct TextSearch {
    private let needle: [UInt8]
    /// For every place of the needle, how much of its beginning ends there.
    private let borders: [Int]

    init(_ needle: String) {
        self.needle = Array(needle.utf8)
        var borders = Array(repeating: 0, count: self.needle.count)
        var length = 0
        for place in self.needle.indices.dropFirst() {
            while length > 0, self.needle[length] != self.needle[place] { length = borders[length - 1] }
            if self.needle[length] == self.needle[place] { length += 1 }
            borders[place] = length
        }
        self.borders = borders
    }

    /// Where the needle begins in the bytes of a text, in order, at most so many times; overlapping only if asked for.
    func places(in text: [UInt8], overlapping: Bool = false, countMax: Int = .max) -> [Int] {
        guard !needle.isEmpty, countMax > 0 else { return [] }
        var places: [Int] = []
        var length = 0
        for (place, byte) in text.enumerated() {
            while length > 0, needle[length] != byte { length = borders[length - 1] }
            if needle[length] == byte { length += 1 }
            guard length == needle.count else { continue }
            places.append(place + 1 - length)
            if places.count == countMax { return places }
            length = overlapping ? borders[length - 1] : 0
        }
        return places
    }
}
