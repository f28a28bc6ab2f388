"""The tables of a report, once for all formats: summary, regions, gaps, sites, far towns, sources, notes.

Machine formats use the stable column keys; people read the labels in their own language. HXL tags follow 4W practice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.coverage.exports.cells import Cell, cell, count, rounded
from services.coverage.gaps import COUNTRY, Gap, ranked
from services.coverage.norms import Norm
from services.coverage.plan import Plan
from services.coverage.qualities import QUALITIES
from services.coverage.report import Report, Row
from services.coverage.words import (
    CATEGORIES,
    CONFIDENCE,
    GROUPS,
    OBSTACLES,
    QUALITY_NAMES,
    READINGS,
    basis_note,
    completeness_note,
    distance,
    gap_sentence,
    name_of,
    norm_name,
    notes,
    percent,
)
from services.directory.model import Category
from services.language.catalogue import Translator


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key for machines, its label for people, its HXL tag (empty: none)."""

    key: str
    label: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; every cell is fit for a file."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


Field = tuple[Column, Callable[[Row], Cell]]


def regions(report: Report, t: Translator) -> Sheet:
    """Give one row for each region, and the country's own first."""
    fields = _fields(report, t)
    rows = [(t.country(report.settings.country), report.whole), *((row.name, row) for row in report.rows)]
    body = tuple((cell(name), *(cell(read(row)) for _, read in fields)) for name, row in rows)
    first = Column("region", t("Region"), "#adm1+name")
    return Sheet("regions", t("Regions"), (first, *(column for column, _ in fields)), body)


def _fields(report: Report, t: Translator) -> list[Field]:
    minutes = report.times
    unit = "min" if minutes else "km"
    fields: list[Field] = [
        (Column("region_code", t("Code"), "#adm1+code"), lambda row: row.code),
        (Column("listed", t("Listed"), "#service+listed+num"), lambda row: row.listed),
        (Column("unconfirmed", t("Unconfirmed, beside"), "#service+unconfirmed+num"), lambda row: row.unconfirmed),
        (Column("region_only", t("Listed without a position to measure from"), "#service+nogeo+num"), lambda row: row.region_only),
        (Column("points", t("Towns or points"), "#loc+num"), lambda row: row.points),
        *((Column(group.value, t(GROUPS[group]), f"#population+{group.value}"), _group(group)) for group in report.demand.groups),
        (Column("per_100k", t("Listed for every 100,000 people"), "#indicator+per100k"), lambda row: rounded(row.per_100k, 3)),
    ]
    for radius in report.whole.within:
        number = f"{radius:g}"
        label = (
            t("People within {number} minutes", number=t.number(radius))
            if minutes
            else t("People within {number} km", number=t.number(radius))
        )
        share = (
            t("Share within {number} minutes", number=t.number(radius))
            if minutes
            else t("Share within {number} km", number=t.number(radius))
        )
        fields.append(
            (Column(f"people_within_{number}_{unit}", label, f"#reached+within{number.replace('.', '_')}{unit}+num"), _within(radius))
        )
        fields.append(
            (Column(f"share_within_{number}_{unit}", share, f"#reached+within{number.replace('.', '_')}{unit}+pct"), _share(radius))
        )
    fields += [
        (Column("points_beyond", t("Towns with none within the radius"), "#loc+beyond+num"), lambda row: row.beyond),
        (Column("people_beyond", t("People in them"), "#population+beyond"), lambda row: count(row.beyond_people)),
        (
            Column(f"median_{unit}", t("Median distance to the nearest") + f" ({unit})", f"#indicator+median+{unit}"),
            lambda row: rounded(row.median),
        ),
        (
            Column(f"p90_{unit}", t("Nine in ten people are nearer than") + f" ({unit})", f"#indicator+p90+{unit}"),
            lambda row: rounded(row.p90),
        ),
        (
            Column("access_per_100k", t("Access by E2SFCA for every 100,000 people"), "#indicator+access"),
            lambda row: rounded(row.access, 3),
        ),
        (Column("pathway_parts", t("Parts of the pathway listed, of 4"), "#indicator+pathway+num"), lambda row: len(row.pathway)),
        (Column("single", t("Only one listed"), "#indicator+single"), lambda row: int(row.single)),
    ]
    for code in QUALITIES:
        label = t(QUALITY_NAMES[code])
        fields += [
            (Column(f"{code}_yes", t("{quality}: yes", quality=label), f"#service+{code}+yes+num"), _tally(code, "yes")),
            (Column(f"{code}_no", t("{quality}: no", quality=label), f"#service+{code}+no+num"), _tally(code, "no")),
            (Column(f"{code}_unknown", t("{quality}: not said", quality=label), f"#service+{code}+unknown+num"), _tally(code, "unknown")),
        ]
    fields += [
        (Column("known", t("Places of any kind listed"), "#service+known+num"), lambda row: row.completeness.known),
        (Column("confidence", t("Confidence"), "#meta+confidence"), lambda row: t(CONFIDENCE[row.completeness.confidence])),
        (Column("completeness", t("How complete"), "#description+completeness"), lambda row: completeness_note(row.completeness, t)),
    ]
    return fields


