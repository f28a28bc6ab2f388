"""The report on paper: at most six pages that a coordinator can send to a ministry as they are, maps drawn as vectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from services.coverage import classes, plan
from services.coverage.exports.cells import Cell
from services.coverage.exports.sheets import Sheet, summary
from services.coverage.exports.vectors import draw
from services.coverage.gaps import COUNTRY, ranked
from services.coverage.norms import Norm
from services.coverage.plan import Plan
from services.coverage.report import Report
from services.coverage.words import (
    CONFIDENCE,
    READINGS,
    completeness_note,
    distance,
    gap_sentence,
    name_of,
    norm_name,
    notes,
    people,
    percent,
)
from services.language.catalogue import Translator

#: Folder of the embedded font: Latin, Cyrillic and Greek, SIL Open Font License.
FONT = Path("vendor") / "noto-sans-0.4.2"
MOST_PAGES = 6
MARGIN = 16.0
#: How many regions, gaps and sites are printed; the next smaller set is taken where long names would fill more than six pages.
ROWS = ((40, 26, 10), (24, 14, 8), (12, 7, 5))
#: Longer names are cut on paper; the workbook has them whole.
NAME = 40


class _Paper(FPDF):
    def __init__(self, foot: str, fonts: Path) -> None:
        super().__init__(format="A4")
        self._foot = foot
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, 18)
        self.add_font("noto", "", fonts / "NotoSans_400Regular.ttf")
        self.add_font("noto", "B", fonts / "NotoSans_700Bold.ttf")
        self.set_text_color(43, 42, 51)

    def footer(self) -> None:
        self.set_y(-13)
        self.set_font("noto", size=7)
        self.cell(self.epw - 12, 5, self._foot)
        self.cell(12, 5, f"{self.page_no()}/{{nb}}", align="R")

    def title_line(self, text: str, size: float = 13) -> None:
        self.set_font("noto", "B", size)
        self.multi_cell(0, size * 0.48, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(1.5)

    def say(self, text: str, size: float = 9) -> None:
        self.set_font("noto", size=size)
        self.multi_cell(0, size * 0.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def to_pdf(report: Report, given: Plan | None, norms: Sequence[Norm], t: Translator, static: Path) -> bytes:
    """Draw the report; ``static`` is the folder that holds the font. Raises ``ValueError`` where it would be longer than six pages."""
    for rows in ROWS:
        paper = _drawn(report, given, norms, t, static, rows)
        if paper.page_no() <= MOST_PAGES:
            return bytes(paper.output())
        for font in paper.fonts.values():
            # A draft that is thrown away is never output, and only output closes the font files.
            if isinstance(font, TTFFont):
                font.ttfont.close()
    raise ValueError(f"the report has more than {MOST_PAGES} pages")


def _drawn(report: Report, given: Plan | None, norms: Sequence[Norm], t: Translator, static: Path, rows: tuple[int, int, int]) -> _Paper:
    country = t.country(report.settings.country)
    title = t("Where help is listed and where it is missing: {country}", country=country)
    foot = t(
        "{country}, edition {edition}, calculated on {day}. What is listed is not all there is.",
        country=country,
        edition=report.edition,
        day=t.day(report.today),
    )
    paper = _Paper(foot, static / FONT)
    paper.set_title(title)
    paper.set_lang(t.language)
    paper.set_creator("Waymark")
    paper.set_creation_date(datetime(report.today.year, report.today.month, report.today.day, tzinfo=UTC))
    paper.add_page()
    paper.title_line(title, 17)
    paper.say(t("Kind of help: {kind}", kind=name_of(report.settings.what, t)), 11)
    paper.ln(2)
    _box(paper, notes(report, t)[: 3 if report.what_if else 2])
    _pairs(paper, summary(report, t), t)
    _maps(paper, report, given, t)
    _regions(paper, report, t, rows[0])
    _gaps(paper, report, t, rows[1])
    if given is not None:
        _sites(paper, given, t, rows[2])
    _sources(paper, report, norms, t)
    return paper


def _box(paper: _Paper, lines: Iterable[str]) -> None:
    paper.set_fill_color(243, 236, 225)
    paper.set_font("noto", "B", 9.5)
    paper.multi_cell(0, 5, "\n".join(lines), fill=True, padding=3, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    paper.ln(3)


def _pairs(paper: _Paper, sheet: Sheet, t: Translator) -> None:
    _thin(paper)
    with paper.table(
        col_widths=(45, 55), text_align="LEFT", first_row_as_headings=False, line_height=5, borders_layout="HORIZONTAL_LINES"
    ) as table:
        paper.set_font("noto", size=9)
        for row in sheet.rows:
            table.row([_plain(value, t) for value in row])


def _plain(value: Cell, t: Translator) -> str:
    if isinstance(value, (int, float)):
        return t.number(value)
    return "–" if value is None else value


def _cut(name: str) -> str:
    return name if len(name) <= NAME else name[: NAME - 1] + "…"


def _thin(paper: _Paper) -> None:
    paper.set_fill_color(255)
    paper.set_draw_color(207, 196, 178)
    paper.set_line_width(0.15)


def _maps(paper: _Paper, report: Report, given: Plan | None, t: Translator) -> None:
    paper.add_page()
    paper.title_line(t("Share of people within reach, by region"))
    if not report.regions.areas:
        paper.say(t("No shapes of the regions are known, so no map is drawn."))
        return
    two = given is not None and bool(given.sites)
    height = 98.0 if two else 190.0
    if two:
        paper.say(t("Today"))
    draw(paper, classes.areas(report), height)
    if given is not None and two:
        paper.say(t("With the proposed sites"))
        draw(paper, classes.areas(report, plan.after(report, given)), height, given)
    _legend(paper, t)


def _legend(paper: _Paper, t: Translator) -> None:
    paper.set_font("noto", size=8)
    paper.set_draw_color(90, 84, 74)
    entries = classes.legend(t)
    across = 3 if max(paper.get_string_width(entry.words) for entry in entries) < paper.epw / 3 - 7 else 2
    for number, entry in enumerate(entries):
        x, y = paper.l_margin + number % across * paper.epw / across, paper.get_y()
        paper.set_fill_color(entry.colour)
        paper.rect(x, y + 0.7, 4, 3.4, style="DF")
        paper.text(x + 5.5, y + 3.5, entry.words)
        if number % across == across - 1:
            paper.ln(5.5)
    paper.ln(2)


def _regions(paper: _Paper, report: Report, t: Translator, most: int) -> None:
    paper.add_page()
    rows = sorted(report.rows, key=lambda row: -row.beyond_people)
    paper.title_line(t("Regions, those with most people out of reach first"))
    if len(rows) > most:
        paper.say(t("Shown: {shown} of {all}. The workbook has all.", shown=t.number(most), all=t.number(len(rows))), 8)
    radius = report.settings.radius
    head = (
        t("Region"),
        t("Listed"),
        t("Unconfirmed, beside"),
        t("People counted"),
        t("Share within the radius"),
        t("Median distance to the nearest"),
        t("Confidence"),
    )
    body = [
        (
            _cut(row.name),
            t.number(row.listed) if row.listed else t("No listing here"),
            t.number(row.unconfirmed),
            people(row.people, t),
            percent(row.share(radius), t),
            distance(row.median, t, minutes=report.times),
            t(CONFIDENCE[row.completeness.confidence]),
        )
        for row in rows[:most]
    ]
    _table(paper, head, body, (28, 22, 17, 18, 14, 19, 16))


def _gaps(paper: _Paper, report: Report, t: Translator, most: int) -> None:
    paper.add_page()
    paper.title_line(t("What the norms ask for and what is listed"))
    for gap in report.gaps:
        if gap.region == COUNTRY:
            paper.say(f"• {gap_sentence(gap, report, t)}", 8.5)
    paper.ln(2)
    found = ranked(report.gaps)
    paper.title_line(t("Largest gaps by region"), 11)
    if not found:
        paper.say(t("By the norms chosen, this list lacks nothing that could be judged."))
        return
    asked = (t("Asked for"), t("Listed"), t("Missing from this list"), t("People with none within the radius"))
    body = [
        (
            _cut(report.regions.names[gap.region]),
            gap.norm.code,
            t.number(gap.required or 0),
            t.number(gap.listed),
            t.number(gap.difference or 0),
            people(gap.people, t),
            t(CONFIDENCE[gap.confidence]),
        )
        for gap in found[:most]
    ]
    _table(paper, (t("Region"), t("Norm"), *asked, t("Confidence")), body, (30, 14, 14, 14, 18, 22, 18))
    if len(found) > most:
        paper.say(t("Shown: {shown} of {all}. The workbook has all.", shown=t.number(most), all=t.number(len(found))), 8)


def _sites(paper: _Paper, given: Plan, t: Translator, most: int) -> None:
    paper.ln(4)
    if paper.get_y() > 215:
        paper.add_page()
    paper.title_line(t("Where the next places would reach most people"), 11)
    paper.say(reach_sentence(given, t))
    paper.ln(1)
    body = [
        (t.number(number), _cut(site.name), _cut(site.region), people(site.gain, t))
        for number, site in enumerate(given.sites[:most], start=1)
    ]
    _table(paper, (t("Order"), t("Site"), t("Region"), t("People newly in reach")), body, (8, 30, 30, 20))


def reach_sentence(given: Plan, t: Translator) -> str:
    """Say what a plan gains and how good it provably is."""
    values = {
        "before": percent(given.before / given.total if given.total else None, t),
        "after": percent(given.after / given.total if given.total else None, t),
    }
    said = t("People counted within {radius} km: {before} today, {after} with these sites.", radius=t.number(given.radius), **values)
    if given.goal is plan.Goal.NEAREST_ON_AVERAGE:
        before, after = (distance(mean, t) for mean in (given.mean_before, given.mean_after))
        mean = t("Mean distance to the nearest: {before} today, {after} with these sites.", before=before, after=after)
        said = f"{mean} {said}"
    if given.proven:
        proof = t("No other choice is better by this measure.")
    elif given.goal is plan.Goal.MOST_PEOPLE and given.limit > 0:
        proof = t("At least {share} of what any choice could gain.", share=percent(min(1.0, given.gain / given.limit), t))
    elif given.goal is plan.Goal.FEWEST_SITES:
        proof = t(
            "Here it takes {number} sites; fewer than {least} cannot do it.", number=t.number(len(given.sites)), least=t.number(given.limit)
        )
    elif given.total and given.limit > 0:
        least = distance(given.limit / given.total, t)
        proof = t("No choice of so many sites can bring the mean below {distance}.", distance=least)
    else:
        proof = t("A quick answer: a better one may exist.")
    return f"{said} {proof}"


def _sources(paper: _Paper, report: Report, norms: Sequence[Norm], t: Translator) -> None:
    paper.add_page()
    paper.title_line(t("What these figures rest on, and what they do not say"))
    paper.say(completeness_note(report.whole.completeness, t), 8.5)
    for note in notes(report, t):
        paper.say(f"• {note}", 8.5)
    paper.ln(2)
    paper.title_line(t("Norms"), 11)
    for norm in norms:
        paper.say(f"• {norm.code}: {norm_name(norm, t)} ({t(READINGS[norm.status])}). {norm.source}", 8)
    paper.ln(2)
    origin = report.demand.origin
    paper.say(t("People: {source} {year} {licence}", source=origin.source, year=origin.year, licence=origin.licence), 8)
    paper.say(t("Borders: {source}", source=report.regions.source), 8)


def _table(paper: _Paper, head: Sequence[str], body: Sequence[Sequence[str]], widths: tuple[float, ...]) -> None:
    paper.set_font("noto", size=7.5)
    _thin(paper)
    with paper.table(col_widths=widths, text_align="LEFT", line_height=4.2, borders_layout="HORIZONTAL_LINES", padding=0.4) as table:
        table.row(list(head))
        for row in body:
            table.row(list(row))
