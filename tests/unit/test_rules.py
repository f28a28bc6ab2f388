"""Each rule bites, names its column and says what to do; a sound listing breaks none."""

from datetime import date
from pathlib import Path

import pytest

from services.directory.check import problems
from services.directory.model import Listing
from services.directory.rules import country_codes, faults, hours_are_readable, is_web_address, language_codes
from services.exchange.files import write_listings

TODAY = date(2026, 11, 24)
SOUND = {
    "id": "ke-centre-nairobi",
    "name": "Centre",
    "listing_type": "counselling_centre",
    "categories": "psychological",
    "country": "KE",
    "city": "Nairobi",
    "phones": "0719638006 | 116",
    "languages": "en;sw",
    "hours": "Mo-Fr 08:00-17:00",
    "website": "https://example.org",
    "email": "help@example.org",
    "latitude": "-1.29",
    "longitude": "36.82",
    "precision": "exact",
    "address_visibility": "full",
    "region_code": "KE.05",
    "source_url": "https://example.org/page",
    "source_date": "2025-05",
}


def inland(latitude: float, longitude: float, country: str) -> bool:
    return latitude < 5


def listing(**cells: str) -> Listing:
    return Listing.model_validate(SOUND | cells)


def test_a_sound_listing_breaks_no_rule() -> None:
    assert list(faults(listing(), TODAY, inland)) == []


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"country": "XX", "region_code": "", "phones": ""}, "country"),
        ({"languages": "en;klingon"}, "languages"),
        ({"region_code": "TZ.02"}, "region_code"),
        ({"doubts": "hunch"}, "doubts"),
        ({"website": "example.org"}, "website"),
        ({"chat_url": "ftp://example.org"}, "chat_url"),
        ({"source_url": "a book"}, "source_url"),
        ({"other_sources": "a book [2024] words"}, "source_url"),
        ({"email": "help at example.org"}, "email"),
        ({"phones": "999 999 99999"}, "phones"),
        ({"phones": "0719638006 (unconfirmed format)"}, "phones"),
        ({"hours": "weekdays"}, "hours"),
        ({"source_date": "2027"}, "source_date"),
        ({"source_date": "2026-12"}, "source_date"),
        ({"assured_date": "2026-11-25", "check": "called"}, "assured_date"),
        ({"latitude": "50", "longitude": "36"}, "latitude"),
        ({"latitude": "", "longitude": ""}, "precision"),
        ({"listing_type": "emergency_number", "phones": ""}, "phones"),
        ({"phones": "police+fire: 116"}, "phones"),
        ({"listing_type": "network_member", "access": "walk_in"}, "access"),
        ({"phones": "", "website": "", "email": "", "city": ""}, "phones"),
        ({"categories": "shelter"}, "address_visibility"),
    ],
)
def test_every_rule_bites(cells: dict[str, str], column: str) -> None:
    assert column in [found for found, _ in faults(listing(**cells), TODAY, inland)]


def test_worldwide_listings_are_cross_border() -> None:
    cells = {"country": "INT", "region_code": "", "phones": "", "latitude": "", "longitude": "", "precision": "country"}
    assert [column for column, _ in faults(listing(**cells), TODAY)] == ["service_area"]


def test_codes_come_from_cldr() -> None:
    assert {"KE", "XK", "INT", "PS", "EH"} <= country_codes() and not {"EU", "UN", "ZZ", "XX"} & country_codes()
    assert {"en", "sw", "rn", "ht"} <= language_codes() and "klingon" not in language_codes()


def test_hours_and_addresses() -> None:
    assert hours_are_readable("Mo-Fr 09:00-12:00, We 14:30-17:30") and not hours_are_readable("weekdays")
    assert is_web_address("https://a.org/x") and not is_web_address("https://a") and not is_web_address("a.org")


def test_checking_an_edition_names_file_and_line(tmp_path: Path) -> None:
    write_listings(tmp_path, [listing(), listing(id="ke-other", website="nowhere")])
    (tmp_path / "tz.csv").write_text((tmp_path / "ke.csv").read_text("utf-8"), "utf-8")
    found = [str(problem) for problem in problems(tmp_path, TODAY)]
    assert any(text.startswith("ke.csv, line 3, column website") for text in found)
    assert any(text.startswith("tz.csv, line 2, column id") for text in found)
    assert any(text.startswith("tz.csv, line 2, column country") for text in found)
