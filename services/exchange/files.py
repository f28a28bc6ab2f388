"""The files of an edition that an import writes: listings, the account of every sheet row, refused rows, missing towns."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from services.directory.edition import COLUMNS, aside, load
from services.directory.model import Listing, ListingType, Phone, Source
from services.exchange.sheets import COLUMNS as SHEET_COLUMNS
from services.exchange.sheets import Refusal

ACCOUNT = ("sheet", "line", "digest", "outcome", "id")
REFUSED = ("file", "line", "column", "reason", "message", *SHEET_COLUMNS)
#: Columns that tell where a shelter is: a file in a public repository must not.
_DOOR = frozenset({"address", "postal_code", "lat", "lon"})
MISSING = ("country", "region", "city", "listings", "example")


def cell(value: Any) -> str:
    """Write a field of a listing as it stands in a file."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        if value and isinstance(value[0], Phone):
            return " | ".join(phone.write() for phone in value)
        if value and isinstance(value[0], Source):
            return " || ".join(source.write() for source in value)
        return ";".join(str(part) for part in value)
    return str(value)


def write_table(path: Path, header: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a CSV file whole or not at all: a half-written edition never replaces a good one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_suffix(path.suffix + ".part")
    with waiting.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    waiting.replace(path)


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a CSV file as text; a file that is not there has no rows."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def replace_edition(folder: Path, listings: Iterable[Listing], edition: date) -> None:
    """Put a new edition in the place of a folder: written whole beside it, read back, then swapped in.

    An app that starts or a power cut at any moment finds the old edition whole or the new one whole (``services.directory.edition.load``
    knows where the old one stands between the two steps of the swap). What else lies in the folder comes along. Raises ``OSError`` where
    the folder cannot be moved (a mount point), ``ValueError`` where the new one does not read back; the old edition then still stands.
    """
    folder = folder.resolve()
    old, new = aside(folder), folder.with_name(f"{folder.name}.next")
    finish_swap(folder)
    shutil.rmtree(new, ignore_errors=True)
    if folder.exists():
        shutil.copytree(folder, new)
    new.mkdir(parents=True, exist_ok=True)
    write_listings(new, listings)
    (new / "EDITION").write_text(f"{edition.isoformat()}\n", "utf-8")
    if problems := load(new).problems:
        raise ValueError(f"the new edition does not read back, the old one stays: {problems[0]}")
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def finish_swap(folder: Path) -> None:
    """Put the last edition back where an import was cut off, or clear it away where the new one already stands."""
    old = aside(folder)
    if old.exists() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def write_listings(folder: Path, listings: Iterable[Listing]) -> None:
    """Write one file a country, rows ordered by type and id, so that a change shows as few lines in a comparison.

    A country that has no listing any more loses its file.
    """
    files: dict[str, list[Listing]] = {}
    for listing in listings:
        files.setdefault(listing.country.lower(), []).append(listing)
    for path in folder.glob("*.csv"):
        if path.stem not in files:
            path.unlink()
    order = list(ListingType)
    for country, rows in files.items():
        ordered = sorted(rows, key=lambda listing: (order.index(listing.listing_type), listing.id))
        write_table(folder / f"{country}.csv", COLUMNS, ({name: cell(getattr(row, name)) for name in COLUMNS} for row in ordered))


def refused_rows(refused: Iterable[Refusal]) -> list[dict[str, str]]:
    """Give refused rows as they stand in ``refused.csv``: why, and the row whole, but for the door of a shelter."""
    return [
        {"file": item.row.file, "line": str(item.row.line), "column": item.column, "reason": item.reason, "message": item.message}
        | {column: _told(item, column) for column in SHEET_COLUMNS}
        for item in refused
    ]


def _told(item: Refusal, column: str) -> str:
    text = item.row[column]
    return "(withheld)" if text and column in _DOOR and "shelter" in item.row["categories"] else text
