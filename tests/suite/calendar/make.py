"""Occurrences of recurrence rules by python-dateutil, the reference for `core::calendar::recurrence`.

    pip install python-dateutil==2.9.0.post0 && python3 tests/suite/calendar/make.py
"""

import datetime as dt
import json
import pathlib
import random

import dateutil
from dateutil.rrule import rrulestr

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
# The examples of RFC 5545, section 3.8.5.3, that the known part covers; all start at 9:00 on 2 September 1997.
WRITTEN = [
    "FREQ=DAILY;COUNT=10", "FREQ=DAILY;UNTIL=19971224T000000", "FREQ=DAILY;INTERVAL=2",
    "FREQ=DAILY;INTERVAL=10;COUNT=5", "FREQ=WEEKLY;COUNT=10", "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
    "FREQ=WEEKLY;UNTIL=19971007T000000;WKST=SU;BYDAY=TU,TH", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
    "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
    "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "FREQ=MONTHLY;BYMONTHDAY=-3", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
    "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
    "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40;COUNT=40",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
    "FREQ=DAILY;BYMONTH=1;COUNT=31", "FREQ=MONTHLY;BYMONTHDAY=31",
]


def drawn(rng):
    """A rule of the known part, and a start."""
    frequency = rng.choice(["DAILY", "WEEKLY", "MONTHLY"])
    parts = [f"FREQ={frequency}", f"INTERVAL={rng.randint(1, 5)}"]
    pick = lambda values, most: ",".join(str(x) for x in rng.sample(values, rng.randint(1, most)))
    if rng.random() < 0.5:
        # Days with and without a number do not mix: RFC 5545 takes both, dateutil only what is both.
        ordinals = ["1", "2", "-1", "-2", "5"] if frequency == "MONTHLY" and rng.random() < 0.7 else [""]
        days = rng.sample(DAYS, rng.randint(1, 3))
        parts.append("BYDAY=" + ",".join(rng.choice(ordinals) + day for day in days))
    if frequency != "WEEKLY" and rng.random() < 0.4:
        parts.append("BYMONTHDAY=" + pick([1, 2, 13, 15, 28, 29, 30, 31, -1, -2, -31], 4))
    if rng.random() < 0.25:
        parts.append("BYMONTH=" + pick(range(1, 13), 4))
    if rng.random() < 0.3:
        parts.append("BYHOUR=" + pick(range(24), 3))
    if rng.random() < 0.2:
        parts.append("BYMINUTE=" + pick([0, 15, 30, 45], 2))
    if rng.random() < 0.4:
        parts.append("WKST=" + rng.choice(DAYS))
    end = rng.random()
    if end < 0.4:
        parts.append(f"COUNT={rng.randint(1, 30)}")
    elif end < 0.6:
        parts.append("UNTIL=" + (dt.datetime(2024, 1, 1) + dt.timedelta(hours=rng.randint(0, 9000))).strftime("%Y%m%dT%H%M00"))
    start = dt.datetime(2024, 1, 1) + dt.timedelta(days=rng.randint(0, 400), minutes=15 * rng.randint(0, 95))
    return ";".join(parts), start


def case(rule, start, days):
    """Occurrences up to the end of the last day, at most 20."""
    last = (start + dt.timedelta(days=days)).replace(hour=23, minute=59)
    found = rrulestr(rule, dtstart=start).between(start, last, inc=True)
    texts = [at.strftime("%Y-%m-%dT%H:%M") for at in found]
    return {"rule": rule, "start": start.strftime("%Y-%m-%dT%H:%M"), "last": last.strftime("%Y-%m-%d"),
            "count": len(texts), "first": texts[:20]}


def main():
    rng = random.Random(5545)
    cases = [case(rule, dt.datetime(1997, 9, 2, 9), 1500) for rule in WRITTEN]
    cases += [case(*drawn(rng), 800) for _ in range(300)]
    out = {"made_with": f"python-dateutil {dateutil.__version__}", "cases": cases}
    lines = ",\n".join(json.dumps(c) for c in cases)
    text = '{"made_with": %s, "cases": [\n%s\n]}\n' % (json.dumps(out["made_with"]), lines)
    pathlib.Path(__file__).with_name("recurrence.json").write_text(text)


main()
