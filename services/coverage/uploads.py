"""Rows out of a file that somebody brought: CSV or XLSX, with a guard against files made to harm."""

from __future__ import annotations

import csv
import io
import math
import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import zip_longest
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from services.coverage.refusals import Refusal, Refused
from services.language.catalogue import N_

MOST_BYTES = 50_000_000
#: An honest sheet packs to about a tenth; a bomb packs to a thousandth.
MOST_UNPACKED = 300_000_000
MOST_RATIO = 200
MOST_ROWS = 1_000_000
MOST_COLUMNS = 300
MOST_CELL = 2000

Row = tuple[int, dict[str, str]]


def rows(content: bytes, name: str, *, most_rows: int = MOST_ROWS) -> Iterator[Row]:
    """Give each row of a table with its number in the file (1 is the header) as text by column name, lower case.

    A row of HXL tags (every filled cell begins with ``#``) is passed over, and so are empty rows. XLSX gives its first sheet. Raises
    ``Refused`` where the file is too large, is a zip bomb, is neither CSV in UTF-8 nor XLSX, or has no header.
    """
    if len(content) > MOST_BYTES:
        raise Refused([Refusal(name, None, "file", N_("is larger than {most} MB"), {"most": MOST_BYTES // 1_000_000})])
    lines = _sheet(content, name) if content[:4] == b"PK\x03\x04" else _csv(content, name)
    header: list[str] | None = None
    for number, cells in lines:
        if number > most_rows:
            raise Refused([Refusal(name, number, "file", N_("has more than {most} rows"), {"most": most_rows})])
        if not any(cells) or all(cell.startswith("#") for cell in cells if cell):
            continue
        if header is None:
            header = [cell.strip().lower() for cell in cells]
            if len(header) > MOST_COLUMNS:
                raise Refused([Refusal(name, number, "header", N_("has more than {most} columns"), {"most": MOST_COLUMNS})])
            double = {cell for cell in header if cell and header.count(cell) > 1}
            if double:
                raise Refused([Refusal(name, number, "header", N_("names {value} twice"), {"value": repr(sorted(double)[0][:60])})])
            continue
        yield (
            number,
            {column: cell.strip()[:MOST_CELL] for column, cell in zip_longest(header, cells[: len(header)], fillvalue="") if column},
        )
    if header is None:
        raise Refused([Refusal(name, 1, "header", N_("is missing: the first row must name the columns"))])


def guard_zip(content: bytes, name: str) -> None:
    """Refuse a zip that would unpack to far more than it is, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            parts = bundle.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused([Refusal(name, None, "file", N_("is broken: save it again as XLSX"))]) from error
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > 2000 or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(len(content), 5000):
        raise Refused([Refusal(name, None, "file", N_("unpacks to far more than a sheet holds; bring it as CSV"))])


def _csv(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    if b"\x00" in content[:4096]:
        raise Refused([Refusal(name, None, "file", N_("is neither CSV nor XLSX"))])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused([Refusal(name, content[: error.start].count(b"\n") + 1, "file", N_("is not UTF-8: save it as CSV UTF-8"))]) from error
    first = text[:20_000].split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise Refused([Refusal(name, reader.line_num, "row", N_("cannot be read ({reason})"), {"reason": str(error)})]) from error


def _sheet(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    guard_zip(content, name)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that it drops; none of them is data.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                sheet = book.worksheets[0]
                for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), start=1):
                    written = [_written(cell) for cell in cells]
                    while written and not written[-1]:
                        written.pop()
                    yield number, written
            finally:
                book.close()
    except (InvalidFileException, KeyError, ValueError, IndexError, TypeError, EOFError, OSError, ParseError, zipfile.BadZipFile) as error:
        if isinstance(error, Refused):
            raise
        raise Refused([Refusal(name, None, "file", N_("is not a workbook that can be read: save it again as XLSX or CSV"))]) from error


def _written(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


_PARTED = (re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?"), re.compile(r"-?\d{1,3}(\.\d{3}){2,}(,\d+)?"), re.compile(r"-?\d{1,3}(\.\d{3})+,\d+"))


def number(text: str) -> float | None:
    """Read a count as people write one: digits, with spaces, apostrophes, commas or dots between thousands; ``None``: not a number.

    >>> number("1 234 567"), number("1,234,567"), number("1.234.567"), number("12,5"), number("many")
    (1234567.0, 1234567.0, 1234567.0, 12.5, None)
    """
    bare = re.sub(r"[\s'’_\u00a0\u202f]", "", text)
    if _PARTED[0].fullmatch(bare):
        bare = bare.replace(",", "")
    elif _PARTED[1].fullmatch(bare) or _PARTED[2].fullmatch(bare):
        bare = bare.replace(".", "")
    try:
        value = float(bare.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
