"""All files of one run, by their names; the command and the page give the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from services.coverage.exports import files, paper, runfile, sheets
from services.coverage.plan import Plan
from services.coverage.report import Report
from services.coverage.study import Study
from services.coverage.words import notes
from services.language.catalogue import Translator


def files_of(
    report: Report, plan: Plan | None, study: Study, inputs: Mapping[str, str], t: Translator, static: Path
) -> Mapping[str, bytes]:
    """Give the content of every file; the names are plain and say the country and the kind of help only."""
    stem = f"coverage-{report.settings.country.lower()}-{report.settings.what.code}"
    tables = sheets.everything(report, plan, study.norms, t)
    by_key = {sheet.key: sheet for sheet in tables}
    caveats = notes(report, t)
    created = datetime(report.today.year, report.today.month, report.today.day, tzinfo=UTC)
    return {
        f"{stem}.xlsx": files.to_xlsx(tables, created),
        f"{stem}-regions.csv": files.to_csv(by_key["regions"], caveats),
        f"{stem}-gaps.csv": files.to_csv(by_key["gaps"], caveats),
        f"{stem}-regions.hxl.csv": files.to_hxl(by_key["regions"], caveats),
        f"{stem}.geojson": files.to_geojson(report, plan, t),
        f"{stem}.pdf": paper.to_pdf(report, plan, study.norms, t, static),
        f"{stem}.run.json": runfile.write(report, study.norms, inputs, scenario=study.scenario, plan=plan),
    }


def lines(report: Report, plan: Plan | None, t: Translator) -> list[str]:
    """Give the summary as lines of text for a terminal, with its notes."""
    said = [f"{name}: {'–' if value is None else value}" for name, value in sheets.summary(report, t).rows]
    said += [str(row[-1]) for row in sheets.gaps(report, t).rows[:12]]
    if plan is not None:
        said += [f"{number}. {site.name} ({site.region}): +{round(site.gain)}" for number, site in enumerate(plan.sites, start=1)]
        said.append(paper.reach_sentence(plan, t))
    return [*said, *notes(report, t)[:2]]
