/// A month of the year, January is 1.
package enum Month {
    static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    /// The English name of a month from 1 to 12.
    package static func name(_ month: Int) -> String { names[month - 1] }

    /// The month of an English name, full or of three letters, in any case.
    static func number(named word: String) -> Int? {
        let lowered = word.lowercased()
        let index = names.firstIndex { name in
            let full = name.lowercased()
            return full == lowered || (lowered.count == 3 && full.hasPrefix(lowered))
        }
        return index.map { $0 + 1 }
    }

    /// Days in a month of a year; `month` is from 1 to 12.
    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }
}
