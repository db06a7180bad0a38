#!/usr/bin/env bash
# Has the Python packages icalendar and recurring-ical-events read what `waymark export ics` writes, and compares it with
# the list of tasks, and with the calendar of the programme.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=$(Tests/Oracles/environment.sh icalendar recurring_ical_events=recurring-ical-events)
[ -n "$python" ] || exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${SWIFT:-swift}" build --product waymark >"$work/log" 2>&1 || { tail -n 20 "$work/log"; exit 1; }
mkdir -p "$work/Workflows/visit"
ln -s "$PWD/Config" "$work/Config"
cp Tests/Oracles/feed.yaml "$work/Workflows/visit/workflow.yaml"
export WAYMARK_PROJECT=$work WAYMARK_STORE=sqlite:$work/store.sqlite WAYMARK_AS=amira.holt
for subject in X38000001 X38000002 X38000003; do
    .build/debug/waymark start visit --subject "$subject" --quiet
done
.build/debug/waymark tasks --all --limit 1000 -o json >"$work/tasks.json"
.build/debug/waymark export ics --all --out "$work/all.ics" --quiet
.build/debug/waymark export ics >"$work/mine.ics"
.build/debug/waymark export ics --all --from 2029-01-01 >"$work/none.ics"
unset WAYMARK_PROJECT
export WAYMARK_STORE=sqlite:$work/programme.sqlite
year=(--from 2013-04-01 --to 2014-03-31)
.build/debug/waymark calendar "${year[@]}" -o json >"$work/calendar.json"
programme() { .build/debug/waymark export ics --no-tasks --schedules --entries "${year[@]}" "$@"; }
programme --all >"$work/programme.ics"
programme --body X38000001 >"$work/group.ics"
programme --person amira.holt >"$work/lead.ics"
"$python" Tests/Oracles/feed.py "$work"
