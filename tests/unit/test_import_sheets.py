"""What the importer refuses, and how it says so; what it takes as it is."""

import csv
from pathlib import Path

import pytest

from services.exchange.drafts import Draft, draft
from services.exchange.sheets import COLUMNS, Refusal, SheetRow, read_sheet

COUNTRIES, LANGUAGES = frozenset({"KE", "FR", "INT"}), frozenset({"en", "sw"})
PLAIN = {
    "name": "Childline Kenya",
    "kind": "child_helpline",
    "categories": "psychological",
    "country": "KE",
    "phones": "116",
    "audience": "children",
    "cost": "free",
    "source_url": "https://example.org/list",
}


def write(path: Path, *rows: dict[str, str], header: tuple[str, ...] = tuple(COLUMNS), encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(header)
        writer.writerows([row.get(column, "") for column in header] for row in rows)
    return path


def row(**cells: str) -> SheetRow:
    return SheetRow("sheet.csv", 2, PLAIN | cells)


def test_a_plain_row_is_taken_whole(tmp_path: Path) -> None:
    rows, refused, faults = read_sheet(write(tmp_path / "a.csv", PLAIN))
    assert not refused and not faults
    assert rows[0]["name"] == "Childline Kenya" and rows[0].line == 2


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (tuple(COLUMNS[1:]), "'name' is missing"),
        ((*COLUMNS, "colour"), "'colour' is not known"),
        ((*COLUMNS, "name"), "'name' stands twice"),
    ],
)
def test_a_wrong_header_is_one_fault_and_no_rows(tmp_path: Path, header: tuple[str, ...], said: str) -> None:
    rows, refused, faults = read_sheet(write(tmp_path / "a.csv", PLAIN, header=header))
    assert (rows, refused) == ([], [])
    assert [(fault.line, fault.column) for fault in faults] == [(1, "header")] and said in faults[0].message


def test_a_file_that_is_not_utf8_is_one_fault(tmp_path: Path) -> None:
    _, _, faults = read_sheet(write(tmp_path / "a.csv", PLAIN | {"name": "Línea"}, encoding="latin-1"))
    assert "UTF-8" in faults[0].message


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    rows, _, faults = read_sheet(write(tmp_path / "a.csv", PLAIN, encoding="utf-8-sig"))
    assert len(rows) == 1 and not faults


def test_a_file_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    assert read_sheet(tmp_path / "none.csv")[2][0].column == "file"


def test_a_quote_that_never_closes_is_one_fault(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", PLAIN)
    path.write_text(path.read_text("utf-8") + '"open,', "utf-8")
    assert "quote" in read_sheet(path)[2][0].message


def test_a_row_with_a_stray_comma_is_refused_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", PLAIN)
    path.write_text(path.read_text("utf-8") + "a,b,c\n", "utf-8")
    rows, refused, _ = read_sheet(path)
    assert len(rows) == 1
    assert (refused[0].row.line, refused[0].reason) == (3, "cells") and refused[0].row["name"] == "a"


@pytest.mark.parametrize("cell", ["=1+1", '=HYPERLINK("http://x")', "@SUM(A1)", "+cmd|' /C calc'!A0", "#REF!", "#NAME?"])
def test_formulas_and_spreadsheet_errors_are_refused(tmp_path: Path, cell: str) -> None:
    _, refused, _ = read_sheet(write(tmp_path / "a.csv", PLAIN | {"notes": cell}))
    assert [(item.column, item.reason) for item in refused] == [("notes", "formula")]


@pytest.mark.parametrize(("column", "cell"), [("phones", "+254 719 638006"), ("lon", "-73.9"), ("phones", "#8891"), ("phones", "*212")])
def test_numbers_with_a_sign_are_no_formulas(tmp_path: Path, column: str, cell: str) -> None:
    rows, refused, _ = read_sheet(write(tmp_path / "a.csv", PLAIN | {column: cell}))
    assert len(rows) == 1 and not refused


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("name", "", "empty"),
        ("source_url", "", "empty"),
        ("kind", "shop", "unknown_kind"),
        ("country", "XX", "unknown_country"),
        ("country", "ke", "unknown_country"),
        ("categories", "psychological;magic", "unknown_category"),
        ("audience", "pets", "unknown_audience"),
        ("languages", "english", "unknown_language"),
        ("cost", "cheap", "unknown_cost"),
        ("source_date", "31/12/2024", "date"),
        ("website", "see our page", "url"),
        ("email", "a@b.org c@d.org", "email"),
        ("ages", "young", "ages"),
        ("ages", "17-12", "ages"),
        ("lat", "1.5", "position"),
    ],
)
def test_what_would_be_a_wrong_fact_is_refused_with_its_column(column: str, cell: str, reason: str) -> None:
    refusal = draft(row(**{column: cell}), COUNTRIES, LANGUAGES)
    assert isinstance(refusal, Refusal)
    assert (refusal.column, refusal.reason) == (column, reason)
    assert str(refusal.problem).startswith(f"sheet.csv, line 2, column {column}: ")


