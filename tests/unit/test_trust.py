"""Age and doubt make the degree of trust: one rule."""

from datetime import date

import pytest

from services.directory.model import Listing
from services.directory.trust import newest, origin, trust

TODAY = date(2026, 11, 24)


def listing(**cells: str) -> Listing:
    plain = {"id": "ke-x", "name": "X", "listing_type": "helpline", "categories": "legal", "country": "KE", "source_url": "https://a.org/1"}
    return Listing.model_validate(plain | cells)


@pytest.mark.parametrize(
    ("cells", "level", "months", "call_first"),
    [
        ({"source_date": "2026-11-24"}, "checked", 0, False),
        ({"source_date": "2025-11-24"}, "checked", 12, False),
        ({"source_date": "2025-10-24"}, "checked", 13, True),
        ({"source_date": "2024-11-24"}, "checked", 24, True),
        ({"source_date": "2024-10-24"}, "older", 25, True),
        ({"source_date": "2024"}, "older", 34, True),
        ({"source_date": "2016-11-24"}, "older", 120, True),
        ({"source_date": "2016-10"}, "unconfirmed", 121, True),
        ({"source_date": "2009-05-22"}, "unconfirmed", 210, True),
        ({}, "older", None, True),
        ({"source_date": "2026-11-24", "doubts": "aggregator_only"}, "unconfirmed", 0, True),
        ({"doubts": "notes_doubt"}, "unconfirmed", None, True),
        ({"source_date": "2010", "other_sources": "https://b.org [2026-05] same"}, "checked", 6, False),
        ({"source_date": "2010", "assured_date": "2026-11-01", "check": "called"}, "checked", 0, False),
        # A day without an own check confirms nothing.
        ({"source_date": "2010", "assured_date": "2026-11-01"}, "unconfirmed", 202, True),
    ],
)
def test_degree_of_trust(cells: dict[str, str], level: str, months: int | None, call_first: bool) -> None:
    found = trust(listing(**cells), TODAY)
    assert (found.level, found.age_months, found.call_first) == (level, months, call_first)


def test_a_date_counts_from_its_earliest_day() -> None:
    assert newest(listing(source_date="2024")) == date(2024, 1, 1) and newest(listing(source_date="2024-05")) == date(2024, 5, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.org/1", "https://www.a.org/2", True),
        ("https://a.org/1", "https://b.org/1", False),
        ("https://github.com/x/lines/blob/HEAD/data.js", "https://github.com/x/lines/blob/main/data.js", True),
        ("https://github.com/x/lines/blob/HEAD/data.js", "https://github.com/x/other/blob/HEAD/data.js", False),
        ("https://github.com/x/y/blob/HEAD/sources/gov.json", "https://github.com/x/y/blob/HEAD/sources/chi.json", False),
    ],
)
def test_two_sources_are_two_origins(one: str, other: str, same: bool) -> None:
    assert (origin(one) == origin(other)) is same
    found = trust(listing(source_url=one, other_sources=f"{other} [2024] same number"), TODAY)
    assert found.two_sources is not same
