/// How the picture looks, and its small pictures.
enum SVGStyle {
    /// Markers for arrows and the style sheet; dark on light throughout.
    static let text = """
        <defs>
        <marker id="process.head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#4a5663"/></marker>
        <marker id="process.backhead" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#8a4b08"/></marker>
        </defs>
        <style>
        text { font-family: Helvetica, Arial, "Liberation Sans", "DejaVu Sans Condensed", sans-serif; font-size: 11px; fill: #1c2733 }
        .heading { font-size: 20px; font-weight: bold }
        .subtitle { font-size: 13px; fill: #4a5663 }
        .standing { font-size: 13px; font-weight: bold; fill: #8a4b08 }
        .title { font-size: 13px; font-weight: bold }
        .who { font-weight: bold }
        .caption { fill: #59636d }
        .due { fill: #1c2733 }
        .late { fill: #8a3a14 }
        .note { fill: #4a5663 }
        .label { fill: #1c2733; font-style: italic }
        .columnlabel { fill: #1c2733; font-style: italic }
        .centred { text-anchor: middle }
        .paper { fill: #ffffff; fill-opacity: 0.85 }
        .arrow { fill: none; stroke: #4a5663; stroke-width: 1.4 }
        .back { stroke: #8a4b08 }
        .exception { stroke: #b3261e; stroke-dasharray: 5 3 }
        .step { fill: #f7f7f5; stroke: #7f8890; stroke-width: 1 }
        .task { fill: #ffffff; stroke: #3d4a57; stroke-width: 1.3 }
        .question { fill: #fff8e6; stroke: #a57a1c; stroke-width: 1.2 }
        .failure { fill: #fdeeec; stroke: #b3261e; stroke-width: 1.2 }
        .frame { fill: #f2f5f8; fill-opacity: 0.7; stroke: #8b98a5; stroke-width: 1.2 }
        .inner { fill: #ffffff }
        .undo { fill: #fdf6f5; stroke-dasharray: 5 3 }
        .sheet { fill: #fafbfc; stroke: #8b98a5; stroke-width: 1 }
        .bar, .dot, .terminal { fill: #26323f }
        .stop { fill: #8f2620 }
        .picture { fill: none; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round }
        .badge { stroke: #ffffff; stroke-width: 1.5 }
        .badgetext { font-weight: bold; fill: #ffffff }
        rect.step.done { fill: #eef7f0; stroke: #2f7d46 }
        rect.step.open, rect.step.late { fill: #fff3d1; stroke: #b35c00; stroke-width: 3 }
        rect.step.stopped { fill: #fde7e5; stroke: #b3261e; stroke-width: 3 }
        rect.frame.done { stroke: #2f7d46 }
        rect.frame.open, rect.frame.late { stroke: #b35c00; stroke-width: 2.5 }
        rect.frame.stopped { stroke: #b3261e; stroke-width: 2.5 }
        .badge.done { fill: #2f7d46 }
        .badge.open { fill: #b35c00 }
        .badge.late, .badge.stopped { fill: #b3261e }
        </style>
        """

    /// A small picture of 14 by 14 pixels that says what sort of step it is.
    static func picture(_ kind: Shape.Kind) -> String? {
        switch kind {
        case .task: "M4 3.5a3 3 0 1 0 6 0a3 3 0 1 0 -6 0M1 13c0-6 12-6 12 0z"
        case .computation: "M2 1h10v12h-10zM4.5 4h5M4.5 7.5h1M8.5 7.5h1M4.5 10.5h1M8.5 10.5h1"
        case .effect: "M6 2h-4v10h10v-4M8 1h5v5M13 1l-6 6"
        case .assignment: "M2 12l1-3.500l7-7l2.500 2.500l-7 7zM1 13.500h12"
        case .waitTime: "M1 7a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M7 3.500v3.500l2.500 2"
        case .waitCondition: "M3 1h8M3 13h8M4 1c0 6 6 6 6 12M10 1c0 6 -6 6 -6 12"
        case .waitMessage: "M1 3h12v9h-12zM1 3l6 5l6-5"
        case .send: "M1 7l12-5l-4 11l-3-4zM6 9l7-7"
        case .call: "M1 1h12v12h-12zM7 4v6M4 7h6"
        case .table: "M1 2h12v10h-12zM1 5.500h12M1 9h12M6 2v10"
        case .withdrawal: "M3 3l8 8M11 3l-8 8"
        case .frame(let frame): picture(frame)
        default: nil
        }
    }

    private static func picture(_ frame: Shape.Frame) -> String? {
        switch frame {
        case .parallel: "M4 1v12M10 1v12"
        case .forEach(let isOneByOne): isOneByOne ? "M1 3h12M1 7h12M1 11h12" : "M3 1v12M7 1v12M11 1v12"
        case .repeats: "M12 7a5 5 0 1 1 -2-4M10 0v3.500h-3.500"
        case .race: "M3 13v-12M3 1.500h9l-2.500 3l2.500 3h-9"
        case .anyOrder: "M1 8c2-5 4-5 6 0c2 5 4 5 6 0"
        case .exclusive: "M3 6h8v7h-8zM4.500 6v-2a2.500 2.500 0 0 1 5 0v2"
        case .attempt, .attempted: "M7 1l5 2c0 5-1 8-5 10c-4-2-5-5-5-10z"
        case .undo: "M13 11c0-7-8-7-11-3M2 3v5h5"
        }
    }
}
