"""A new edition comes in whole or not at all: whoever starts, crashes or reads meanwhile has the last good one."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.directory import edition
from services.directory.edition import Directory, aside, load
from services.directory.model import Category, Listing
from services.exchange import files
from services.exchange.files import replace_edition

OLD, NEW = date(2026, 10, 1), date(2026, 11, 24)


def listing(country: str, name: str) -> Listing:
    facts = {"id": f"{country.lower()}-{name}", "name": name, "listing_type": "helpline", "categories": (Category.SOCIAL,)}
    return Listing.model_validate({**facts, "country": country, "source_url": "https://a.example", "source_date": "2026-10"})


BEFORE = [listing("KE", "one"), listing("KE", "two"), listing("UG", "moves")]
AFTER = [listing("KE", "one"), listing("TZ", "new"), listing("RW", "moves")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    replace_edition(tmp_path / "listings", BEFORE, OLD)
    return tmp_path / "listings"


def ids(directory: Directory) -> set[str]:
    assert directory.problems == ()
    return {listing.id for listing in directory.listings}


def is_whole(directory: Directory) -> bool:
    """Tell whether it is one of the two editions, with its own date."""
    of = {OLD.isoformat(): BEFORE, NEW.isoformat(): AFTER}
    return ids(directory) == {listing.id for listing in of[directory.edition]}


def test_the_new_edition_stands_alone_and_nothing_is_left_beside_it(folder: Path) -> None:
    (folder / "NOTES.txt").write_text("a curator's own", "utf-8")
    replace_edition(folder, AFTER, NEW)
    assert ids(load(folder)) == {listing.id for listing in AFTER}
    assert load(folder).edition == "2026-11-24"
    assert sorted(path.name for path in folder.iterdir()) == ["EDITION", "NOTES.txt", "ke.csv", "rw.csv", "tz.csv"]
    assert [path.name for path in folder.parent.iterdir()] == ["listings"]


def test_whoever_reads_at_any_step_has_one_edition_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def watched(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def step(*given: Any, **named: Any) -> Any:
            result = real(*given, **named)
            found = load(folder)
            assert is_whole(found), f"after {name}"
            seen.append(found.edition)
            return result

        monkeypatch.setattr(owner, name, step)

    for owner, name in ((files, "write_table"), (shutil, "copytree"), (Path, "write_text"), (Path, "rename")):
        watched(owner, name)
    replace_edition(folder, AFTER, NEW)
    assert seen == [OLD.isoformat()] * (len(seen) - 1) + [NEW.isoformat()]
    assert len(seen) >= 7


@pytest.mark.parametrize("steps", range(2))
def test_a_crash_in_the_swap_loses_nothing_and_the_next_import_mends_it(folder: Path, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    real, done = Path.rename, []

    def rename(path: Path, target: Path) -> Path:
        if len(done) == steps:
            raise OSError("the power went")
        done.append(path)
        return real(path, target)

    with monkeypatch.context() as crash:
        crash.setattr(Path, "rename", rename)
        with pytest.raises(OSError, match="power"):
            replace_edition(folder, AFTER, NEW)
    assert is_whole(load(folder)) and load(folder).edition == OLD.isoformat()
    assert folder.exists() == (steps == 0) and aside(folder).exists() == (steps == 1)
    replace_edition(folder, AFTER, NEW)
    assert is_whole(load(folder)) and load(folder).edition == NEW.isoformat()
    assert [path.name for path in folder.parent.iterdir()] == ["listings"]


def test_a_crash_while_writing_leaves_the_old_edition_untouched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def broken(path: Path, *_rest: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(files, "write_table", broken)
    with pytest.raises(OSError, match="full"):
        replace_edition(folder, AFTER, NEW)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_edition_that_does_not_read_back_never_replaces_a_good_one(folder: Path) -> None:
    twins = [AFTER[0], AFTER[1].model_copy(update={"id": AFTER[0].id})]
    with pytest.raises(ValueError, match="the old one stays"):
        replace_edition(folder, twins, NEW)
    assert is_whole(load(folder)) and load(folder).edition == OLD.isoformat()


def test_a_folder_that_is_replaced_while_it_is_read_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, swapped = edition.read_numbered, []

    def read(path: Path) -> Any:
        if path.parent.name == "listings" and not swapped:
            swapped.append(path)
            replace_edition(folder, AFTER, NEW)
        return real(path)

    monkeypatch.setattr(edition, "read_numbered", read)
    assert is_whole(load(folder))
    assert swapped


def test_a_folder_that_is_nowhere_is_an_empty_edition(tmp_path: Path) -> None:
    assert len(load(tmp_path / "nothing")) == 0
