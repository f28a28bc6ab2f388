"""Several reports side by side: countries, or what is listed against what would be under a scenario."""

from __future__ import annotations

from collections.abc import Sequence

from services.coverage.exports.cells import Cell, cell, count, rounded
from services.coverage.exports.sheets import Column, Sheet
from services.coverage.plan import Plan, after
from services.coverage.reach import people_within
from services.coverage.report import Report
from services.coverage.words import CONFIDENCE, completeness_note, distance, percent
from services.language.catalogue import Translator


def compare(named: Sequence[tuple[str, Report]], t: Translator) -> Sheet:
    """Give one row for each report. What is listed differs from country to country, so the rows say how complete each is."""
    columns = (
        Column("name", t("Name"), "#meta+name"),
        Column("listed", t("Listed"), "#service+listed+num"),
        Column("unconfirmed", t("Unconfirmed, beside"), "#service+unconfirmed+num"),
        Column("people", t("People counted"), "#population"),
        Column("share_of_country", t("Share of the country's people"), "#population+pct"),
        Column("within", t("People within the radius"), "#reached+num"),
        Column("share_within", t("Share within the radius"), "#reached+pct"),
        Column("points_beyond", t("Towns with none within the radius"), "#loc+beyond+num"),
        Column("median", t("Median distance to the nearest"), "#indicator+median"),
        Column("regions_none", t("Regions with nothing listed"), "#adm1+none+num"),
        Column("pathway", t("Regions with all four parts of the pathway"), "#adm1+pathway+num"),
        Column("access", t("Access by E2SFCA for every 100,000 people"), "#indicator+access"),
        Column("always_open", t("Open day and night: of those that say"), "#service+always_open"),
        Column("children", t("For children: of those that say"), "#service+children"),
        Column("confidence", t("Confidence"), "#meta+confidence"),
        Column("completeness", t("How complete"), "#description+completeness"),
    )
    return Sheet("compare", t("Side by side"), columns, tuple(_row(name, report, t) for name, report in named))


def _row(name: str, report: Report, t: Translator) -> tuple[Cell, ...]:
    whole, radius = report.whole, report.settings.radius
    row: tuple[Cell, ...] = (
        name,
        whole.listed,
        whole.unconfirmed,
        count(whole.people),
        percent(report.demand.share_of_country, t),
        count(whole.within[radius]),
        percent(whole.share(radius), t),
        whole.beyond,
        distance(whole.median, t, minutes=report.times),
        len(report.with_none),
        sum(len(row.pathway) == 4 for row in report.rows),
        rounded(whole.access, 3),
        _says(report, "always_open", t),
        _says(report, "children", t),
        t(CONFIDENCE[whole.completeness.confidence]),
        completeness_note(whole.completeness, t),
    )
    return tuple(cell(value) for value in row)


def _says(report: Report, quality: str, t: Translator) -> str:
    tally = report.whole.qualities[quality]
    return t("{yes} of {all}", yes=t.number(tally.yes), all=t.number(tally.yes + tally.no))


def before_and_after(report: Report, given: Plan, t: Translator) -> Sheet:
    """Give for each region the people within reach today and with the proposed sites; regions that gain most stand first."""
    people, radius = report.demand.of(report.settings.group), given.radius
    count_of = len(report.regions)
    today, then = (people_within(km, people, report.demand.region, count_of, radius) for km in (report.distances, after(report, given)))
    columns = (
        Column("region", t("Region"), "#adm1+name"),
        Column("people", t("People counted"), "#population"),
        Column("share_today", t("Share within the radius today"), "#reached+today+pct"),
        Column("share_then", t("With the proposed sites"), "#reached+then+pct"),
        Column("gain", t("People newly in reach"), "#reached+gain+num"),
        Column("completeness", t("How complete"), "#description+completeness"),
    )
    order = sorted(range(count_of), key=lambda region: (-(then[region] - today[region]), region))
    rows = []
    for region in order:
        row = report.rows[region]
        shares = (percent(float(reached[region]) / row.people if row.people else None, t) for reached in (today, then))
        gain = count(float(then[region] - today[region]))
        rows.append((cell(row.name), count(row.people), *shares, gain, completeness_note(row.completeness, t)))
    return Sheet("before_after", t("Before and after"), columns, tuple(rows))
