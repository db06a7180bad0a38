import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkNotices

/// England's clocks, Easter 2013 and two Christmas days, from nine to five.
func london() throws -> WorkingCalendar {
    let holidays = [(2013, 3, 29), (2013, 4, 1), (2013, 12, 25), (2013, 12, 26)].compactMap {
        LocalDate(year: $0, month: $1, day: $2).map { Holiday(date: $0, title: "Holiday") }
    }
    return try WorkingCalendar(
        name: "london", zone: try ZoneTable(identifier: "Europe/London"), years: 2013...2014, holidays: holidays)
}

/// A moment that must be one.
func at(_ text: String) -> Instant { Instant(text) ?? .earliest }

func time(_ text: String) -> LocalTime { LocalTime(text) ?? .midnight }

/// Settings that a text of YAML gives.
func settings(_ text: String) -> NoticeSettings { NoticesReader.read(text, file: "notices.yaml").settings }

/// Facts about a task.
func facts(_ kind: NoticeKind = .taskOffered) -> NoticeFacts {
    var facts = NoticeFacts()
    (facts.kind, facts.at, facts.caseID) = (kind, at("2013-11-20T10:00:00Z"), "13Q2-ALV")
    (facts.title, facts.workflow) = ("Quarterly assurance", "quarterly")
    (facts.subject, facts.subjectName) = ("X38000001", "Alder Vale CCG")
    (facts.task, facts.step, facts.stepTitle) = ("13Q2-ALV-7", "assess", "Assess the evidence")
    (facts.role, facts.due) = ("Assurance lead", at("2013-11-25T17:00:00Z"))
    return facts
}
