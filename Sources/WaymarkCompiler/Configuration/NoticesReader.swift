import WaymarkCalendar
import WaymarkDefinition
package import WaymarkDiagnostics
import WaymarkYAML

/// Reads `Config/notices.yaml`: who is told of what, by which way, and when.
package struct NoticesReader {
    private var file: ConfigurationFile
    private var settings = NoticeSettings()
    private let people: Set<String>?

    private init(_ file: ConfigurationFile, people: Set<String>?) {
        self.file = file
        self.people = people
    }

    /// Reads the settings of notices; those who are named must be among `people`, unless that is nil.
    package static func read(
        _ text: String, file: String, people: Set<String>? = nil
    ) -> (settings: NoticeSettings, diagnostics: Diagnostics) {
        var reader = NoticesReader(ConfigurationFile(text, file: file), people: people)
        if let root = reader.file.root { reader.read(root) }
        return (reader.settings, reader.file.diagnostics)
    }

    private mutating func read(_ root: YAMLNode) {
        file.allow(
            ["source", "mail", "quiet", "digest", "people", "operators", "webhooks", "retry", "keep"], in: root,
            as: "the settings of notices")
        if let node = root["source"] { readSource(node) }
        if let node = root["mail"] { readMail(node) }
        if let node = root["quiet"] { readQuiet(node) }
        if let node = root["digest"] { readDigest(node) }
        for entry in root["people"]?.entries ?? [] { readPerson(entry) }
        for node in file.items("operators", in: root) {
            let id = node.scalar?.text ?? ""
            checkPerson(id, at: node.span)
            settings.operators.append(id)
        }
        readWebhooks(root)
        if let node = root["retry"] { readRetry(node) }
        if let span = span("keep", in: root) { settings.keep = span }
    }

    private mutating func readSource(_ node: YAMLNode) {
        let text = node.scalar?.text ?? ""
        let isURI = text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && text.contains(":") && text.utf8.count <= 200
        guard isURI else {
            return file.report("`source` is a URI", at: node.span, help: "write urn:waymark:assurance")
        }
        settings.source = text
    }

    // MARK: - Mail

    private mutating func readMail(_ node: YAMLNode) {
        file.allow(
            ["from", "people_at", "sendmail", "smtp", "tell", "urgent", "templates"], in: node, as: "`mail`")
        guard let text = file.text("from", in: node) else { return }
        guard let sender = Self.sender(text) else {
            return file.report(
                "`from` is a name and an address", at: node["from"]?.span ?? node.span,
                help: "write Assurance office <assurance@example.org>")
        }
        var mail = NoticeSettings.Mail(from: sender.address)
        mail.fromName = sender.name
        if let domain = node["people_at"] {
            if let address = domain.scalar.flatMap({ MailAddress("x@" + $0.text) }) {
                mail.peopleAt = address.domain
            } else {
                file.report("`people_at` is the domain of addresses", at: domain.span, help: "write example.org")
            }
        }
        if let transport = transport(of: node) { mail.transport = transport }
        mail.tell = kinds("tell", in: node) ?? mail.tell
        mail.urgent = kinds("urgent", in: node) ?? mail.urgent
        mail.templates = node["templates"]?.scalar?.text ?? mail.templates
        settings.mail = mail
    }

    /// `Assurance office <assurance@example.org>`, or an address alone.
    private static func sender(_ text: String) -> (name: String, address: MailAddress)? {
        guard text.hasSuffix(">"), let start = text.lastIndex(of: "<") else {
            return MailAddress(text).map { ("", $0) }
        }
        var name = String(text[..<start])
        while name.hasSuffix(" ") { name.removeLast() }
        let isPlain = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        guard isPlain, name.utf8.count <= 200 else { return nil }
        return MailAddress(String(text[text.index(after: start)...].dropLast())).map { (name, $0) }
    }

    private mutating func transport(of node: YAMLNode) -> NoticeSettings.Transport? {
        switch (node["sendmail"], node["smtp"]) {
        case (nil, nil): return nil
        case (let path?, nil):
            guard let text = path.scalar?.text, text.hasPrefix("/") else {
                file.report(
                    "`sendmail` is the full path of a program", at: path.span, help: "write /usr/sbin/sendmail")
                return nil
            }
            return .sendmail(path: text)
        case (nil, let server?): return self.server(server).map { .smtp($0) }
        case (_, let server?):
            file.report("mail goes either through `sendmail` or by `smtp`", at: server.span, help: "leave one out")
            return nil
        }
    }

    private mutating func server(_ node: YAMLNode) -> NoticeSettings.Server? {
        file.allow(["server", "port", "tls", "user", "password", "helo"], in: node, as: "`smtp`")
        guard let host = file.text("server", in: node) else { return nil }
        guard MailAddress("x@" + host) != nil else {
            file.report("`server` is the name of a computer", at: node["server"]?.span ?? node.span)
            return nil
        }
        var tls = NoticeSettings.Server.Security.required
        if let word = node["tls"] {
            let words = NoticeSettings.Server.Security.allCases.map(\.rawValue)
            guard let found = word.scalar.flatMap({ NoticeSettings.Server.Security(rawValue: $0.text) }) else {
                file.report("`tls` is one of \(words.joined(separator: ", "))", at: word.span)
                return nil
            }
            tls = found
        }
        let port = number("port", in: node, 1...65_535) ?? (tls == .implicit ? 465 : 587)
        let user = node["user"]?.scalar?.text
        let password = node["password"].flatMap { secret($0, as: "`password`") }
        guard user == nil && node["password"] == nil || user != nil && password != nil else {
            file.report(
                "who signs in has both `user` and `password`", at: node.span,
                help: "write user: waymark and password: { file: /etc/waymark/smtp }")
            return nil
        }
        if user != nil, tls == .none || tls == .offered {
            file.report(
                "a password would go over the wire in the clear", at: node["tls"]?.span ?? node.span,
                help: "write tls: required")
        }
        return .init(host: host, port: port, tls: tls, user: user, password: password, helo: helo(in: node))
    }

    private mutating func helo(in node: YAMLNode) -> String? {
        guard let name = node["helo"] else { return nil }
        if let text = name.scalar?.text, MailAddress("x@" + text) != nil { return text }
        file.report(
            "`helo` is the name of this computer, as mail servers know it", at: name.span,
            help: "write waymark.example.org")
        return nil
    }

    /// Where a secret is; one that stands in the settings themselves is refused.
    private mutating func secret(_ node: YAMLNode, as what: String) -> NoticeSettings.SecretPlace? {
        guard let entries = node.entries, entries.count == 1, let place = entries.first,
            let text = place.value.scalar?.text, !text.isEmpty
        else {
            file.report(
                "\(what) says where the secret is, not what it is", at: node.span,
                help: "write { environment: NAME } or { file: /path }")
            return nil
        }
        file.allow(["environment", "file"], in: node, as: what)
        return place.key == "environment" ? .environment(text) : place.key == "file" ? .file(text) : nil
    }

    // MARK: - Times

    private mutating func readQuiet(_ node: YAMLNode) {
        file.allow(["from", "until", "free_days"], in: node, as: "`quiet`")
        guard let from = time("from", in: node), let until = time("until", in: node) else { return }
        guard from != until else {
            return file.report("the quiet hours end when they begin", at: node.span, help: "leave `quiet` out")
        }
        var freeDays = false
        if let flag = node["free_days"] {
            if case .bool(let value)? = flag.scalar?.resolved {
                freeDays = value
            } else {
                file.report("`free_days` is true or false", at: flag.span)
            }
        }
        settings.quiet = .init(from: from, until: until, freeDays: freeDays)
    }

    private mutating func readDigest(_ node: YAMLNode) {
        file.allow(["after", "at"], in: node, as: "`digest`")
        if let count = number("after", in: node, 0...1_000) { settings.digest.after = count }
        if node["at"] != nil, let time = time("at", in: node) { settings.digest.at = time }
    }

    private mutating func readRetry(_ node: YAMLNode) {
        file.allow(["first", "longest", "attempts", "patience"], in: node, as: "`retry`")
        if let span = span("first", in: node) { settings.retry.first = span }
        if let span = span("longest", in: node) { settings.retry.longest = span }
        if let count = number("attempts", in: node, 1...Limits.noticeAttemptsMax) { settings.retry.attempts = count }
        if let span = span("patience", in: node) {
            let seconds = Int(span.milliseconds / 1000)
            if seconds <= Limits.noticePatienceSecondsMax {
                settings.retry.patienceSeconds = seconds
            } else {
                file.report(
                    "one try takes at most \(Limits.noticePatienceSecondsMax) seconds",
                    at: node["patience"]?.span ?? node.span)
            }
        }
        if settings.retry.first > settings.retry.longest {
            file.report("the first pause is longer than the longest", at: node.span)
        }
    }

    private mutating func time(_ key: String, in node: YAMLNode) -> LocalTime? {
        if let time = node[key]?.scalar.flatMap({ LocalTime($0.text) }) { return time }
        file.report("`\(key)` is a time of day", at: node[key]?.span ?? node.span, help: "write \"19:00\"")
        return nil
    }

    private mutating func span(_ key: String, in node: YAMLNode) -> ElapsedSpan? {
        guard let value = node[key] else { return nil }
        if let span = value.scalar.flatMap({ try? ElapsedSpan(parsing: $0.text) }), span.milliseconds >= 1000 {
            return span
        }
        file.report("`\(key)` is a length of time", at: value.span, help: "write 5 minutes, 6 hours or 90 days")
        return nil
    }

    private mutating func number(_ key: String, in node: YAMLNode, _ range: ClosedRange<Int>) -> Int? {
        guard let value = node[key] else { return nil }
        if case .int(let number)? = value.scalar?.resolved, range.contains(Int(number)) { return Int(number) }
        file.report("`\(key)` is a number from \(range.lowerBound) to \(range.upperBound)", at: value.span)
        return nil
    }

    // MARK: - People and programs

    private mutating func readPerson(_ entry: YAMLEntry) {
        checkPerson(entry.key, at: entry.keySpan)
        file.allow(["mail"], in: entry.value, as: "what a person wants")
        let words = NoticeSettings.Preference.allCases.map(\.rawValue)
        guard let word = entry.value["mail"]?.scalar, let preference = NoticeSettings.Preference(rawValue: word.text)
        else {
            return file.report(
                "`mail` is one of \(words.joined(separator: ", "))", at: entry.value["mail"]?.span ?? entry.value.span,
                help: "write { mail: digest }")
        }
        settings.people[entry.key] = preference
    }

    private mutating func checkPerson(_ id: String, at span: SourceSpan) {
        guard let people, !people.contains(id) else { return }
        file.report(
            "there is no person \(id) in the register", at: span,
            help: Nearest.word(to: id, among: people.sorted()).map { "did you mean `\($0)`?" })
    }

    private mutating func readWebhooks(_ root: YAMLNode) {
        let nodes = file.items("webhooks", in: root)
        guard nodes.count <= Limits.webhooksMax else {
            return file.report(
                "there are more than \(Limits.webhooksMax) webhooks", at: root["webhooks"]?.span ?? root.span)
        }
        for node in nodes {
            guard let webhook = webhook(node) else { continue }
            if settings.webhooks.contains(where: { $0.name == webhook.name }) {
                file.report("two webhooks are named \(webhook.name)", at: node["name"]?.span ?? node.span)
            }
            settings.webhooks.append(webhook)
        }
    }

    private mutating func webhook(_ node: YAMLNode) -> NoticeSettings.Webhook? {
        file.allow(["name", "url", "secret", "tell"], in: node, as: "a webhook")
        guard let name = file.text("name", in: node), let text = file.text("url", in: node) else { return nil }
        guard !name.isEmpty, name.utf8.count <= 64,
            name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 45 })
        else {
            file.report("a name is made of small letters, digits, _ and -", at: node["name"]?.span ?? node.span)
            return nil
        }
        guard let url = WebhookAddress(text) else {
            file.report(
                "`url` is an address that begins with https://", at: node["url"]?.span ?? node.span,
                help: "http:// is taken for this computer only: localhost, 127.0.0.1 or [::1]")
            return nil
        }
        guard let place = node["secret"] else {
            file.report("`secret` is missing", at: node.span, help: "add secret: { environment: NAME }")
            return nil
        }
        guard let secret = secret(place, as: "`secret`") else { return nil }
        var webhook = NoticeSettings.Webhook(name: name, url: url, secret: secret)
        webhook.tell = kinds("tell", in: node) ?? webhook.tell
        return webhook
    }

    private mutating func kinds(_ key: String, in node: YAMLNode) -> [NoticeKind]? {
        guard node[key] != nil else { return nil }
        let words = NoticeKind.allCases.map(\.rawValue)
        return file.items(key, in: node).compactMap { item in
            let word = item.scalar?.text ?? ""
            if let kind = NoticeKind(rawValue: word) { return kind }
            file.report(
                "there is no notice `\(word)`", at: item.span,
                help: Nearest.word(to: word, among: words).map { "did you mean `\($0)`?" }
                    ?? "there are: " + words.joined(separator: ", "))
            return nil
        }
    }
}
