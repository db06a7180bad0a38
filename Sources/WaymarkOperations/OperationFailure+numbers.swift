import WaymarkRuntime
import WaymarkStore

// The numbers of what can fail. A number is never used for another thing; each has a page of its own.

extension OperationFailure.Kind {
    /// The number of a failure of this sort that has none of its own; its last digit is the exit code.
    package var number: String {
        switch self {
        case .findings: "WM3001"
        case .usage: "WM3002"
        case .notFound: "WM3003"
        case .notPermitted: "WM3004"
        case .conflict: "WM3005"
        case .storeUnavailable: "WM3006"
        case .fault: "WM3070"
        }
    }
}

extension StoreError.Code {
    /// The number of what the store could not do.
    var number: String {
        switch self {
        case .conflict: "WM3101"
        case .notFound: "WM3102"
        case .duplicate: "WM3103"
        case .tooLarge: "WM3104"
        case .corrupt: "WM3105"
        case .unavailable: "WM3106"
        case .full: "WM3107"
        case .busy: "WM3108"
        case .tooNew: "WM3109"
        }
    }
}

extension RuntimeError.Code {
    /// The number of what the runtime could not do.
    var number: String {
        switch self {
        case .notFound: "WM3201"
        case .definition: "WM3202"
        case .unreadable: "WM3203"
        case .restless: "WM3204"
        }
    }
}
