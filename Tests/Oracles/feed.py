"""Reads feeds with icalendar (a strict parser) and recurring-ical-events (what a program would show).

What they hold is compared with the list of tasks, and with the calendar of the programme.
"""

import datetime
import json
import pathlib
import sys
import zoneinfo

import icalendar
import recurring_ical_events

folder = pathlib.Path(sys.argv[1])
faults = []


def check(holds, what):
    if not holds:
        faults.append(what)


def read(name):
    data = (folder / name).read_bytes()
    for line in data.split(b"\r\n"):
        check(len(line) <= 75, f"{name}: a line of {len(line)} octets")
        check(b"\n" not in line and b"\r" not in line, f"{name}: a line ends otherwise than by CRLF")
        line.decode("utf-8")
    calendar = icalendar.Calendar.from_ical(data)
    for part in calendar.walk():
        check(not part.errors, f"{name}: {part.name} has {part.errors}")
    check(calendar["VERSION"] == "2.0" and "PRODID" in calendar, f"{name}: no VERSION or PRODID")
    return calendar


tasks = [task for task in json.loads((folder / "tasks.json").read_text()) if task["due_at"]]
feed = read("all.ics")
events = list(feed.walk("VEVENT"))
deadlines = [event for event in events if "deadline" in event["CATEGORIES"].cats]
meetings = [event for event in events if "meeting" in event["CATEGORIES"].cats]

check(len(tasks) == 9, f"{len(tasks)} tasks with a deadline instead of 9")
check(len(deadlines) == len(tasks), f"{len(deadlines)} deadlines for {len(tasks)} tasks")
check(len(meetings) == 3, f"{len(meetings)} meetings instead of 3")
check(len({str(event["UID"]) for event in events}) == len(events), "two events have one UID")

titles = {"plain": "Agree the plan", "meet": "Meet"}
titles["marked"] = (
    'Commas, semicolons; colons: \\ and "quotes", 漢字 and 👩🏽‍⚕️ in a title that is far too long for one line of '
    "seventy-five octets, naïvely façade"
)
reminders = {"plain": 2, "marked": 0, "meet": 1}
for task in tasks:
    found = [event for event in deadlines if str(event["UID"]).startswith(task["task"] + "-")]
    if len(found) != 1:
        faults.append(f"{task['task']} has {len(found)} events")
        continue
    (event,) = found
    due = datetime.datetime.fromisoformat(task["due_at"].replace("Z", "+00:00"))
    check(event["DTSTART"].dt == due, f"{task['task']}: {event['DTSTART'].dt} instead of {due}")
    check(event["DTSTART"].dt.utcoffset() == datetime.timedelta(0), f"{task['task']}: not in UTC")
    check(str(event["SUMMARY"]).startswith(titles[task["step"]] + ": "), f"{task['task']}: {event['SUMMARY']}")
    check('Visit, with; a \\ backslash' in str(event["DESCRIPTION"]), f"{task['task']}: {event['DESCRIPTION']}")
    alarms = list(event.walk("VALARM"))
    check(len(alarms) == reminders[task["step"]], f"{task['task']}: {len(alarms)} reminders")
    for alarm in alarms:
        check(alarm["TRIGGER"].dt < due, f"{task['task']}: a reminder after the deadline")
    check(int(event["SEQUENCE"]) > 0, f"{task['task']}: no SEQUENCE")

for meeting in meetings:
    day = meeting["DTSTART"].dt
    check(isinstance(day, datetime.date) and not isinstance(day, datetime.datetime), f"a meeting at {day}")

today = datetime.date.today()
shown = recurring_ical_events.of(feed).between(today, today + datetime.timedelta(days=60))
check(len(shown) == len(events), f"a program shows {len(shown)} of {len(events)} events")
check(len(list(read("mine.ics").walk("VEVENT"))) > 0, "nothing is asked of amira.holt")
check(len(list(read("none.ics").walk("VEVENT"))) == 0, "there is something in 2029")

lines = [line for line in json.loads((folder / "calendar.json").read_text()) if line["date"]]
programme = read("programme.ics")
dated = list(programme.walk("VEVENT"))
check(len({str(event["UID"]) for event in dated}) == len(dated), "two events of the programme have one UID")


def day(value):
    return value.date() if isinstance(value, datetime.datetime) else value


def key(event):
    start, end = event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None
    if isinstance(start, datetime.datetime):
        start = start.astimezone(zoneinfo.ZoneInfo("Europe/London"))
    return (str(day(start)), str(day(end) - datetime.timedelta(days=1)) if end else None, str(event["SUMMARY"]))


expected = set()
for line in lines:
    if line["kind"] == "schedule":
        name = line["title"] + (f": {line['who']}" if line["count"] == 1 else "")
        expected.add((line["date"], None, name))
    if line["kind"] == "entry":
        expected.add((line["date"], line["until"], f"{line['name']}: {line['title']}"))
found = {key(event) for event in dated}
check(len(expected) > 40, f"{len(expected)} lines of the calendar")
for what in sorted(expected - found, key=str):
    faults.append(f"the programme's feed has no {what}")
for what in sorted(found - expected, key=str):
    faults.append(f"the programme's calendar has no {what}")
first, last = datetime.date(2013, 4, 1), datetime.date(2014, 4, 1)
shown = recurring_ical_events.of(programme).between(first, last)
check(len(shown) == len(dated), f"a program shows {len(shown)} of {len(dated)} events of the programme")
whole = {str(event["UID"]) for event in dated}
group = list(read("group.ics").walk("VEVENT"))
rounds = [event for event in group if "schedule" in event["CATEGORIES"].cats]
check(len(rounds) == 3, f"a group has {len(rounds)} rounds")
check({str(event["UID"]) for event in group} < whole, "a group's feed is not part of the programme's")
lead = list(read("lead.ics").walk("VEVENT"))
check(0 < len(lead) < len(dated), f"a lead of an area team has {len(lead)} of {len(dated)} events")
events += dated

print(f"feeds: {len(events)} events read by icalendar {icalendar.__version__}, {len(faults)} faults")
for fault in faults:
    print("  " + fault)
sys.exit(bool(faults))
