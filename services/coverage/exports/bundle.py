"""All files of one run, by their names; the command and the page give the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from services.coverage.exports import files, paper, runfile, sheets
from services.coverage.exports.compare import before_and_after
from services.coverage.plan import Plan
from services.coverage.report import Report
from services.coverage.study import Study
from services.coverage.words import notes
from services.language.catalogue import Translator

ENDINGS = {
    "xlsx": ".xlsx",
    "csv": "-regions.csv",
    "gaps": "-gaps.csv",
    "hxl": "-regions.hxl.csv",
    "geojson": ".geojson",
    "pdf": ".pdf",
    "run": ".run.json",
}


def names(report: Report) -> Mapping[str, str]:
    """Give the file names by kind; they are plain and say the country and the kind of help only."""
    stem = f"coverage-{report.settings.country.lower()}-{report.settings.what.code}"
    return {kind: stem + ending for kind, ending in ENDINGS.items()}


def one(
    kind: str, report: Report, plan: Plan | None, study: Study, t: Translator, static: Path, inputs: Mapping[str, str] | None = None
) -> bytes:
    """Make one file, by its kind."""
    caveats = notes(report, t)
    created = datetime(report.today.year, report.today.month, report.today.day, tzinfo=UTC)
    match kind:
        case "xlsx":
            tabs = list(sheets.everything(report, plan, study.norms, t))
            if plan is not None and plan.sites:
                tabs.insert(5, before_and_after(report, plan, t))
            return files.to_xlsx(tabs, created)
        case "csv":
            return files.to_csv(sheets.regions(report, t), caveats)
        case "gaps":
            return files.to_csv(sheets.gaps(report, t), caveats)
        case "hxl":
            return files.to_hxl(sheets.regions(report, t), caveats)
        case "geojson":
            return files.to_geojson(report, plan, t)
        case "pdf":
            return paper.to_pdf(report, plan, study.norms, t, static)
        case "run":
            return runfile.write(report, study.norms, inputs or study.inputs, scenario=study.scenario, plan=plan)
    raise ValueError(f"there is no file of kind {kind!r}")


def files_of(
    report: Report, plan: Plan | None, study: Study, inputs: Mapping[str, str], t: Translator, static: Path
) -> Mapping[str, bytes]:
    """Make every file."""
    return {name: one(kind, report, plan, study, t, static, inputs) for kind, name in names(report).items()}


def lines(report: Report, plan: Plan | None, t: Translator) -> list[str]:
    """Give the summary as lines of text for a terminal, with its notes."""
    said = [f"{name}: {'–' if value is None else value}" for name, value in sheets.summary(report, t).rows]
    said += [str(row[-1]) for row in sheets.gaps(report, t).rows[:12]]
    if plan is not None:
        said += [f"{number}. {site.name} ({site.region}): +{round(site.gain)}" for number, site in enumerate(plan.sites, start=1)]
        said.append(paper.reach_sentence(plan, t))
    return [*said, *notes(report, t)[:2]]
