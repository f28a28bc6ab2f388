"""Whether a listing answers: in its own time, with its country's holidays, and never "closed" where nobody knows."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from services.search.hours import Schedule, open_state, readable, state
from services.search.query import OpenState

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # 12:00 in Nairobi, 10:00 in Paris, 04:00 in New York
CHRISTMAS = datetime(2026, 12, 25, 9, 0, tzinfo=UTC)  # a Friday
OPEN, CLOSED, UNKNOWN = OpenState.OPEN, OpenState.CLOSED, OpenState.UNKNOWN

STATES = [
    ("24/7", "Africa/Nairobi", "KE", TUESDAY, OPEN),
    ("24/7", "", "", TUESDAY, OPEN),
    ("Mo-Su 00:00-24:00", "", "KE", TUESDAY, OPEN),
    ("Mo-Fr 09:00-17:00", "Africa/Nairobi", "KE", TUESDAY, OPEN),
    ("Mo-Fr 09:00-11:00", "Africa/Nairobi", "KE", TUESDAY, CLOSED),
    ("Mo-Fr 09:00-11:00", "Europe/Paris", "FR", TUESDAY, OPEN),
    ("Mo-Fr 09:00-17:00", "America/New_York", "US", TUESDAY, CLOSED),
    ("Mo-Fr 22:00-06:00", "America/New_York", "US", TUESDAY, OPEN),
    ("Sa-Su 09:00-17:00", "Africa/Nairobi", "KE", TUESDAY, CLOSED),
    ("Mo-Fr 09:00-12:30,13:30-17:00", "Africa/Nairobi", "KE", TUESDAY, OPEN),
    # what nobody can know
    ("", "Africa/Nairobi", "KE", TUESDAY, UNKNOWN),
    ("nonsense", "Africa/Nairobi", "KE", TUESDAY, UNKNOWN),
    ("Mo-Fr 09:00-17:00 (self-referral)", "Africa/Nairobi", "KE", TUESDAY, UNKNOWN),
    ("Mo-Fr 09:00-17:00", "", "KE", TUESDAY, UNKNOWN),
    ("Mo-Fr 09:00-17:00", "Mars/Olympus", "KE", TUESDAY, UNKNOWN),
    ("Mo-Fr 09:00-17:00", "../etc/passwd", "KE", TUESDAY, UNKNOWN),
    ("Sa-Su 09:00-17:00", "", "KE", TUESDAY, UNKNOWN),
    ('"by appointment"', "Africa/Nairobi", "KE", TUESDAY, UNKNOWN),
    ("Mo-Fr 09:00-17:00 unknown", "Africa/Nairobi", "KE", TUESDAY, UNKNOWN),
    ('Mo-Fr 09:00-17:00 "call first"', "Africa/Nairobi", "KE", TUESDAY, OPEN),
    # public holidays
    ("Mo-Fr 09:00-17:00; PH off", "Africa/Nairobi", "KE", CHRISTMAS, CLOSED),
    ("Mo-Fr,PH 09:00-17:00", "Africa/Nairobi", "KE", CHRISTMAS, OPEN),
    ("Mo-Fr 09:00-17:00", "Africa/Nairobi", "KE", CHRISTMAS, UNKNOWN),
    ("24/7", "Africa/Nairobi", "KE", CHRISTMAS, OPEN),
    ("Mo-Fr 09:00-17:00", "Europe/Belgrade", "XK", CHRISTMAS, OPEN),
]


@pytest.mark.parametrize(("hours", "zone", "country", "now", "expected"), STATES)
def test_a_schedule_has_its_state(hours: str, zone: str, country: str, now: datetime, expected: OpenState) -> None:
    schedule = Schedule(hours, zone, country)
    assert state(schedule, now).state is expected
    assert open_state(schedule, now) is expected


def test_the_moment_may_come_from_any_zone() -> None:
    schedule = Schedule("Mo-Fr 09:00-11:00", "Europe/Paris", "FR")
    assert state(schedule, TUESDAY.astimezone(timezone(timedelta(hours=13)))) == state(schedule, TUESDAY)


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        state(Schedule("24/7"), datetime(2026, 11, 24, 9))  # noqa: DTZ001  # this is what must be refused


def test_the_next_change_is_in_the_listings_own_time() -> None:
    found = state(Schedule("Mo-Fr 09:00-17:00", "Africa/Nairobi", "KE"), TUESDAY)
    assert found.until is not None
    assert (found.until.hour, found.until.utcoffset()) == (17, timedelta(hours=3))
    assert found.at is not None
    assert found.at.hour == 12


def test_round_the_clock_is_said_as_always() -> None:
    assert state(Schedule("24/7"), TUESDAY).always
    assert state(Schedule("Mo-Su 00:00-24:00"), TUESDAY).always
    assert not state(Schedule("Mo-Fr 09:00-17:00", "Africa/Nairobi", "KE"), TUESDAY).always


def test_a_change_on_a_holiday_that_the_hours_do_not_mention_is_not_promised() -> None:
    early = CHRISTMAS - timedelta(hours=8)
    found = state(Schedule("Mo-Fr 09:00-17:00", "Africa/Nairobi", "KE"), early)
    assert (found.state, found.until) == (CLOSED, None)


def test_summer_time_is_kept() -> None:
    schedule = Schedule("Mo-Fr 09:00-17:00", "Europe/Paris", "FR")
    assert state(schedule, datetime(2026, 7, 7, 7, 30, tzinfo=UTC)).state is OPEN
    assert state(schedule, datetime(2026, 12, 8, 7, 30, tzinfo=UTC)).state is CLOSED


def test_readable_says_what_the_grammar_can_read() -> None:
    assert readable(Schedule("Mo-Fr 09:00-17:00"))
    assert not readable(Schedule("weekdays"))
    assert not readable(Schedule(""))
