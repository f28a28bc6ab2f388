"""Import fact sheets into the directory: ``python -m services.exchange.import_sheet FILE... [--out data/listings]``.

New listings are added to ``<out>/<country>.csv``. A listing that is already there keeps every cell that a curator may have changed:
only new sources are added to it, and each other difference is printed; ``--replace`` takes the sheets' facts instead. What is
refused stands whole in ``refused.csv`` beside the folder, towns that the gazetteer lacks in ``towns_missing.csv``, and
``sheet_rows.csv`` accounts for every row. The exit code is 1 when a file could not be read at all.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from services import paths
from services.directory.edition import Directory, complaints, load
from services.directory.model import Listing
from services.directory.problems import Problem
from services.directory.rules import country_codes, language_codes
from services.exchange.drafts import Draft, draft
from services.exchange.duplicates import merge_duplicates
from services.exchange.earlier import earlier_ids
from services.exchange.files import ACCOUNT, MISSING, REFUSED, read_table, refused_rows, replace_edition, write_table
from services.exchange.identity import give_ids
from services.exchange.positions import Remembered, place
from services.exchange.sheets import Refusal, SheetRow, read_sheet
from services.places.gazetteer import Gazetteer
from services.places.inside import BASE_MAP, Borders

_EXTRA = frozenset({"source", "given", "other_sources"})


@dataclass
class Import:
    """What an import makes of its sheets: listings with the rows they come from, refused rows, faults of files, towns not found."""

    listings: list[Listing] = field(default_factory=list)
    rows: dict[str, list[SheetRow]] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    towns_missing: list[tuple[str, str, str, str]] = field(default_factory=list)


def import_sheets(files: Iterable[Path], towns: Gazetteer, before: Sequence[Listing] = (), known: dict[str, str] | None = None) -> Import:
    """Make listings of sheets; ``known`` gives the ids that rows (by their digest) have from an earlier import into ``before``."""
    result = Import()
    countries, languages = country_codes(), language_codes()
    drafts: list[Draft] = []
    for path in files:
        rows, refused, faults = read_sheet(path)
        result.refused += refused
        result.faults += faults
        for row in rows:
            made = draft(row, countries, languages)
            if isinstance(made, Refusal):
                result.refused.append(made)
            else:
                drafts.append(made)
    merged = _reachable(merge_duplicates(drafts), result)
    ids = give_ids(merged, earlier_ids(merged, before, known or {}), (listing.id for listing in before))
    borders, remembered = Borders(paths.STATIC / BASE_MAP, towns), Remembered(towns)
    for number, item in enumerate(merged):
        _finish(item, ids[number], place(item, remembered, borders), result)
    result.refused.sort(key=lambda item: (item.row.file, item.row.line))
    return result


def _reachable(drafts: Iterable[Draft], result: Import) -> list[Draft]:
    """Refuse what nobody can contact: a name without number, address of the web, mailbox or town is a dead end."""
    kept = []
    for item in drafts:
        facts = item.facts
        if any(facts[column] for column in ("phones", "sms", "chat_url", "website", "email", "city", "address")):
            kept.append(item)
            continue
        for row in item.rows:
            result.refused.append(
                Refusal(row, "phones", "no_contact", "gives no phone, chat, web address, e-mail or town; find one way to reach it")
            )
    return kept


def _finish(item: Draft, identifier: str, placed: dict[str, Any], result: Import) -> None:
    facts, main = item.facts, item.facts["source"]
    if placed.pop("missing_town", False):
        result.towns_missing.append((facts["country"], facts["region"], facts["city"], identifier))
    fields = {name: value for name, value in (facts | placed).items() if name not in _EXTRA}
    fields |= {"id": identifier, "source_url": main.url, "source_date": main.date, "evidence": main.evidence}
    fields["other_sources"] = facts.get("other_sources", ())
    try:
        listing = Listing.model_validate(fields)
    except ValidationError as error:
        for row in item.rows:
            fault = next(iter(complaints(error, row.file, row.line)))
            result.refused.append(Refusal(row, fault.column, "invalid", fault.message))
        return
    result.listings.append(listing)
    result.rows[listing.id] = item.rows


def merge_into(existing: Sequence[Listing], imported: Sequence[Listing], *, replace: bool) -> tuple[list[Listing], list[str]]:
    """Merge imported listings into those of an edition: a curator's cells stay, new sources are added, differences are told.

    ``replace`` takes the imported listing instead, but keeps what only a curator can know: status, ``check`` and ``assured_date``.
    """
    listings = {listing.id: listing for listing in existing}
    told: list[str] = []
    for new in imported:
        old = listings.get(new.id)
        if old is None:
            listings[new.id] = new
            continue
        if replace:
            listings[new.id] = new.model_copy(update={"status": old.status, "check": old.check, "assured_date": old.assured_date})
            continue
        pages = {source.url for source in old.sources}
        fresh = tuple(source for source in new.sources if source.url not in pages)
        listings[new.id] = old.model_copy(update={"other_sources": old.other_sources + fresh}) if fresh else old
        for name in Listing.model_fields:
            if name not in ("other_sources", "source_url", "source_date", "evidence") and getattr(old, name) != getattr(new, name):
                told.append(
                    f"{new.id}, column {name}: the file says {str(getattr(old, name))[:60]!r}, the sheet {str(getattr(new, name))[:60]!r}"
                )
    return list(listings.values()), told


def write(result: Import, before: Directory, out: Path, edition: date, *, replace: bool) -> list[str]:
    """Write an import into the folder of the edition ``before`` and the files beside it; give the differences that were left alone."""
    merged, told = merge_into(before.listings, result.listings, replace=replace)
    replace_edition(out, merged, edition)
    account = {(row["sheet"], row["line"]): row for row in read_table(out.parent / "sheet_rows.csv")}
    files = {row.file for rows in result.rows.values() for row in rows} | {item.row.file for item in result.refused}
    account = {key: row for key, row in account.items() if key[0] not in files}
    for identifier, rows in result.rows.items():
        for number, row in enumerate(rows):
            outcome = "merged" if number else "listed"
            account[row.file, str(row.line)] = {
                "sheet": row.file,
                "line": str(row.line),
                "digest": row.digest,
                "outcome": outcome,
                "id": identifier,
            }
    for item in result.refused:
        row = item.row
        account[row.file, str(row.line)] = {"sheet": row.file, "line": str(row.line), "digest": row.digest, "outcome": "refused", "id": ""}
    write_table(out.parent / "sheet_rows.csv", ACCOUNT, sorted(account.values(), key=lambda row: (row["sheet"], int(row["line"]))))
    refused = [row for row in read_table(out.parent / "refused.csv") if row["file"] not in files] + refused_rows(result.refused)
    write_table(out.parent / "refused.csv", REFUSED, sorted(refused, key=lambda row: (row["file"], int(row["line"]))))
    _write_missing(result, out)
    return told


def _write_missing(result: Import, out: Path) -> None:
    towns: dict[tuple[str, str, str], list[str]] = {}
    for country, region, city, identifier in result.towns_missing:
        towns.setdefault((country, region, city), []).append(identifier)
    rows = [
        {"country": country, "region": region, "city": city, "listings": str(len(ids)), "example": min(ids)}
        for (country, region, city), ids in sorted(towns.items())
    ]
    write_table(out.parent / "towns_missing.csv", MISSING, rows)


def summary(result: Import) -> str:
    """Say in a few lines what became of the rows."""
    taken = sum(len(rows) for rows in result.rows.values())
    reasons = ", ".join(f"{reason} {number}" for reason, number in Counter(item.reason for item in result.refused).most_common())
    return (
        f"{taken} rows became {len(result.listings)} listings ({taken - len(result.listings)} merged into another); "
        f"{len(result.refused)} rows refused{f' ({reasons})' if reasons else ''}; {len(result.faults)} files not read; "
        f"{len({town[:3] for town in result.towns_missing})} towns not in the gazetteer."
    )


def main(arguments: Sequence[str], today: date) -> int:
    """Run the command; the exit code is 1 when a file could not be read."""
    parser = argparse.ArgumentParser(prog="python -m services.exchange.import_sheet", description="Import fact sheets into the directory.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="fact sheets, CSV UTF-8")
    parser.add_argument("--out", type=Path, default=paths.LISTINGS, help="folder of the listings (default: data/listings)")
    parser.add_argument("--edition", type=date.fromisoformat, default=today, help="date of the edition (default: today)")
    parser.add_argument("--replace", action="store_true", help="take the sheets' facts where a listing differs from its file")
    options = parser.parse_args(arguments)
    before = load(options.out)
    if before.problems:
        print("Nothing was written: rewriting these files would lose the rows that cannot be read. Mend them first.")
        for problem in before.problems:
            print(problem)
        return 1
    known = {row["digest"]: row["id"] for row in read_table(options.out.parent / "sheet_rows.csv") if row["id"]}
    result = import_sheets(options.files, Gazetteer(paths.GEO / "gazetteer.sqlite"), before.listings, known)
    told = write(result, before, options.out, options.edition, replace=options.replace)
    for line in [*(str(fault) for fault in result.faults), *(str(item.problem) for item in result.refused), *told, summary(result)]:
        print(line)
    return 1 if result.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], datetime.now(tz=UTC).date()))
