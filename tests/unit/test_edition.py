"""Loading an edition: a bad row or file is reported and the rest is served; text stays text."""

from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest

from services.directory.check import problems
from services.directory.edition import COLUMNS, load, read_listings
from services.directory.model import Listing, Phone, Source
from services.exchange.files import cell, write_listings

PLAIN = {"id": "na-x", "name": "X", "listing_type": "helpline", "categories": "legal", "country": "NA", "source_url": "https://a.org"}


def listing(**cells: str) -> Listing:
    return Listing.model_validate(PLAIN | cells)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    whole = listing(
        phones="police+ambulance: 112 | 0119 (unconfirmed format)",
        other_sources='https://b.org [2024-05] words, "quoted" || https://c.org [] more',
        notes="line one\nline two; and, a comma",
        languages="en;af",
        latitude="-22.5",
        longitude="17.1",
        precision="exact",
        address_visibility="full",
        minimum_age="0",
    )
    write_listings(tmp_path, [whole, listing(id="na-y")])
    directory = load(tmp_path)
    assert directory.by_id["na-x"] == whole and len(directory) == 2 and directory.problems == ()
    assert directory.by_country["NA"][0].country == "NA"
    assert directory.by_id["na-x"].phones[1] == Phone(number="0119", confirmed_format=False)
    assert directory.by_id["na-x"].sources[2] == Source(url="https://c.org", evidence="more")


def test_a_bad_row_is_reported_and_the_rest_served(tmp_path: Path) -> None:
    write_listings(tmp_path, [listing(), listing(id="na-y"), listing(id="na-z")])
    path = tmp_path / "na.csv"
    lines = path.read_text("utf-8").splitlines()
    lines[2] = lines[2].replace("legal", "magic")
    path.write_text("\n".join([*lines, "a,b"]), "utf-8")
    directory = load(tmp_path)
    assert sorted(directory.by_id) == ["na-x", "na-z"]
    assert [(problem.file, problem.line, problem.column) for problem in directory.problems] == [
        ("na.csv", 3, "categories"),
        ("na.csv", 5, "row"),
    ]


@pytest.mark.parametrize(
    ("content", "column"),
    [(b"id,name\nx,y\n", "header"), ((",".join([*COLUMNS, "colour"]) + "\n").encode(), "header"), ("id,é\n".encode("latin-1"), "file")],
)
def test_a_bad_file_is_one_problem_and_the_others_are_served(tmp_path: Path, content: bytes, column: str) -> None:
    write_listings(tmp_path, [listing()])
    (tmp_path / "zz.csv").write_bytes(content)
    directory = load(tmp_path)
    assert len(directory) == 1
    assert [(problem.file, problem.column) for problem in directory.problems] == [("zz.csv", column)]


def test_of_two_rows_with_one_id_the_first_is_kept(tmp_path: Path) -> None:
    write_listings(tmp_path, [listing(name="First")])
    (tmp_path / "zz.csv").write_text((tmp_path / "na.csv").read_text("utf-8").replace("First", "Second"), "utf-8")
    directory = load(tmp_path)
    assert directory.by_id["na-x"].name == "First" and directory.problems[0].column == "id"


def test_a_directory_cannot_be_changed(tmp_path: Path) -> None:
    write_listings(tmp_path, [listing()])
    directory = load(tmp_path)
    with pytest.raises(FrozenInstanceError):
        directory.edition = "2030"  # type: ignore[misc]
    with pytest.raises(TypeError):
        directory.by_id["x"] = listing()  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        directory.listings[0].name = "Y"  # type: ignore[misc]


def test_the_stamp_is_the_edition(tmp_path: Path) -> None:
    assert load(tmp_path).edition == ""
    (tmp_path / "EDITION").write_text("2026-11-24\n", "utf-8")
    assert load(tmp_path).edition == "2026-11-24"


def test_a_country_that_has_no_listing_any_more_loses_its_file(tmp_path: Path) -> None:
    write_listings(tmp_path, [listing()])
    write_listings(tmp_path, [listing(id="ke-x", country="KE")])
    assert [path.name for path in tmp_path.iterdir()] == ["ke.csv"]


def test_cells_are_written_as_the_dictionary_says() -> None:
    whole = listing(audience="children;adults", phones="116")
    assert (cell(whole.audience), cell(whole.phones), cell(whole.minimum_age), cell(())) == ("children;adults", "116", "", "")


def test_a_missing_file_is_a_problem() -> None:
    assert read_listings(Path("none.csv"))[1][0].column == "file"


def test_a_folder_without_listings_is_a_problem_and_not_a_clean_edition(tmp_path: Path) -> None:
    found = list(problems(tmp_path / "listing", date(2026, 11, 24)))
    assert len(found) == 1
    assert "no listings file" in found[0].message
