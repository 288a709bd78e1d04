#!/usr/bin/env python3
"""Computes due dates a second time, by walking the calendar day by day, for random cases.

    tests/oracle/due_dates.py [--seed N] [--cases N]

Written from the rows CA-01 to CA-12 of the law, not from services/law, of which it shares nothing but the data. Prints CSV:
the nine columns of `donthu law deadline --csv`, then what must come out: rule_used, rule_valid_from, due_strict, due_legal,
citation, and in `wrong` the columns (";" between them) of which one must be named in the error; empty = no error.
"""
import argparse
import csv
import glob
import os
import random
import re
import sys
from datetime import date

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FIRST, LAST = date(2023, 1, 1).toordinal(), date(2026, 12, 31).toordinal()
# Days on which law begins or ends, and days that calendars get wrong.
BOUNDARIES = [date.fromisoformat(text).toordinal() for text in (
    "2023-07-01", "2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01", "2024-03-05", "2024-08-01", "2024-12-31",
    "2025-02-28", "2025-06-30", "2025-07-01", "2025-09-30", "2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01",
    "2026-06-30", "2026-07-01", "2026-12-31")]
# Name in a CaseLimitRule -> what it is for: remote, complexity.
VARIANTS = {"normal": (0, 0), "complex": (0, 1), "extended_twice": (0, 2), "remote": (1, 0), "remote_complex": (1, 1)}
TOKEN = re.compile(r'\s+|#[^\n]*|("(?:[^"\\]|\\.)*")|([A-Za-z_][\w.]*|-?\d+)|([{}:\[\],;<>])')


# ---- The data

def tokens(text):
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            sys.exit("cannot read a rule file at: " + text[at:at + 40])
        at = match.end()
        if match.lastindex:
            yield match.group(match.lastindex)


def scalar(token):
    return re.sub(r"\\(.)", r"\1", token[1:-1]) if token.startswith('"') else token


def message(stream):
    """Name -> list of values, until the closing brace."""
    fields = {}
    for name in stream:
        if name in "};,":
            if name == "}":
                break
            continue
        token = next(stream)
        if token == ":":
            token = next(stream)
        values = fields.setdefault(name, [])
        if token == "{":
            values.append(message(stream))
        elif token == "[":
            values.extend(scalar(t) for t in iter(lambda: next(stream), "]") if t != ",")
        else:
            values.append(scalar(token))
    return fields


def one(fields, name, otherwise=""):
    return fields.get(name, [otherwise])[0]


class Law:
    def __init__(self):
        self.versions, self.parameters, self.families = {}, {}, []
        for path in sorted(glob.glob(os.path.join(ROOT, "services/law/rules/*.textproto"))):
            with open(path, encoding="utf-8") as file:
                book = message(tokens(file.read()))
            for row in book.get("deadlines", []):
                self.versions.setdefault(one(row, "id"), []).append(self.dated(row))
            for row in book.get("parameters", []):
                self.parameters.setdefault(one(row, "name"), []).append(self.dated(row))
            for row in book.get("case_limits", []):
                self.families.append({one(row, name): kind for name, kind in
                                      sorted(VARIANTS.items(), key=lambda item: item[1]) if one(row, name)})

    @staticmethod
    def dated(row):
        interval = one(row, "effective", {})
        until = one(interval, "to")
        return (date.fromisoformat(one(interval, "from")).toordinal(),
                date.fromisoformat(until).toordinal() if until else 10 ** 7, row)

    @staticmethod
    def on(versions, day):
        return next(((start, row) for start, end, row in versions if start <= day <= end), None)

    def variant(self, rule, remote, level):
        """The rule that counts: of the variants not beyond what is wanted, remote ones before complex ones."""
        for family in self.families:
            if rule not in family:
                continue
            own = family[rule]
            want = (max(own[0], remote), max(own[1], level))
            fitting = [(kind, name) for name, kind in family.items() if kind[0] <= want[0] and kind[1] <= want[1]]
            best = max(fitting)[1]
            if best != rule:
                return best
        return rule


