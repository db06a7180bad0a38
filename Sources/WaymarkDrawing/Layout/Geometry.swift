/// A place on the sheet, in pixels from the top left.
package struct Point: Hashable, Sendable {
    /// From the left.
    package var x: Int
    /// From the top.
    package var y: Int

    /// Names a place.
    package init(_ x: Int, _ y: Int) {
        self.x = x
        self.y = y
    }
}

/// A rectangle on the sheet.
package struct Box: Hashable, Sendable {
    /// The left side.
    package var x: Int
    /// The top.
    package var y: Int
    /// The width.
    package var width: Int
    /// The height.
    package var height: Int

    /// Describes a rectangle.
    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The right side.
    package var right: Int { x + width }
    /// The bottom.
    package var bottom: Int { y + height }
    /// The middle from left to right.
    package var midX: Int { x + width / 2 }
    /// The middle from top to bottom.
    package var midY: Int { y + height / 2 }
}

/// How far something reaches to both sides of its axis, and down.
struct Extent: Sendable {
    var left = 0
    var right = 0
    var height = 0

    /// The extent that holds this and another, the other below.
    mutating func add(below other: Extent) {
        left = max(left, other.left)
        right = max(right, other.right)
        height += other.height
    }
}

/// The sizes of a drawing, in pixels.
enum Metrics {
    /// Between one shape and the next below it.
    static let gap = 30
    /// Between the parts of one step.
    static let partGap = 22
    /// Between columns.
    static let columnGap = 26
    /// From a shape to a line that passes it.
    static let laneGap = 16
    /// The width of a step.
    static let stepWidth = 236
    /// Inside a step, at the sides.
    static let stepPadding = 12
    /// The width of the strip of colour that shows whose step it is.
    static let roleStripe = 6
    /// The side of a diamond.
    static let diamond = 26
    /// Inside a frame, at the sides.
    static let framePadding = 20
    /// The size of labels of arrows.
    static let labelSize = 11
    /// From one line of a label to the next.
    static let labelLeading = 14
    /// Around the sheet.
    static let margin = 28
}
