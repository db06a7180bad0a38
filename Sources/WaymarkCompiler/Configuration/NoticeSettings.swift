package import WaymarkCalendar
package import WaymarkDefinition

/// What `Config/notices.yaml` says: who is told of what, by which way, and when.
package struct NoticeSettings: Sendable, Hashable {
    /// What tells this project from others in what it sends, as a URI.
    package var source = "urn:waymark"
    /// How people are told; nil when no e-mail goes out.
    package var mail: Mail?
    /// When nobody is written to.
    package var quiet: QuietHours?
    /// When notices are gathered into one message.
    package var digest = Digest()
    /// What single people want otherwise, by id.
    package var people: [String: Preference] = [:]
    /// The ids of the people who are told of incidents.
    package var operators: [String] = []
    /// The other programs that are told.
    package var webhooks: [Webhook] = []
    /// How what could not be sent is tried again.
    package var retry = Retry()
    /// How long what was sent is kept.
    package var keep = ElapsedSpan(milliseconds: 90 * 86_400_000)

    /// How people are told.
    package struct Mail: Sendable, Hashable {
        /// The name of the sender.
        package var fromName = ""
        /// The address of the sender.
        package var from: MailAddress
        /// The domain of the people whose address the register does not say; nil for none.
        package var peopleAt: String?
        /// By which way it goes.
        package var transport = Transport.sendmail(path: "/usr/sbin/sendmail")
        /// Of what they are told.
        package var tell = NoticeKind.forPeople
        /// What waits neither for the end of the quiet hours nor for a digest.
        package var urgent: [NoticeKind] = []
        /// The folder of the templates.
        package var templates = "Config/notices"

        /// Describes mail from an address.
        package init(from: MailAddress) {
            self.from = from
        }
    }

    /// By which way e-mail goes.
    package enum Transport: Sendable, Hashable {
        /// Through a program with the interface of `sendmail`.
        case sendmail(path: String)
        /// To a mail server.
        case smtp(Server)
    }

    /// A mail server.
    package struct Server: Sendable, Hashable {
        /// Its name or address.
        package var host: String
        /// Its port.
        package var port: Int
        /// Whether the connection is encrypted.
        package var tls: Security
        /// Who signs in; nil for nobody.
        package var user: String?
        /// With which password.
        package var password: SecretPlace?
        /// By which name this computer greets it; the one that the computer has when nil.
        package var helo: String?

        /// Whether a connection is encrypted.
        package enum Security: String, Choice {
            /// It becomes so before anything is said, or nothing is sent.
            case required
            /// It becomes so if the server can.
            case offered
            /// It is so from the start.
            case implicit
            /// It is not.
            case none
        }

        /// Describes a server.
        package init(
            host: String, port: Int, tls: Security, user: String? = nil, password: SecretPlace? = nil,
            helo: String? = nil
        ) {
            self.host = host
            self.port = port
            self.tls = tls
            self.user = user
            self.password = password
            self.helo = helo
        }
    }

    /// Where a secret is found; secrets stand in no setting.
    package enum SecretPlace: Sendable, Hashable {
        /// In a variable of the environment.
        case environment(String)
        /// In a file, one secret a line.
        case file(String)
    }

    /// When nobody is written to: between two times of day, and on days on which nobody works.
    package struct QuietHours: Sendable, Hashable {
        /// When they begin.
        package var from: LocalTime
        /// When they end; the next day if that is earlier.
        package var until: LocalTime
        /// Whether days without work are quiet as a whole.
        package var freeDays: Bool

        /// Describes quiet hours.
        package init(from: LocalTime, until: LocalTime, freeDays: Bool) {
            self.from = from
            self.until = until
            self.freeDays = freeDays
        }
    }

    /// When notices are gathered into one message.
    package struct Digest: Sendable, Hashable {
        /// How many messages somebody gets in a day before the rest is gathered.
        package var after = 5
        /// When the gathered go out.
        package var at = LocalTime(hour: 8, minute: 0) ?? .midnight

        /// The usual.
        package init() {}
    }

    /// How somebody is told.
    package enum Preference: String, Choice {
        /// Each notice alone, whatever their number.
        case each
        /// Everything in the digest.
        case digest
        /// Not at all.
        case off
    }

    /// Another program that is told.
    package struct Webhook: Sendable, Hashable {
        /// What it is called here.
        package var name: String
        /// Where it listens.
        package var url: WebhookAddress
        /// Where the secret is with which requests are signed.
        package var secret: SecretPlace
        /// Of what it is told.
        package var tell = NoticeKind.allCases

        /// Describes a webhook.
        package init(name: String, url: WebhookAddress, secret: SecretPlace) {
            self.name = name
            self.url = url
            self.secret = secret
        }
    }

    /// How what could not be sent is tried again.
    package struct Retry: Sendable, Hashable {
        /// The pause after the first try; each further pause is twice as long.
        package var first = ElapsedSpan(milliseconds: 60_000)
        /// The longest pause.
        package var longest = ElapsedSpan(milliseconds: 6 * 3_600_000)
        /// How many tries there are.
        package var attempts = 16
        /// How long one try may take, in whole seconds.
        package var patienceSeconds = 20

        /// The usual.
        package init() {}

        /// The pause after so many tries.
        package func pause(after attempt: Int) -> ElapsedSpan {
            let doublings = min(max(attempt - 1, 0), 40)
            let (length, overflow) = first.milliseconds.multipliedReportingOverflow(by: 1 << Int64(doublings))
            return overflow ? longest : min(ElapsedSpan(milliseconds: length), longest)
        }
    }

    /// Nobody is told anything.
    package init() {}
}