class Calendar:
    def __init__(self):
        self.exceptions = {}
        with open(os.path.join(ROOT, "data/quang_binh_2024/calendar.csv"), encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["confirmed"] == "true":
                    self.exceptions[date.fromisoformat(row["date"]).toordinal()] = row["working"] == "true"

    def works(self, day):
        # CA-06. Ordinal 1, 0001-01-01, was a Monday.
        return self.exceptions.get(day, day % 7 in (1, 2, 3, 4, 5))


# ---- The count

def walk(calendar, day, value, unit):
    """The last day of the limit before CA-03; None for units that have none. The event day is not counted (CA-01)."""
    if unit in ("TIME_UNIT_CALENDAR_DAY", "TIME_UNIT_CALENDAR_DAY_BEFORE"):
        step = -1 if unit.endswith("BEFORE") else 1
        for _ in range(value):
            day += step
        return day
    if unit in ("TIME_UNIT_WORKING_DAY", "TIME_UNIT_WORKING_DAY_BEFORE"):
        step = -1 if unit.endswith("BEFORE") else 1
        passed = 0
        while passed < value:
            day += step
            passed += calendar.works(day)
        return day
    if unit in ("TIME_UNIT_MONTH", "TIME_UNIT_YEAR"):
        # CA-05: on through the months, to the corresponding day or, where there is none, the last of the month.
        wanted = date.fromordinal(day).day
        months = value * (12 if unit == "TIME_UNIT_YEAR" else 1)
        while True:
            day += 1
            here, tomorrow = date.fromordinal(day), date.fromordinal(day + 1)
            months -= here.day == 1
            if months == 0 and (here.day == wanted or tomorrow.month != here.month):
                return day
    return None


def answer(law, calendar, case):
    """rule_used, valid_from, strict, legal, citation, wrong columns."""
    stop, go_on = case["stop_from"], case["continue_on"]
    first, last = case["obstacle_from"], case["obstacle_to"]
    anchor = case["anchor_date"]
    wrong = set()
    for begin, end, names in ((stop, go_on, ("stop_from", "continue_on")), (first, last, ("obstacle_from", "obstacle_to"))):
        if (begin is None) != (end is None):
            wrong.update(names)
        elif begin is not None and end < begin:
            wrong.update(names)
    if stop is not None and stop < anchor:
        wrong.update(("stop_from", "anchor_date"))
    rule = law.variant(case["rule_id"], case["remote"], case["complex"])
    version = law.on(law.versions.get(rule, []), anchor)
    if version is None:
        return rule, None, None, None, "", wrong | {"rule_id", "anchor_date"}
    valid_from, row = version
    value, unit = int(one(row, "value", "0")), one(row, "unit")
    if one(row, "parameter"):
        number = law.on(law.parameters.get(one(row, "parameter"), []), anchor)
        value, unit = (int(one(number[1], "value")), one(number[1], "unit")) if number else (0, "")
    back = unit.endswith("_BEFORE")
    if back and (stop is not None or go_on is not None):
        wrong.update(("stop_from", "continue_on", "rule_id"))
    if back and (first is not None or last is not None):
        wrong.update(("obstacle_from", "obstacle_to", "rule_id"))
    strict = walk(calendar, anchor, value, unit)
    if strict is None:
        wrong.add("rule_id")
    if wrong:
        return rule, valid_from, None, None, "", wrong
    # CA-09: the day of going on is an event day again, so every day before it is given back. CA-12: both ends.
    day = stop
    while day is not None and day < go_on:
        strict, day = strict + 1, day + 1
    day = first
    while day is not None and day <= last:
        strict, day = strict + 1, day + 1
    legal = strict
    while not back and not calendar.works(legal):  # CA-03, CA-11
        legal += 1
    return rule, valid_from, strict, legal, one(row, "citation"), wrong


# ---- The cases

def random_case(law, holidays, dice, number):
    rule = dice.choice(list(law.versions)) if dice.random() < 0.99 else dice.choice(["DL-XX-99", "dl-kn-02", "KN"])
    place = dice.random()
    if place < 0.3:
        anchor = dice.randint(FIRST, LAST)
    else:
        # About a boundary or a day off, or so long before one that a limit ends about it.
        anchor = dice.choice(BOUNDARIES if place < 0.6 else holidays) + dice.randint(-3, 3)
        anchor -= dice.choice([0, 0, 0, 5, 7, 10, 14, 20, 30, 45, 60, 70, 90, 365])
        anchor = min(max(anchor, FIRST), LAST)
    case = {"id": str(number), "rule_id": rule, "anchor_date": anchor, "remote": int(dice.random() < 0.4),
            "complex": dice.choice([0, 0, 1, 1, 2]), "stop_from": None, "continue_on": None, "obstacle_from": None,
            "obstacle_to": None}
    for begin, end, share in (("stop_from", "continue_on", 0.3), ("obstacle_from", "obstacle_to", 0.2)):
        if dice.random() < share:
            case[begin] = anchor + (dice.randint(0, 60) if dice.random() < 0.97 else dice.randint(-20, -1))
            case[end] = case[begin] + (dice.randint(0, 90) if dice.random() < 0.97 else dice.randint(-20, -1))
            if dice.random() < 0.02:
                case[dice.choice([begin, end])] = None
    return case


def iso(day):
    return "" if day is None else date.fromordinal(day).isoformat()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2 ** 31))
    options.add_argument("--cases", type=int, default=100000)
    options = options.parse_args()
    print("seed", options.seed, file=sys.stderr)
    law, calendar, dice = Law(), Calendar(), random.Random(options.seed)
    holidays = list(calendar.exceptions)
    days = ("anchor_date", "stop_from", "continue_on", "obstacle_from", "obstacle_to")
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow("id rule_id anchor_date remote complex stop_from continue_on obstacle_from obstacle_to rule_used "
                 "rule_valid_from due_strict due_legal citation wrong".split())
    for number in range(1, options.cases + 1):
        case = random_case(law, holidays, dice, number)
        rule, valid_from, strict, legal, citation, wrong = answer(law, calendar, case)
        out.writerow([iso(case[name]) if name in days else case[name] for name in case] +
                     [rule, iso(valid_from), iso(strict), iso(legal), citation, ";".join(sorted(wrong))])


if __name__ == "__main__":
    main()
