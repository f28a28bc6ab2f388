"""Opening hours as words for paper, which cannot say "open now".

Of the OpenStreetMap form, the part that listings use is read: days and times, several rules. Whatever goes beyond it is left in its
source's words rather than read wrongly.
"""

from __future__ import annotations

import re
from datetime import time

from babel.dates import format_time

from services.language.catalogue import Translator
from services.language.typography import typeset

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_SPAN = r"\d{2}:\d{2}-\d{2}:\d{2}"
_RULE = re.compile(rf"({_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*) ({_SPAN}(?:,{_SPAN})*)")
_ALWAYS = frozenset({"24/7", "Mo-Su 00:00-24:00", "00:00-24:00"})


def weekly(hours: str, t: Translator, *, line: bool) -> str:
    """Say hours such as ``Mo-Fr 08:00-12:00,14:00-17:00; Sa 09:00-12:00``; empty: they go beyond what can be said surely."""
    if hours in _ALWAYS:
        return t("Answers day and night.") if line else t("Open day and night.")
    rules = [_RULE.fullmatch(rule) for rule in re.split(r"; ?|, (?=[MTWFS])", hours)]
    if not hours or not all(rules):
        return ""
    said = "; ".join(t("{days}: {times}", days=_days(rule[1], t), times=_times(rule[2], t)) for rule in rules if rule)
    return typeset(f"{said[0].upper()}{said[1:]}.", t.language)


def _days(text: str, t: Translator) -> str:
    names = t.locale.days["stand-alone"]["wide"]
    return ", ".join(" – ".join(str(names[_DAYS.index(day)]) for day in part.split("-")) for part in text.split(","))


def _times(text: str, t: Translator) -> str:
    spans = []
    for span in text.split(","):
        if span == "00:00-24:00":
            spans.append(t("all day and night"))
        else:
            spans.append("–".join(_time(moment, t) for moment in span.split("-")))
    return ", ".join(spans)


def _time(moment: str, t: Translator) -> str:
    hour, minute = (int(part) for part in moment.split(":"))
    return str(format_time(time(hour % 24, minute), "short", locale=t.locale))
