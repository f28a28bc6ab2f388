"""Opening times and ages of facts in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_time

from services.directory.model import Check, Listing
from services.directory.trust import newest
from services.language.catalogue import Translator
from services.search.query import Hours, OpenState

DAY = timedelta(days=1)
WEEK = timedelta(days=6)


def opening(hours: Hours, t: Translator, *, line: bool) -> str:
    """Say whether it is open, and until or from when in its own local time; unknown is "ask first", never "closed"."""
    if hours.always:
        return t("Answers day and night.") if line else t("Open day and night.")
    if hours.state is OpenState.UNKNOWN:
        return t("When does it answer? Ask or try.") if line else t("When is it open? Ask first.")
    if hours.state is OpenState.OPEN:
        return _open(hours, t, line=line)
    return _closed(hours, t, line=line)


def _open(hours: Hours, t: Translator, *, line: bool) -> str:
    if hours.until is None or hours.at is None or hours.until - hours.at > DAY:
        return t("Answers now.") if line else t("Open now.")
    time = _time(hours.until, t)
    return t("Answers now, until {time}.", time=time) if line else t("Open now, until {time}.", time=time)


def _closed(hours: Hours, t: Translator, *, line: bool) -> str:
    if hours.until is None or hours.at is None or hours.until - hours.at > WEEK:
        return t("Does not answer now.") if line else t("Closed now.")
    time = _time(hours.until, t)
    if hours.until.date() == hours.at.date():
        return t("Does not answer now. Next: today, {time}.", time=time) if line else t("Closed now. Opens today, {time}.", time=time)
    weekday = str(t.locale.days["stand-alone"]["wide"][hours.until.weekday()])
    if line:
        return t("Does not answer now. Next: {weekday}, {time}.", weekday=weekday, time=time)
    return t("Closed now. Opens: {weekday}, {time}.", weekday=weekday, time=time)


def _time(moment: datetime, t: Translator) -> str:
    return str(format_time(moment.time(), "short", locale=t.locale))


def age_of_fact(listing: Listing, t: Translator) -> str:
    """Say how old the facts are and how they were checked; a source that nobody called is never said to be checked."""
    day = newest(listing)
    if day is None:
        return t("Its source has no date.")
    if listing.assured_date == day and listing.check is not Check.SOURCE_READ:
        when = t.month(day)
        return t("Visited in {month}.", month=when) if listing.check is Check.VISITED else t("Asked by phone in {month}.", month=when)
    only_year = any(source.date == str(day.year) for source in listing.sources) and day.month == day.day == 1
    return t("Date of the source: {month}.", month=str(day.year) if only_year else t.month(day))
