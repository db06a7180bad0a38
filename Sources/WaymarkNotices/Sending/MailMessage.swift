package import WaymarkCalendar
package import WaymarkDefinition

/// An e-mail as it goes over the wire: plain text, in lines that every server takes.
///
/// Whatever stands in it was checked or is encoded here: no name, subject or text can add a header or a recipient.
package struct MailMessage: Sendable, Hashable {
    /// The sender.
    package var from: MailAddress
    /// The name of the sender; may be empty.
    package var fromName: String
    /// The recipient.
    package var to: MailAddress
    /// The name of the recipient; may be empty.
    package var toName: String
    /// One line.
    package var subject: String
    /// The text.
    package var body: String
    /// The same on every try.
    package var name: NoticeName
    /// Under which messages stand together; nil for none.
    package var thread: NoticeName?
    /// When it is sent.
    package var at: Instant

    /// Describes a message.
    package init(
        from: MailAddress, fromName: String = "", to: MailAddress, toName: String = "", subject: String, body: String,
        name: NoticeName, thread: NoticeName? = nil, at: Instant
    ) {
        self.from = from
        self.fromName = fromName
        self.to = to
        self.toName = toName
        self.subject = subject
        self.body = body
        self.name = name
        self.thread = thread
        self.at = at
    }

    /// The message in the form of RFC 5322 and MIME, each line ended by CR and LF.
    package var bytes: [UInt8] {
        var headers = [
            "Date: \(MailDate.text(at))",
            "From: \(HeaderText.mailbox(name: fromName, from))",
            "To: \(HeaderText.mailbox(name: toName, to))",
            "Message-ID: <\(name.text)@\(from.domain)>",
        ]
        if let thread { headers.append("References: <\(thread.text)@\(from.domain)>") }
        headers += [
            "Subject: \(HeaderText.unstructured(subject))",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ]
        return Array((headers.joined(separator: "\r\n") + "\r\n\r\n").utf8) + QuotedPrintable.bytes(of: body)
    }
}

/// Moments as headers have them.
enum MailDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Thu, 31 Oct 2013 17:00:00 +0000`.
    static func text(_ moment: Instant) -> String {
        let utc = ZoneTable.utc.local(of: moment)
        let day = utc.date.weekday.name.prefix(3)
        let time = [utc.time.hour, utc.time.minute, utc.time.second].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(day), \(utc.date.day) \(months[utc.date.month - 1]) \(utc.date.year) "
            + "\(time.joined(separator: ":")) +0000"
    }
}
