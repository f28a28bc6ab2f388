"""Check the shipped data: ``python -m services.check [folder]`` prints every problem and exits with 1 if there is one."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from services import paths
from services.directory.check import problems
from services.directory.problems import Problem
from services.places.gazetteer import Gazetteer
from services.places.inside import BASE_MAP, Borders


def everything(folder: Path, gazetteer: Path, today: date) -> Iterator[Problem]:
    """Give every problem of an edition; positions are only checked where the gazetteer file is there."""
    in_country = Borders(paths.STATIC / BASE_MAP, Gazetteer(gazetteer)) if gazetteer.exists() else None
    yield from problems(folder, today, in_country)


def main(arguments: Sequence[str], today: date) -> int:
    """Print every problem; the exit code is 1 if there is one."""
    found = list(everything(Path(arguments[0]) if arguments else paths.LISTINGS, paths.GEO / "gazetteer.sqlite", today))
    for problem in found:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{len(found)} problems\n" if found else "No problems\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], datetime.now(tz=UTC).date()))
