"""Checks a whole edition: what its files hold that cannot be read, and every rule that a row breaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from services.directory.edition import read_numbered
from services.directory.problems import Problem
from services.directory.rules import InCountry, faults


def problems(folder: Path, today: date, in_country: InCountry | None = None) -> Iterator[Problem]:
    """Give every problem of an edition's files, in the order of files and lines.

    ``in_country`` says whether a position can lie in a country; without it positions are not looked at.
    """
    seen: dict[str, str] = {}
    files = sorted(folder.glob("*.csv"))
    if not files:
        # A mistyped folder must not read as a clean edition.
        yield Problem(folder.name, 1, "id", "there is no listings file (*.csv) in this folder; check that its name is right")
    for path in files:
        rows, found = read_numbered(path)
        yield from found
        for line, listing in rows:
            if listing.id in seen:
                yield Problem(path.name, line, "id", f"{listing.id!r} already stands in {seen[listing.id]}; give one of the two a new id")
            seen[listing.id] = path.name
            if listing.country.lower() != path.stem:
                yield Problem(path.name, line, "country", f"{listing.country} belongs into {listing.country.lower()}.csv")
            for column, message in faults(listing, today, in_country):
                yield Problem(path.name, line, column, message)
