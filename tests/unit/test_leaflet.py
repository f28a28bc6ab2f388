"""What stands on a country's leaflet: all disputed emergency numbers, every region before any twice, dates, and nothing telling."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest

from services import paths
from services.directory.edition import Directory, load
from services.directory.model import AddressVisibility, Listing, ListingType, Phone, Precision
from services.language.catalogue import translator
from services.leaflet import html
from services.leaflet.contents import CENTRES, MOST_CENTRES, Leaflet, add_months, leaflet
from services.leaflet.pdf import TooMuch, pdf
from services.leaflet.printing import printed
from services.leaflet.sheet import Row, Section, Sheet, sheet
from services.paper import qr
from services.search.index import Index

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LANGUAGES = ("en", "fr", "es", "ru")


@cache
def directory() -> Directory:
    return load(paths.LISTINGS)


@cache
def index() -> Index:
    return Index.of(directory())


def shipped(country: str) -> Leaflet:
    return leaflet(index(), directory(), country, NOW)


def a_sheet(country: str, language: str, discreet: bool = False) -> Sheet:
    return sheet(shipped(country), translator(language, paths.LOCALE), discreet)


def centre(number: int, region: str, **other: object) -> Listing:
    facts = {
        "id": f"xk-centre-{number}",
        "name": f"Centre {number}",
        "listing_type": ListingType.ONE_STOP_CENTRE,
        "categories": ("medical",),
        "country": "XK",
        "region": region,
        "city": f"Town {number}",
        "phones": (Phone(number=f"038 200 {number:03}"),),
        "precision": Precision.CITY,
        "address_visibility": AddressVisibility.FULL,
        "source_url": f"https://office.example/{number}",
        "source_date": "2026-05",
    }
    return Listing.model_validate({**facts, **other})


def made(*listings: Listing, edition: str = "2026-11-01", most: int = MOST_CENTRES) -> Leaflet:
    some = Directory(listings, edition)
    return leaflet(Index.of(some), some, "XK", NOW, most)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 24), 3, date(2027, 2, 24)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 29), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_months_are_added_to_the_same_day_or_the_last_of_the_month(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("edition", "dated", "overdue"),
    [
        ("2026-11-01", date(2026, 11, 1), False),
        ("2026-08-01 b", date(2026, 8, 1), True),
        ("spring", NOW.date(), False),
        ("2026-19-01", NOW.date(), False),
    ],
)
def test_a_leaflet_is_as_old_as_its_edition_and_says_when_that_is_too_old(edition: str, dated: date, overdue: bool) -> None:
    found = made(centre(1, "North"), edition=edition)
    assert (found.dated, found.overdue) == (dated, overdue)
    words = sheet(found, translator("en", paths.LOCALE)).dated
    assert ("That day has passed" in words) == overdue


def test_every_region_has_a_centre_before_any_has_two() -> None:
    rows = [centre(number, "North") for number in range(6)] + [centre(10, "South"), centre(11, "West"), centre(12, "West")]
    found = made(*rows, most=5)
    assert [(region.name, len(region.centres), region.more) for region in found.regions] == [
        ("North", 2, 4),
        ("South", 1, 0),
        ("West", 2, 0),
    ]


def test_a_centre_that_can_be_called_stands_before_one_that_cannot() -> None:
    found = made(centre(1, "North", phones=()), centre(2, "North"), most=1)
    assert [one.id for one in found.regions[0].centres] == ["xk-centre-2"]


def test_unconfirmed_closed_and_adult_only_centres_stay_out_where_a_better_one_stands() -> None:
    found = made(
        centre(1, "North", doubts=("notes_doubt",)),
        centre(2, "North"),
        centre(3, "South", doubts=("notes_doubt",)),
        centre(4, "East", status="defunct"),
        centre(5, "East", audience=("adults",)),
    )
    assert {one.id for region in found.regions for one in region.centres} == {"xk-centre-2", "xk-centre-3"}
    assert found.unsure == {"xk-centre-1", "xk-centre-3"}
    rows = sheet(found, translator("en", paths.LOCALE)).sections[-1].rows
    assert [row.note for row in rows if "Centre 3" in row.label] == ["not confirmed"]


def test_where_sources_disagree_all_emergency_numbers_stand_there_with_a_warning() -> None:
    disputed = [one for one in directory().listings if one.listing_type is ListingType.EMERGENCY_NUMBER and one.conflicts]
    assert disputed
    for listing in disputed:
        section = a_sheet(listing.country, "en").sections[0]
        assert {number.tel for row in section.rows for number in row.numbers} and section.note
        assert len(section.rows) >= len(listing.phones)


@pytest.mark.parametrize("country", ["KE", "FR", "MX", "GB", "ZA", "IN"])
def test_a_leaflet_says_whom_to_call_where_to_report_and_who_takes_pictures_down(country: str) -> None:
    found = shipped(country)
    assert found.emergency and found.helplines and found.report and found.removal
    assert all(match.listing.listing_type is ListingType.CHILD_HELPLINE for match in found.helplines)
    assert all(one.listing_type in CENTRES for region in found.regions for one in region.centres)


def test_no_leaflet_is_empty_whatever_the_country() -> None:
    for country in directory().by_country:
        if country != "INT":
            found = shipped(country)
            assert found.emergency or found.helplines
            assert found.report and found.removal


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", ["KE", "ZA", "KR", "GB", "AO"])
def test_a_discreet_sheet_names_no_line_no_centre_and_no_site(country: str, language: str) -> None:
    found, worded = shipped(country), a_sheet(country, language, discreet=True)
    rows = [row for section in worded.sections for row in section.rows]
    words = [worded.title, worded.dated, worded.qr_words, *worded.notes]
    words += [f"{section.heading} {section.note}" for section in worded.sections]
    words += [f"{row.label} {row.site} {row.note}" for row in rows]
    words += [f"{number.label} {number.text}" for row in rows for number in row.numbers]
    printed_words = " ".join(words)
    named = [match.listing for match in (*found.helplines, *found.report, *found.removal)]
    named += [one for region in found.regions for one in region.centres]
    assert not [one.name for one in named if one.name in printed_words]
    assert "Waymark" not in printed_words and not re.search(r"\bhttps?:|\.org\b", printed_words)
    assert len(worded.legend) >= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_escapes_what_a_source_says(language: str) -> None:
    found = made(centre(1, "North", name="<script>alert(1)</script>"))
    drawn = html.render(sheet(found, translator(language, paths.LOCALE)))
    assert "<script>" not in drawn and "&lt;script&gt;" in drawn


def test_the_code_dials_the_child_helpline_and_is_a_whole_qr_code() -> None:
    worded = a_sheet("KE", "en")
    assert worded.qr is not None and worded.qr.tel == "tel:116"
    modules = qr.matrix("tel:116")
    assert len(modules) == len(modules[0]) == 21 + 2 * qr.QUIET_ZONE
    assert not any(modules[0]) and not any(row[0] for row in modules)
    drawn = [[False] * len(modules) for _ in modules]
    for row, first, length in qr.dark("tel:116"):
        drawn[row][first : first + length] = [True] * length
    assert drawn == [list(row) for row in modules]
    assert "<title>Call &lt;us&gt;</title>" in qr.svg("tel:116", "Call <us>") and 'role="img"' in qr.svg("tel:116", "x")


def title_of(made_pdf: bytes) -> str:
    """Read the title as a viewer does: words in round brackets, or UTF-16 in hexadecimal digits in angle brackets."""
    plain = re.search(rb"/Title \(([^()\\]*)\)", made_pdf)
    if plain:
        return plain[1].decode("latin-1")
    written = re.search(rb"/Title <([0-9A-Fa-f]+)>", made_pdf)
    assert written
    return bytes.fromhex(written[1].decode()).decode("utf-16")


@pytest.mark.parametrize(("country", "language"), [("KE", "en"), ("ZA", "ru"), ("KR", "fr"), ("NO", "es")])
def test_a_pdf_is_one_titled_page_with_its_language_and_font_and_without_the_moment_of_printing(country: str, language: str) -> None:
    t = translator(language, paths.LOCALE)
    made_pdf = printed(index(), directory(), country, NOW, t, paths.FONTS)
    assert len(re.findall(rb"/Type /Page\b", made_pdf)) == 1
    assert f"/Lang ({language})".encode() in made_pdf
    assert b"/FontFile2" in made_pdf and b"NotoSans" in made_pdf
    edition = directory().edition[:10].replace("-", "")
    assert f"/CreationDate (D:{edition}000000Z".encode() in made_pdf
    assert title_of(made_pdf) == a_sheet(country, language).title
    assert len(made_pdf) < 60_000


def test_what_does_not_fit_on_a_page_is_refused_and_printed_with_fewer_centres() -> None:
    long = Section("centres", "Centres", tuple(Row("A very long name of a centre " * 4) for _ in range(200)))
    with pytest.raises(TooMuch):
        pdf(replace(a_sheet("KE", "en"), sections=(long,)), paths.FONTS)
    rows = [centre(number, f"Region {number}", name="A very long name of a centre for many people " * 14) for number in range(34)]
    some = Directory(tuple(rows), "2026-11-01")
    assert printed(Index.of(some), some, "XK", NOW, translator("en", paths.LOCALE), paths.FONTS).startswith(b"%PDF")
