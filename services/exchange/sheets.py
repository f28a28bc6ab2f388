"""Fact sheets as curators send them: reads their rows as text, and says of every bad one what is wrong with it."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from services.directory.problems import Problem

#: The header of a fact sheet.
COLUMNS = [
    "name",
    "organization",
    "kind",
    "categories",
    "country",
    "region",
    "city",
    "address",
    "postal_code",
    "lat",
    "lon",
    "phones",
    "sms",
    "chat_url",
    "website",
    "email",
    "hours",
    "languages",
    "ages",
    "audience",
    "cost",
    "source_url",
    "source_date",
    "evidence",
    "notes",
]

KINDS = ("emergency_number", "child_helpline", "helpline", "report_hotline", "service_point", "network_member")

#: Columns in which a leading plus or minus is a number, not a spreadsheet formula.
_SIGNED = frozenset({"phones", "sms", "lat", "lon", "ages", "hours"})
_FORMULA = re.compile(r"^\s*[=@]|^\s*[+\-][A-Za-z(]")
_BROKEN = re.compile(r"^#(REF|NAME|VALUE|DIV/0|N/A|NULL|NUM)[!?]?")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet: the file's name, the line, and every cell as text."""

    file: str
    line: int
    cells: Mapping[str, str] = field(hash=False)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def digest(self) -> str:
        """A short fingerprint of the cells: the same row is known again wherever it stands."""
        return hashlib.sha256("\x1f".join(self.cells.get(column, "") for column in COLUMNS).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not listed: why (a code and a sentence), in which column, and the whole row."""

    row: SheetRow
    column: str
    reason: str
    message: str

    @property
    def problem(self) -> Problem:
        """The refusal as it is printed."""
        return Problem(self.row.file, self.row.line, self.column, self.message)


def read_sheet(path: Path) -> tuple[list[SheetRow], list[Refusal], list[Problem]]:
    """Read one sheet: rows to take, rows refused, and faults of the file itself.

    A file that is not UTF-8, has another header or cannot be opened gives one fault and no rows. A row with too few or too many
    cells, a spreadsheet formula or an error value is refused whole.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.reader(handle, strict=True)
            header = next(reader, [])
            fault = _header_fault(header)
            if fault:
                return [], [], [Problem(path.name, 1, "header", fault)]
            rows: list[SheetRow] = []
            refused: list[Refusal] = []
            for cells in reader:
                if not any(cell.strip() for cell in cells):
                    continue
                row = SheetRow(path.name, reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=False)))
                refusal = _refusal(row, cells, header)
                if refusal:
                    refused.append(refusal)
                else:
                    rows.append(row)
            return rows, refused, []
    except UnicodeDecodeError:
        return [], [], [Problem(path.name, 1, "file", "is not UTF-8; save it again as CSV UTF-8")]
    except csv.Error as error:
        return [], [], [Problem(path.name, 1, "file", f"is not a whole CSV file ({error}); look for a quote that is not closed")]
    except OSError as error:
        return [], [], [Problem(path.name, 1, "file", f"cannot be read ({error.strerror}); check its name")]


def _header_fault(header: list[str]) -> str:
    missing = [column for column in COLUMNS if column not in header]
    unknown = [column for column in header if column not in COLUMNS]
    twice = sorted({column for column in header if header.count(column) > 1})
    faults = [f"{column!r} is missing" for column in missing] + [f"{column!r} is not known" for column in unknown]
    faults += [f"{column!r} stands twice" for column in twice]
    return f"{', '.join(faults)}; the header must be: {','.join(COLUMNS)}" if faults else ""


def _refusal(row: SheetRow, cells: list[str], header: list[str]) -> Refusal | None:
    if len(cells) != len(header):
        return Refusal(row, "row", "cells", f"has {len(cells)} cells where the header has {len(header)}; check for a stray comma or quote")
    for column, cell in row.cells.items():
        if _BROKEN.match(cell):
            return Refusal(row, column, "formula", f"holds a spreadsheet error ({cell[:20]!r}); write the value itself")
        if _FORMULA.match(cell) and not (column in _SIGNED and cell[0] in "+-"):
            return Refusal(row, column, "formula", "looks like a spreadsheet formula; write the value itself")
    return None
