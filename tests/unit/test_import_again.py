"""Importing again: nothing a curator wrote is lost, every row is accounted for, and ids stay."""

import csv
from datetime import date
from pathlib import Path

import pytest
from import_makers import row, write_sheet

from services import paths
from services.directory.edition import load
from services.exchange.files import read_table
from services.exchange.import_sheet import main, merge_into
from services.exchange.sheets import SheetRow

TODAY = date(2026, 11, 24)
LINE = {"kind": "child_helpline", "name": "Childline Kenya", "phones": "116", "source_date": "2022"}
CLINIC = {"kind": "service_point", "categories": "medical", "name": "Clinic", "city": "Nairobi", "region": "Nairobi"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "listings").mkdir()
    return tmp_path / "listings"


def run(out: Path, *sheets: Path, replace: bool = False) -> int:
    return main([*(str(sheet) for sheet in sheets), "--out", str(out), *(["--replace"] if replace else [])], TODAY)


def sheet(out: Path, name: str, *rows: SheetRow) -> Path:
    return write_sheet(out.parent / name, *rows)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_every_row_is_listed_merged_or_refused(out: Path) -> None:
    first = sheet(out, "a.csv", row(**LINE), row(**CLINIC), row(name="Nobody", phones=""), row(name="Bad", country="XX", phones="1"))
    second = sheet(out, "a_b.csv", row("a_b.csv", **LINE))
    assert run(out, first, second) == 0
    account = read_table(out.parent / "sheet_rows.csv")
    assert [(entry["sheet"], entry["line"], entry["outcome"]) for entry in account] == [
        ("a.csv", "2", "listed"),
        ("a.csv", "3", "listed"),
        ("a.csv", "4", "refused"),
        ("a.csv", "5", "refused"),
        ("a_b.csv", "2", "merged"),
    ]
    refused = read_table(out.parent / "refused.csv")
    assert [(entry["line"], entry["column"], entry["reason"], entry["name"]) for entry in refused] == [
        ("4", "phones", "no_contact", "Nobody"),
        ("5", "country", "unknown_country", "Bad"),
    ]
    assert {listing.id for listing in load(out).listings} == {entry["id"] for entry in account if entry["id"]}
    assert load(out).edition == "2026-11-24"


def test_the_same_sheets_again_change_nothing(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = [sheet(out, "a.csv", row(**LINE), row(**CLINIC)), sheet(out, "b.csv", row("b.csv", **LINE))]
    run(out, *sheets)
    before = {path.name: path.read_bytes() for path in out.parent.rglob("*.csv")}
    capsys.readouterr()
    run(out, *reversed(sheets))
    assert {path.name: path.read_bytes() for path in out.parent.rglob("*.csv")} == before
    assert "the file says" not in capsys.readouterr().out


def test_a_curators_cells_stay_and_the_difference_is_told(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = [sheet(out, "a.csv", row(**LINE))]
    run(out, *sheets)
    change(out / "ke.csv", "Childline Kenya", "Childline Kenya (new name)")
    run(out, *sheets)
    assert load(out).by_id["ke-childline-kenya"].name == "Childline Kenya (new name)"
    assert (
        "ke-childline-kenya, column name: the file says 'Childline Kenya (new name)', the sheet 'Childline Kenya'"
        in capsys.readouterr().out
    )


def test_a_new_sheet_adds_its_source_to_a_listing_that_is_there(out: Path) -> None:
    run(out, sheet(out, "a.csv", row(**LINE)))
    run(out, sheet(out, "a.csv", row(**LINE)), sheet(out, "b.csv", row("b.csv", **LINE)))
    listing = load(out).by_id["ke-childline-kenya"]
    assert len(listing.sources) == 2 and len(load(out)) == 1


def test_a_sheet_alone_adds_its_source_to_a_listing_that_it_matches(out: Path) -> None:
    run(out, sheet(out, "a.csv", row(**LINE)))
    run(out, sheet(out, "b.csv", row("b.csv", **LINE | {"name": "Childline"})))
    assert [len(listing.sources) for listing in load(out).listings] == [2]
    assert load(out).listings[0].name == "Childline Kenya"


def test_replacing_keeps_what_only_a_curator_knows(out: Path) -> None:
    sheets = [sheet(out, "a.csv", row(**LINE))]
    run(out, *sheets)
    rows = read_table(out / "ke.csv")
    rows[0] |= {"name": "Other", "status": "temporarily closed", "check": "called", "assured_date": "2026-11-20"}
    with (out / "ke.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    run(out, *sheets, replace=True)
    listing = load(out).by_id["ke-childline-kenya"]
    assert (listing.name, listing.status, listing.check, listing.assured_date) == (
        "Childline Kenya",
        "temporarily closed",
        "called",
        date(2026, 11, 20),
    )


def test_an_id_stays_when_sheets_come_in_another_order_or_with_others(out: Path) -> None:
    clinic = sheet(out, "a.csv", row(**CLINIC, address="1 Road"))
    run(out, clinic)
    (kept,) = load(out).by_id
    run(out, sheet(out, "0.csv", row("0.csv", **CLINIC, address="9 Street")), clinic)
    assert kept in load(out).by_id and len(load(out)) == 2


def test_nothing_is_written_over_rows_that_cannot_be_read(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = [sheet(out, "a.csv", row(**LINE), row(**CLINIC))]
    run(out, *sheets)
    change(out / "ke.csv", "child_helpline", "child_phone")
    before = (out / "ke.csv").read_bytes()
    capsys.readouterr()
    assert run(out, *sheets) == 1
    said = capsys.readouterr().out
    assert (out / "ke.csv").read_bytes() == before and "ke.csv, line" in said and "Mend them first" in said


def test_a_sheet_that_cannot_be_read_is_an_exit_code(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(out, out / "none.csv") == 1
    assert "none.csv, line 1, column file" in capsys.readouterr().out


def test_merging_leaves_listings_of_other_sheets_alone(out: Path) -> None:
    run(out, sheet(out, "a.csv", row(**LINE), row(**CLINIC)))
    listings = load(out).listings
    merged, told = merge_into(listings, listings[:1], replace=False)
    assert list(merged) == list(listings) and told == []


def test_the_shipped_gazetteer_is_there() -> None:
    assert (paths.GEO / "gazetteer.sqlite").exists()


def test_a_new_place_never_takes_the_id_of_another_listing(out: Path) -> None:
    run(out, sheet(out, "a.csv", row(**CLINIC, address="1 Road")))
    run(out, sheet(out, "b.csv", row("b.csv", **CLINIC, address="9 Street")))
    assert len(load(out)) == 2 and load(out).by_id["ke-clinic-nairobi"].address == "1 Road"


def test_no_file_tells_what_may_not_be_told(out: Path) -> None:
    shelter = {"kind": "service_point", "categories": "shelter", "name": "House", "city": "Nairobi", "address": "7 Hidden Lane"}
    told = shelter | {
        "phones": "0719638006 | +254 20 2179519",
        "email": "house@gmail.com",
        "evidence": "House, 7 Hidden Lane, 0719638006, house@gmail.com",
    }
    run(out, sheet(out, "a.csv", row(**told), row(**shelter | {"cost": "cheap", "lat": "-1.2", "lon": "36.8"})))
    written = "".join(path.read_text("utf-8") for path in out.parent.rglob("*.csv") if path.name != "a.csv")
    assert "ke-house-nairobi" in written and "+254 20 2179519" in written and "cheap" in written
    assert not [secret for secret in ("Hidden", "0719638006", "house@gmail", "36.8") if secret in written]
