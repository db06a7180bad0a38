/// Time zones: offsets as text are known here, names by the host.
enum ZoneOffset {
    /// Seconds east of UTC.
    static func seconds(
        of zone: String, at moment: Timestamp, _ activation: any Activation
    ) throws(EvaluationFailure) -> Int64 {
        if zone == "UTC" || zone.isEmpty { return 0 }
        let isSigned = zone.hasPrefix("+") || zone.hasPrefix("-")
        var reader = DigitReader(isSigned ? zone : "+" + zone)
        if let offset = reader.offset(), reader.isAtEnd { return offset }
        guard let host = activation as? any ZoneAware, let offset = host.offset(ofZone: zone, at: moment.seconds) else {
            throw EvaluationFailure("there is no time zone \"\(zone.prefix(80))\"")
        }
        return offset
    }
}
