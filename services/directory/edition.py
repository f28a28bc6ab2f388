"""Which listings are in force: reads an edition of the dataset into one immutable directory."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from services.directory.model import Listing
from services.directory.problems import Problem

COLUMNS: tuple[str, ...] = tuple(Listing.model_fields)


@dataclass(frozen=True)
class Directory:
    """All listings of one edition, and what could not be read of it."""

    listings: tuple[Listing, ...]
    edition: str = ""
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    def __len__(self) -> int:
        return len(self.listings)

    @cached_property
    def by_id(self) -> Mapping[str, Listing]:
        """Listings by id."""
        return MappingProxyType({listing.id: listing for listing in self.listings})

    @cached_property
    def by_country(self) -> Mapping[str, tuple[Listing, ...]]:
        """Listings by country code, ``INT`` included, in the order of the edition."""
        found: dict[str, list[Listing]] = {}
        for listing in self.listings:
            found.setdefault(listing.country, []).append(listing)
        return MappingProxyType({country: tuple(rows) for country, rows in found.items()})


def complaints(error: ValidationError, file: str, line: int) -> Iterator[Problem]:
    """Turn pydantic's errors about a row into problems that name file, line and column: one for each column."""
    seen: set[str] = set()
    for detail in error.errors(include_url=False, include_context=False):
        column = str(detail["loc"][0]) if detail["loc"] else "row"
        message = detail["msg"].removeprefix("Value error, ")
        if column not in seen:
            seen.add(column)
            yield Problem(file, line, column, message if column == "row" else f"{message} (found {str(detail['input'])[:80]!r})")


def read_listings(path: Path) -> tuple[list[Listing], list[Problem]]:
    """Read one file of listings: those that can be read, and what is wrong with the others."""
    numbered, problems = read_numbered(path)
    return [listing for _, listing in numbered], problems


def read_numbered(path: Path) -> tuple[list[tuple[int, Listing]], list[Problem]]:
    """Read one file of listings, each with the line on which its row ends.

    A bad row is left out and reported; a file that is not UTF-8 or lacks a required column is reported once and gives no rows.
    Every cell is read as text: ``NA`` is Namibia and ``0119`` keeps its zero.
    """
    problems: list[Problem] = []
    listings: list[tuple[int, Listing]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            header = reader.fieldnames or []
            unknown = [name for name in header if name not in COLUMNS]
            missing = [name for name, info in Listing.model_fields.items() if info.is_required() and name not in header]
            if unknown or missing:
                what = ", ".join([f"{name!r} is missing" for name in missing] + [f"{name!r} is not known" for name in unknown])
                return [], [Problem(path.name, 1, "header", f"{what}; the columns are listed in data/README.md")]
            for row in reader:
                if None in row or None in row.values():
                    problems.append(
                        Problem(
                            path.name, reader.line_num, "row", "has more or fewer cells than the header; check for a stray comma or quote"
                        )
                    )
                    continue
                try:
                    listings.append((reader.line_num, Listing.model_validate(row)))
                except ValidationError as error:
                    problems.extend(complaints(error, path.name, reader.line_num))
    except UnicodeDecodeError:
        return [], [Problem(path.name, 1, "file", "is not UTF-8; save it again as CSV UTF-8")]
    except (OSError, csv.Error) as error:
        problems.append(Problem(path.name, 1, "file", f"could not be read to its end ({error}); the rows before are used"))
    return listings, problems


def aside(folder: Path) -> Path:
    """Name where the last edition stands while an import puts the new one in its place (``services.exchange.files.replace_edition``)."""
    folder = folder.resolve()
    return folder.with_name(f"{folder.name}.before")


def load(folder: Path) -> Directory:
    """Load an edition: every ``*.csv`` of the folder, and its ``EDITION`` file for the date.

    What cannot be read is in ``problems`` and the rest is served; of two rows with one id the first is kept. Where an import was cut off
    between its two last steps, the edition before it is read; a folder that an import replaces meanwhile is read again.
    """
    while True:
        standing = _standing(folder)
        found = _read(standing[0])
        if _standing(folder) == standing:
            return found


def _standing(folder: Path) -> tuple[Path, int]:
    """Give the folder to read, and the number by which the disk knows it, 0 where there is none."""
    for path in (folder, aside(folder)):
        try:
            return path, path.stat().st_ino
        except FileNotFoundError:
            continue
    return folder, 0


def _read(folder: Path) -> Directory:
    listings: list[Listing] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.csv")):
        rows, found = read_numbered(path)
        problems.extend(found)
        for number, listing in rows:
            if listing.id in seen:
                problems.append(
                    Problem(path.name, number, "id", f"{listing.id!r} already stands in {seen[listing.id]}; give one of the two a new id")
                )
                continue
            seen[listing.id] = path.name
            listings.append(listing)
    stamp = folder / "EDITION"
    edition = stamp.read_text("utf-8").strip() if stamp.exists() else ""
    return Directory(tuple(listings), edition, tuple(problems))
