import Testing
import WaymarkCalendar

/// A small English calendar, so that expected days can be checked by hand.
enum EnglandCalendar {
    static func make() throws -> WorkingCalendar {
        try WorkingCalendar(
            name: "england", zone: try ZoneTable(identifier: "Europe/London"), years: 2012...2015,
            holidays: [
                try holiday("2013-12-25", "Christmas Day"),
                try holiday("2013-03-29", "Good Friday"),
                try holiday("2013-04-01", "Easter Monday"),
                try holiday("2013-08-26", "Summer bank holiday"),
                try holiday("2013-12-26", "Boxing Day"),
                try holiday("2014-01-01", "New Year's Day"),
            ])
    }

    static func holiday(_ date: String, _ title: String) throws -> Holiday {
        Holiday(date: try day(date), title: title)
    }

    static func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    static func moment(_ text: String) throws -> Instant { try #require(Instant(text)) }
}