def _group(group: object) -> Callable[[Row], Cell]:
    return lambda row: count(row.groups[group])  # type: ignore[index]


def _within(radius: float) -> Callable[[Row], Cell]:
    return lambda row: count(row.within[radius])


def _share(radius: float) -> Callable[[Row], Cell]:
    return lambda row: rounded(row.share(radius), 4)


def _tally(code: str, answer: str) -> Callable[[Row], Cell]:
    return lambda row: int(getattr(row.qualities[code], answer))


def kinds(report: Report, t: Translator) -> Sheet:
    """Give the matrix of regions by kind of help: how many are listed."""
    head = (Column("region", t("Region"), "#adm1+name"), *(Column(c.value, t(CATEGORIES[c]), f"#service+{c.value}+num") for c in Category))
    rows = [(t.country(report.settings.country), report.whole), *((row.name, row) for row in report.rows)]
    return Sheet("kinds", t("Kinds of help"), head, tuple((cell(name), *(row.by_category[c] for c in Category)) for name, row in rows))


def gaps(report: Report, t: Translator) -> Sheet:
    """Give the gaps: the country's norms first, then the regions', most people first."""
    columns = (
        Column("region", t("Region"), "#adm1+name"),
        Column("norm", t("Norm"), "#indicator+code"),
        Column("required", t("Asked for"), "#service+required+num"),
        Column("listed", t("Listed"), "#service+listed+num"),
        Column("unconfirmed", t("Unconfirmed, beside"), "#service+unconfirmed+num"),
        Column("difference", t("Missing from this list"), "#service+gap+num"),
        Column("people_beyond", t("People with none within the radius"), "#population+beyond"),
        Column("basis", t("Counted from"), "#description+basis"),
        Column("confidence", t("Confidence"), "#meta+confidence"),
        Column("sentence", t("In a sentence"), "#description"),
    )
    country = [gap for gap in report.gaps if gap.region == COUNTRY]
    return Sheet("gaps", t("Gaps"), columns, tuple(_gap(gap, report, t) for gap in [*country, *ranked(report.gaps)]))


def _gap(gap: Gap, report: Report, t: Translator) -> tuple[Cell, ...]:
    where = t.country(report.settings.country) if gap.region == COUNTRY else report.regions.names[gap.region]
    basis = t(OBSTACLES[gap.obstacle]) if gap.obstacle in OBSTACLES else basis_note(gap, t)
    beyond = None if gap.region == COUNTRY and not gap.people else count(gap.people)
    row = (where, gap.norm.code, gap.required, gap.listed, gap.unconfirmed, gap.difference, beyond, basis)
    return tuple(cell(value) for value in (*row, t(CONFIDENCE[gap.confidence]), gap_sentence(gap, report, t)))


def sites(plan: Plan | None, t: Translator) -> Sheet:
    """Give the proposed sites in the order of choice, and how the answer changes with the radius."""
    columns = (
        Column("order", t("Order"), "#meta+order"),
        Column("site", t("Site"), "#loc+name"),
        Column("region", t("Region"), "#adm1+name"),
        Column("latitude", t("Latitude"), "#geo+lat"),
        Column("longitude", t("Longitude"), "#geo+lon"),
        Column("gain", t("People newly in reach"), "#reached+gain+num"),
    )
    if plan is None:
        return Sheet("sites", t("Sites"), columns, ())
    rows = tuple(
        (number, cell(site.name), cell(site.region), rounded(site.latitude, 4), rounded(site.longitude, 4), count(site.gain))
        for number, site in enumerate(plan.sites, start=1)
    )
    return Sheet("sites", t("Sites"), columns, rows)


