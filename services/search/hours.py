"""Whether a listing answers at a given moment, in its own local time.

Hours stand in OpenStreetMap's opening_hours syntax. What cannot be read, what has no known time zone and what the hours do not speak to
is ``UNKNOWN``, never ``CLOSED``: a child who reads "closed" does not call. Public holidays are those that opening-hours-py knows for
the country (122 countries). Office hours that say nothing about holidays are ``UNKNOWN`` on one, because most such offices are shut.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from opening_hours import (  # type: ignore[attr-defined]  # its stub leaves out the two errors
    OpeningHours,
    ParserError,
    State,
    UnknownCountryError,
)

from services.search.query import Hours, OpenState

ALWAYS = Hours(OpenState.OPEN, None, always=True)
UNKNOWN = Hours()

_STATES = {State.OPEN: OpenState.OPEN, State.CLOSED: OpenState.CLOSED, State.UNKNOWN: OpenState.UNKNOWN}

#: A change further away than this many days is "no change known": no person plans by it.
_HORIZON_DAYS = 366


@dataclass(frozen=True, slots=True)
class Schedule:
    """Hours as written, with the IANA time zone (empty: not known) and the country whose holidays count."""

    hours: str
    timezone: str = ""
    country: str = ""


NO_SCHEDULE = Schedule("")


@dataclass(frozen=True, slots=True)
class _Read:
    always: bool
    zone: ZoneInfo | None = None
    rules: OpeningHours | None = None
    holidays: OpeningHours | None = None


def state(schedule: Schedule, now: datetime) -> Hours:
    """Judge a schedule at a moment.

    ``now`` must be aware (``ValueError`` otherwise). ``until`` is the next change in the listing's own time; ``None``: none known,
    or one on a holiday that the hours do not mention.
    """
    if not schedule.hours:
        return UNKNOWN
    found, local = _now(schedule, now)
    read = _read(schedule)
    if local is None or read is None or read.rules is None:
        return ALWAYS if found is OpenState.OPEN else UNKNOWN
    if found is OpenState.UNKNOWN:
        return Hours(found, at=local)
    until = read.rules.next_change(local)
    if until is not None and read.holidays is not None and read.holidays.state(until)[0] == State.OPEN:
        until = None
    return Hours(found, until, at=local)


def open_state(schedule: Schedule, now: datetime) -> OpenState:
    """Judge a schedule at a moment without looking for its next change; the state is that of ``state``."""
    return _now(schedule, now)[0]


def _now(schedule: Schedule, now: datetime) -> tuple[OpenState, datetime | None]:
    """Give the state, and the moment in the schedule's own time where its hours depend on the time at all."""
    if now.tzinfo is None:
        raise ValueError("give an aware moment: a listing's hours are in its own time zone")
    read = _read(schedule)
    if read is None:
        return OpenState.UNKNOWN, None
    if read.always:
        return OpenState.OPEN, None
    if read.rules is None or read.zone is None:
        return OpenState.UNKNOWN, None
    local = now.astimezone(read.zone)
    found, comment = read.rules.state(local)
    if found == State.OPEN and _promises_too_much(read, local, comment):
        return OpenState.UNKNOWN, local
    return _STATES[found], local


def readable(schedule: Schedule) -> bool:
    """Say whether the hours can be read at all."""
    return _read(schedule) is not None


def _promises_too_much(read: _Read, local: datetime, comment: str) -> bool:
    """Say whether "open" is more than the hours say: a bare remark such as "by appointment", or a holiday they do not mention."""
    if comment and read.rules is not None and read.rules.next_change(local) is None:
        return True
    return read.holidays is not None and read.holidays.state(local)[0] == State.OPEN


@lru_cache(maxsize=20_000)
def _read(schedule: Schedule) -> _Read | None:
    """Parse a schedule once a process: hours are public data and there are few different ones; ``None``: not readable."""
    if not schedule.hours:
        return None
    try:
        zone = ZoneInfo(schedule.timezone) if schedule.timezone else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    try:
        rules, knows_holidays = _parse(schedule.hours, zone, schedule.country)
    except ParserError:
        return None
    if str(rules.normalize()) == "24/7":
        return _Read(always=True)
    mentions = "PH" in schedule.hours
    holidays = OpeningHours("PH", timezone=zone, country=schedule.country) if knows_holidays and zone and not mentions else None
    return _Read(always=False, zone=zone, rules=rules, holidays=holidays)


def _parse(hours: str, zone: ZoneInfo | None, country: str) -> tuple[OpeningHours, bool]:
    try:
        return OpeningHours(hours, timezone=zone, country=country or None, max_interval_days=_HORIZON_DAYS), bool(country)
    except UnknownCountryError:
        return OpeningHours(hours, timezone=zone, max_interval_days=_HORIZON_DAYS), False
