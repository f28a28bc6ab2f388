"""The data dictionary ``data/README.md``, made from the model: ``python -m services.directory.dictionary [--check]``.

``--check`` writes nothing and exits with 1 when the file is not what the model says.
"""

from __future__ import annotations

import difflib
import sys
import types
import typing
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic.fields import FieldInfo

from services import paths
from services.directory.model import (
    Access,
    AddressVisibility,
    Answer,
    Audience,
    Category,
    Check,
    Cost,
    Gender,
    Listing,
    ListingType,
    Phone,
    Precision,
    ServiceArea,
    Source,
    Status,
)
from services.directory.trust import CALL_FIRST_MONTHS, CHECKED_MONTHS, DOUBTS, UNCONFIRMED_MONTHS

_LISTS = (
    Category,
    ListingType,
    Audience,
    Gender,
    Answer,
    Cost,
    Access,
    Precision,
    ServiceArea,
    AddressVisibility,
    Status,
    Check,
)
_WRITTEN: dict[object, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    date: "date, 2026-05-31",
    Phone: "phones",
    Source: "sources",
}

_HEAD = """\
# Data dictionary

Made from `services/directory/model.py` by `python -m services.directory.dictionary`; do not edit by hand.

## Files
| file | what it holds |
|---|---|
| `listings/<country>.csv` | one listing a row; a file for each ISO 3166-1 code, `int.csv` for worldwide services |
| `listings/EDITION` | the date of this edition |
| `refused.csv` | every sheet row that is not listed: file, line, column, reason and the row whole |
| `sheet_rows.csv` | the account of all sheet rows: listed, merged or refused; by it an id stays when a sheet comes again |
| `towns_missing.csv` | towns that the gazetteer does not have: their listings stand at their region |
| `taxonomy.toml` | what each need means in categories and listing types |

All are CSV in UTF-8 with a comma and a header row. Every cell is text: `NA` is Namibia, `0119` keeps its zero. **An empty cell means
"the source does not say", never "no".** `python -m services.check` names every fault by file, line and column.

## Putting in own data
Edit a cell of `listings/<country>.csv`, or import a fact sheet: `python -m services.exchange.import_sheet FILE...`. An import adds new
listings and new sources. It never overwrites a cell of a listing that is there: each difference is printed, and `--replace` takes the
sheet's facts for all of them (status, check and assured_date stay). Nothing is written while a file has rows that cannot be read,
and the new edition takes the place of the old one in one step, once it is whole.
Which words of a sheet make which listing type stands in `services/exchange/kinds.py`; what its notes mean for trust, conflicts and
warnings in `services/exchange/remarks.py`.
"""

_TRUST = f"""\
## Trust
One rule, in `services/directory/trust.py`. *Checked*: the newest dated source is at most {CHECKED_MONTHS} months old.
*Older*: above that, or undated; from {CALL_FIRST_MONTHS} months on "call first".
*Unconfirmed*: above {UNCONFIRMED_MONTHS // 12} years, or any code in `doubts`. Two sources count as two only when they are of two
origins: two pages of one site, or two copies of one list, are one.

| code in `doubts` | meaning |
|---|---|
"""


def _members(annotation: object) -> tuple[object, bool]:
    """Give the type of one value and whether a cell holds several."""
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        return next(part for part in typing.get_args(annotation) if part is not type(None)), False
    return (typing.get_args(annotation)[0], True) if origin is tuple else (annotation, False)


def _written(info: FieldInfo) -> str:
    kind, several = _members(info.annotation)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        name = f"[{kind.__name__}](#{kind.__name__.lower()})"
        return f"{name}, several" if several else name
    return _WRITTEN[kind] + (", several" if several and kind is str else "")


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "required"
    return f"`{info.default}`" if isinstance(info.default, StrEnum) else "empty"


def _value_list(kind: type[StrEnum]) -> str:
    first = (kind.__doc__ or "").strip().splitlines()[0]
    return f"### {kind.__name__}\n{first}\n\n" + ", ".join(f"`{member.value}`" for member in kind) + "\n"


def text() -> str:
    """Write the dictionary."""
    rows = [
        f"| `{name}` | {_written(info)} | {_default(info)} | {(info.description or '').replace('|', chr(92) + '|')} |"
        for name, info in Listing.model_fields.items()
    ]
    columns = "## Columns of a listing\n| column | written as | if empty | meaning |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    doubts = _TRUST + "\n".join(f"| `{code}` | {meaning} |" for code, meaning in DOUBTS.items()) + "\n"
    values = "## Values\n" + "\n".join(_value_list(kind) for kind in _LISTS)
    return "\n".join([_HEAD, columns, values, doubts])


def main(arguments: Sequence[str], path: Path) -> int:
    """Write the file, or with ``--check`` say where it is stale; the exit code is then 1."""
    wanted = text()
    if list(arguments) != ["--check"]:
        path.write_text(wanted, "utf-8")
        return 0
    found = path.read_text("utf-8") if path.exists() else ""
    if found == wanted:
        return 0
    changes = difflib.unified_diff(found.splitlines(), wanted.splitlines(), str(path.name), "the model", lineterm="", n=0)
    sys.stdout.write("\n".join([*changes, f"{path.name} is stale: run python -m services.directory.dictionary", ""]))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], paths.DATA / "README.md"))