def far(report: Report, t: Translator) -> Sheet:
    """Give the towns with nothing listed within the radius, largest first."""
    unit = "min" if report.times else "km"
    columns = (
        Column("town", t("Town"), "#loc+name"),
        Column("region", t("Region"), "#adm1+name"),
        Column("people", t("People"), "#population"),
        Column("distance", t("Distance to the nearest listed") + f" ({unit})", f"#indicator+distance+{unit}"),
    )
    rows = tuple((cell(town.name), cell(town.region), count(town.people), rounded(town.distance)) for town in report.far)
    return Sheet("far", t("Towns with none within the radius"), columns, rows)


def summary(report: Report, t: Translator) -> Sheet:
    """Give what was asked and the country's figures in a few lines."""
    settings, whole = report.settings, report.whole
    radius = t.number(settings.radius)
    lines: list[tuple[str, Cell]] = [
        (t("Country"), t.country(settings.country)),
        (t("What is measured"), name_of(settings.what, t)),
        (t("Radius"), t("{number} minutes", number=radius) if report.times else t("{number} km", number=radius)),
        (t("Edition of the directory"), report.edition),
        (t("Calculated on"), t.day(report.today)),
        (t("Listed"), whole.listed),
        (t("Unconfirmed, beside"), whole.unconfirmed),
        (t("People counted"), count(whole.people)),
        (t("Share of the country's people"), percent(report.demand.share_of_country, t)),
        (t("People within the radius"), count(whole.within[settings.radius])),
        (t("Share within the radius"), percent(whole.share(settings.radius), t)),
        (t("Towns with none within the radius"), whole.beyond),
        (t("Median distance to the nearest"), distance(whole.median, t, minutes=report.times)),
        (t("Nine in ten people are nearer than"), distance(whole.p90, t, minutes=report.times)),
        (t("Regions"), len(report.rows)),
        (t("Regions with nothing listed"), len(report.with_none)),
        (t("Regions with only one listed"), sum(row.single for row in report.rows)),
        (t("Regions with all four parts of the pathway"), sum(len(row.pathway) == 4 for row in report.rows)),
        (t("How complete"), completeness_note(whole.completeness, t)),
    ]
    columns = (Column("what", t("What")), Column("value", t("Value")))
    return Sheet("summary", t("Summary"), columns, tuple((cell(name), cell(value)) for name, value in lines))


def sources(report: Report, norms: Sequence[Norm], t: Translator) -> Sheet:
    """Give what the figures rest on: the people, the borders, the directory and every norm with its standing."""
    origin = report.demand.origin
    rows: list[tuple[Cell, ...]] = [
        (t("People counted"), origin.source, origin.year, origin.licence or origin.checksum),
        (t("Country total"), report.demand.total_source or "–", "", ""),
        (t("Borders"), report.regions.source, "", ""),
        (t("Directory"), t("Edition of the directory"), report.edition, "CC BY 4.0"),
    ]
    rows += [(norm.code, norm_name(norm, t), t(READINGS[norm.status]), f"{norm.source} {norm.link}".strip()) for norm in norms]
    columns = (
        Column("what", t("What")),
        Column("source", t("Source")),
        Column("date", t("Date or standing")),
        Column("more", t("Where it was read")),
    )
    return Sheet("sources", t("Sources"), columns, tuple(tuple(cell(value) for value in row) for row in rows))


def caveats(report: Report, t: Translator) -> Sheet:
    """Give the notes that travel with the figures."""
    return Sheet("notes", t("Notes"), (Column("note", t("Note")),), tuple((cell(note),) for note in notes(report, t)))


def everything(report: Report, plan: Plan | None, norms: Sequence[Norm], t: Translator) -> tuple[Sheet, ...]:
    """Give all sheets in the order of the workbook."""
    return (
        summary(report, t),
        regions(report, t),
        kinds(report, t),
        gaps(report, t),
        sites(plan, t),
        far(report, t),
        sources(report, norms, t),
        caveats(report, t),
    )