@pytest.mark.parametrize(("lat", "lon"), [("abc", "1"), ("91", "1"), ("1", "181")])
def test_positions_outside_the_world_are_refused(lat: str, lon: str) -> None:
    assert isinstance(draft(row(lat=lat, lon=lon), COUNTRIES, LANGUAGES), Refusal)


def test_empty_cells_mean_unknown() -> None:
    made = draft(row(audience="", cost="", hours=""), COUNTRIES, LANGUAGES)
    assert isinstance(made, Draft)
    facts = made.facts
    assert (facts["audience"], facts["cost"], facts["hours"], facts["minimum_age"], facts["genders"]) == ((), "unknown", "", None, ())


@pytest.mark.parametrize(
    ("audience", "notes", "people", "genders"),
    [
        ("all", "", ["children", "adults"], []),
        ("adults;girls", "", ["children", "adults"], ["girls", "women"]),
        ("boys;adults", "", ["children", "adults"], ["boys", "men"]),
        ("adults;girls;children", "", ["children", "adults"], []),
        ("adults", "Women's police station: check before going. For women.", ["adults"], ["women"]),
        ("adults", "For male survivors of childhood sexual abuse.", ["adults"], ["men"]),
        ("girls", "", ["children"], ["girls"]),
        ("adults", "Anti-violence centre for women and their minor children.", ["adults"], ["girls", "boys", "women"]),
    ],
)
def test_audience_words_say_whom_and_which_gender(audience: str, notes: str, people: list[str], genders: list[str]) -> None:
    made = draft(row(audience=audience, notes=notes), COUNTRIES, LANGUAGES)
    assert isinstance(made, Draft)
    assert [*made.facts["audience"]] == people
    assert [*made.facts["genders"]] == genders


@pytest.mark.parametrize(("ages", "expected"), [("0-17", (0, 17)), ("13-", (13, None)), ("-18", (None, 18)), ("", (None, None))])
def test_ages(ages: str, expected: tuple[int | None, int | None]) -> None:
    made = draft(row(ages=ages), COUNTRIES, LANGUAGES)
    assert isinstance(made, Draft)
    assert (made.facts["minimum_age"], made.facts["maximum_age"]) == expected


@pytest.mark.parametrize(
    ("notes", "kind", "access"),
    [
        ("By referral from child protective services or police.", "service_point", "referral_only"),
        ("medical examination of victims, normally after a police report.", "service_point", "referral_only"),
        ("By appointment.", "service_point", "appointment"),
        ("For people in prostitution; no appointment.", "service_point", "walk_in"),
        ("Medical care by referral.", "service_point", "unknown"),
        ("drop-in centres, WhatsApp", "child_helpline", "unknown"),
    ],
)
def test_access_is_told_only_where_the_notes_are_clear(notes: str, kind: str, access: str) -> None:
    made = draft(row(notes=notes, kind=kind, city="Nairobi"), COUNTRIES, LANGUAGES)
    assert isinstance(made, Draft)
    assert made.facts["access"] == access


def test_an_address_without_a_scheme_is_completed() -> None:
    made = draft(row(website="www.nsrcc.org"), COUNTRIES, LANGUAGES)
    assert isinstance(made, Draft) and made.facts["website"] == "http://www.nsrcc.org"


def test_two_copies_of_one_page_are_one_source() -> None:
    copy = row(
        source_url="https://github.com/craigrallen/world-emergency-hotlines/blob/HEAD/sources/child_helpline_international/x.json",
        notes="web chat offered; page: https://childhelplineinternational.org/kenya-childline-kenya/",
    )
    made = draft(copy, COUNTRIES, LANGUAGES)
    assert isinstance(made, Draft)
    assert made.facts["source"].url == "https://childhelplineinternational.org/kenya-childline-kenya/"


def test_overseas_regions_stand_under_their_own_code() -> None:
    made = draft(row(country="FR", region="Guadeloupe", city="Pointe-à-Pitre", kind="service_point"), COUNTRIES, LANGUAGES)
    assert isinstance(made, Draft) and made.facts["country"] == "GP"
