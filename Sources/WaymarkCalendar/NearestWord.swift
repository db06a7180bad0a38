/// Guesses what a misspelt word was meant to be.
enum NearestWord {
    /// A sentence that offers the nearest known word; nil when none is near.
    static func help(_ word: String, among known: [String]) -> String? {
        nearest(word, among: known).map { "did you mean `\($0)`?" }
    }

    /// The first of the nearest words that needs at most one change in three letters.
    static func nearest(_ word: String, among known: [String]) -> String? {
        let letters = Array(word.lowercased())
        var best: (word: String, distance: Int)?
        for candidate in known {
            let distance = distance(letters, Array(candidate.lowercased()))
            guard distance <= max(1, candidate.count / 3), distance < best?.distance ?? Int.max else { continue }
            best = (candidate, distance)
        }
        return best?.word
    }

    /// Insertions, removals, replacements and swaps of neighbours that make one word the other.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var row = [i + 1]
            for (j, other) in right.enumerated() {
                var least = min(last[j] + (letter == other ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other {
                    least = min(least, beforeLast[j - 1] + 1)
                }
                row.append(least)
            }
            (beforeLast, last) = (last, row)
        }
        return last[right.count]
    }
}
