/// A place in an order by moment, then id.
struct MomentPlace: Comparable {
    var at: Int64
    var id: String

    static func < (left: MomentPlace, right: MomentPlace) -> Bool {
        left.at != right.at ? left.at < right.at : left.id < right.id
    }
}
