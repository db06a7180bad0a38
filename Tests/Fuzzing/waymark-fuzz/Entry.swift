import Foundation
import FuzzReaders

/// What libFuzzer calls with each input; the environment names the reader.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let complaint = reader.complaint(about: Array(UnsafeBufferPointer(start: start, count: count))) else {
        return 0
    }
    FileHandle.standardError.write(Data("\(reader.rawValue): \(complaint)\n".utf8))
    abort()
}

private let reader: FuzzReader = {
    let name = ProcessInfo.processInfo.environment["WAYMARK_FUZZ_TARGET"] ?? ""
    guard let reader = FuzzReader(rawValue: name) else {
        print("WAYMARK_FUZZ_TARGET names one of: \(FuzzReader.allCases.map(\.rawValue).joined(separator: ", "))")
        exit(2)
    }
    return reader
}()
