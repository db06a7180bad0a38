import Glibc
package import WaymarkCalendar

/// Where the time of commands comes from.
package protocol WallClock: Sendable {
    /// The time now.
    var now: Instant { get }
}

/// The computer's clock.
package struct SystemClock: WallClock {
    package init() {}

    /// The time now, to the millisecond.
    package var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(millisecondsSinceEpoch: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// A clock that stands where it was put: for previews, demonstrations and tests.
package struct FixedClock: WallClock {
    /// The time.
    package var now: Instant

    /// Puts a clock.
    package init(_ now: Instant) {
        self.now = now
    }
}
