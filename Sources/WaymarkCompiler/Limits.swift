/// The bounds that this target holds.
package enum Limits {
    /// Steps that the way to a fault names in one list.
    static let tracePassagesMax = 40
    /// How many steps it may take to find out whether some conditions make another one certain.
    static let entailmentStepsMax = 2_000
    /// How many earlier steps of a list are asked what they leave to be so, for each thing that is asked about.
    static let lessonsMax = 8
    /// How many names of one file that are not there are compared with all that are, for the one that was meant.
    package static let suggestionsMax = 100
    /// How many ids of steps the help of one fault lists.
    static let listedStepsMax = 24
    /// How many steps are looked at to find out how early those of one round can be reached.
    static let timedStepsOfRoundMax = 20_000
    /// How many steps are looked at for that in all rounds together.
    static let timedStepsMax = 1_000_000
    /// How many runs of a loop are gone through one after the other for that.
    static let timedPassesMax = 100
    /// How many holidays a deadline that cannot be met names.
    static let namedHolidaysMax = 6
    /// How many rounds besides the first it names.
    static let namedRoundsMax = 5
    /// How deep a type may be nested.
    package static let typeDepthMax = 24
    /// How many parts a type may have, with every name in it written out.
    package static let typePartsMax = 2_000
    /// How many parts the types of one file may have together.
    package static let typePartsOfFileMax = 200_000
    /// Rows of one decision table.
    package static let tableRowsMax = 1000
    /// Columns of one decision table, inputs and outputs together.
    package static let tableColumnsMax = 64
    /// Pieces of the inputs that the proof of one decision table looks at; past it the table counts as not proven.
    package static let tableProofStepsMax = 1_000_000
    /// Overlaps that are reported of one decision table.
    package static let tableOverlapsMax = 10
    /// Days of one stretch of holidays in a calendar.
    package static let holidayDaysMax = 366
    /// Bytes of the address of a webhook.
    package static let webhookAddressBytesMax = 2_048
    /// Webhooks of one project.
    package static let webhooksMax = 32
    /// Tries of one notice.
    package static let noticeAttemptsMax = 100
    /// Seconds that one try to send a notice may take; several of them fit into a lease.
    package static let noticePatienceSecondsMax = 60
}
