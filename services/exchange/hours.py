"""Opening hours of a sheet, put into OpenStreetMap's opening_hours syntax where that needs no guess.

What would need one (times without days, another time zone, hours of the phone and of the door in one cell) stays in the
source's own words: unknown hours are "ask first", wrong ones send a child to a closed door.
"""

from __future__ import annotations

import re

from services.directory.rules import hours_are_readable

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "|".join(DAYS) + "|PH"
_TIMES = r"\d{2}:\d{2}-\d{2}:\d{2}(?:, ?\d{2}:\d{2}-\d{2}:\d{2})*"
_RULE = re.compile(rf"^((?:{_DAY})(?:[-,](?:{_DAY}))*) ({_TIMES})$")


def opening_hours(words: str) -> str:
    """Give the source's words in opening_hours syntax; empty where they would have to be interpreted.

    Where two rules name the same day with different times (``Mo-Fr 09:00-12:00; We 14:30-17:30``) the source means both, but
    a semicolon would let the second replace the first: such rules are joined with a comma.
    """
    text = re.sub(r"\b24 ?h(ours)?$", "00:00-24:00", words.strip())
    if text == "24/7":
        return text
    text, duty, _ = text.partition("; weekend duty")
    rules = []
    for part in text.split("; "):
        match = _RULE.match(part)
        if match is None:
            return ""
        rules.append((_days(match[1]), part.replace(", ", ",")))
    hours = rules[0][1]
    for number, (days, rule) in enumerate(rules[1:], start=1):
        shared = any(days & earlier and not _overlap(rule, text) for earlier, text in rules[:number])
        hours += (", " if shared else "; ") + rule
    if duty:
        hours += '; Sa-Su unknown "on duty"'
    return hours if hours_are_readable(hours) else ""


def _days(selector: str) -> frozenset[str]:
    days: set[str] = set()
    for part in selector.split(","):
        first, _, last = part.partition("-")
        if not last or first == "PH":
            days.add(first)
            continue
        start, end = DAYS.index(first), DAYS.index(last)
        days.update(DAYS[start : end + 1] if start <= end else DAYS[start:] + DAYS[: end + 1])
    return frozenset(days)


def _overlap(one: str, other: str) -> bool:
    return any(a_from < b_to and b_from < a_to for a_from, a_to in _spans(one) for b_from, b_to in _spans(other))


def _spans(rule: str) -> list[tuple[int, int]]:
    spans = []
    for start_h, start_m, end_h, end_m in re.findall(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})", rule):
        start, end = int(start_h) * 60 + int(start_m), int(end_h) * 60 + int(end_m)
        spans.append((start, end if end > start else end + 24 * 60))
    return spans
