"""Times a spreadsheet of coded cases: reading, planning, the workbook and the PDF pack, on the shipped dataset.

python -m benchmarks.batch [cases]
"""

from __future__ import annotations

import csv
import io
import sys
import time
from datetime import UTC, datetime

from services import paths
from services.directory import edition
from services.language.catalogue import LANGUAGES, translator
from services.places.gazetteer import Gazetteer
from services.places.timezones import Timezones
from services.referral import batch, batch_files
from services.referral.model import AgeBand, CaseNeed, Delay
from services.referral.plan import plan
from services.search.index import Index

AREAS = (
    "Nakuru, KE",
    "Lyon, FR",
    "Dakar, SN",
    "Bogotá, CO",
    "Казань, RU",
    "KE",
    "Guadalajara, Jalisco, MX",
    "Almaty, KZ",
    "Kampala, UG",
    "Lima, PE",
)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def sheet(cases: int) -> bytes:
    """Make a CSV of made-up cases, different in every column."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(batch.NEEDED)
    ages, needs, delays = list(AgeBand), list(CaseNeed), list(Delay)
    for number in range(cases):
        some = ";".join(needs[(number + step) % len(needs)] for step in (0, 3, 5))
        writer.writerow([f"K{number}", AREAS[number % len(AREAS)], ages[number % len(ages)], some, "en;fr", delays[number % len(delays)]])
    return out.getvalue().encode()


def main() -> None:
    """Print one line for each stage."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    gazetteer = Gazetteer(paths.GEO / "gazetteer.sqlite")
    index = Index.of(edition.load(paths.LISTINGS), Timezones(gazetteer))
    translators = [translator(language, paths.LOCALE) for language in LANGUAGES]
    content, began = sheet(number), time.perf_counter()

    def stage(name: str, size: int | None = None) -> None:
        nonlocal began
        bytes_ = f", {size:,} bytes" if size else ""
        print(f"{name}: {time.perf_counter() - began:.1f} s{bytes_}")
        began = time.perf_counter()

    cases, problems = batch.read(content, gazetteer, translators)
    stage(f"read {len(cases)} cases, {len(problems)} refused")
    done = batch.run(cases, lambda case: plan(index, case, NOW), lambda _done, _all: None)
    stage("planned")
    stage("workbook", len(batch_files.workbook(done, problems, translators[0], NOW)))
    stage("PDF pack", len(batch_files.pack(done, translators[0], paths.FONTS)))


if __name__ == "__main__":
    main()
