"""The files of many cases: the template to fill in, the plans as a workbook, and all plans as one PDF, a case on a page of its own.

Every text in a workbook is a text, never a formula; what stood in a refused cell is not written out again.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from services.cards import words as card_words
from services.coverage.exports.cells import safe
from services.language.catalogue import Translator
from services.paper.model import Block, Document, Line, Number
from services.paper.pdf import pdf
from services.places import naming
from services.referral import words
from services.referral.batch import COLUMNS, NEEDED, Coded, Planned, Problem, listed
from services.referral.compare import calls
from services.referral.model import Option, Plan, Step

TEMPLATE_NAME, PLANS_NAME, PACK_NAME = "template.xlsx", "plans.xlsx", "plans.pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: A case made up to show how a row is written; whoever forgets to take it out gets a plan for nobody.
_EXAMPLE = ("K7-204", "Nakuru, KE", "from_12", "medical; psychosocial", "sw; en", "days_0_3", "30", "girls", "free; may_come_alone", "no")

#: So many lines of a step stand in the pack; the workbook holds all.
_IN_PACK = 2

Row = tuple[str, ...]
Tab = tuple[str, Sequence[str], Sequence[Row]]


def template(t: Translator, created: datetime) -> bytes:
    """Make the workbook to fill in: the columns with one example, and on a second sheet every value that may stand in them."""
    values = [(column, code, said) for column, codes in listed(t).items() for code, said in codes.items()]
    needed = [(column, t("needed") if column in NEEDED[:2] else t("may be left empty"), "") for column in COLUMNS]
    tabs: list[Tab] = [
        (t("Cases"), COLUMNS, [_EXAMPLE]),
        (t("Values"), (t("Column"), t("Value"), t("Meaning")), [*needed, *values]),
    ]
    return _book(tabs, created)


def workbook(done: Sequence[Planned], problems: Sequence[Problem], t: Translator, created: datetime) -> bytes:
    """Write all plans: a row for each option of each step, the cases with their first step, and the rows that were not done."""
    plans = [row for planned in done for row in _rows(planned, t)]
    cases = [_case_row(planned, t) for planned in done]
    bad = [(str(problem.row or ""), problem.column, problem.say(t)) for problem in problems]
    head = (t("Case"), t("No."), t("Step"), t("When"), t("Place or line"), t("Contact"), t("Why"), t("Take care"), t("By phone"), "id")
    tabs: list[Tab] = [
        (t("Plans"), head, plans),
        (t("Cases"), (t("Case"), t("Where"), t("First step"), t("When"), t("Cannot be met")), cases),
        (t("Not done"), (t("Row"), t("Column"), t("What is wrong")), bad),
    ]
    return _book(tabs, created)


def pack(done: Sequence[Planned], t: Translator, fonts: Path) -> bytes:
    """Lay all plans out as one PDF; ``done`` may not be empty, ``fonts`` is the folder of the vendored Noto Sans."""
    return pdf([_document(planned, t) for planned in done], fonts)


def _rows(planned: Planned, t: Translator) -> Iterator[Row]:
    for number, step in enumerate(planned.plan.steps, start=1):
        for by_phone, options in (("", step.options), (t("yes"), step.by_phone)):
            for option in options:
                yield (
                    planned.coded.code,
                    str(number),
                    words.step_title(t, step.kind),
                    words.urgency(t, step.urgency),
                    option.listing.name,
                    _calls(option, t),
                    " · ".join(words.why(t, option)),
                    " ".join(words.caution(t, code, option.listing) for code in option.cautions),
                    by_phone,
                    option.listing.id,
                )


def _case_row(planned: Planned, t: Translator) -> Row:
    plan, first = planned.plan, planned.plan.steps[0]
    return (
        planned.coded.code,
        _where(planned.coded, t),
        words.step_title(t, first.kind),
        words.urgency(t, first.urgency),
        " ".join(words.unmet(t, code) for code in plan.unmet),
    )


def _where(coded: Coded, t: Translator) -> str:
    return naming.full(coded.case.place, t) if coded.case.place else t.country(coded.case.where)


def _calls(option: Option, t: Translator) -> str:
    return " · ".join(text for text, _ in calls(option.match, t))


def _book(tabs: Sequence[Tab], created: datetime) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, head, lines in tabs:
        tab = book.create_sheet(title[:31])
        _fill(tab, [tuple(head), *lines])
    book.properties.creator = ""
    book.properties.created = book.properties.modified = created.replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(tab: Worksheet, lines: Sequence[Row]) -> None:
    for number, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            place = tab.cell(number, column)
            place.value = safe(text)
            place.data_type = "s"
            if number == 1:
                place.font = Font(bold=True)
                place.alignment = Alignment(wrap_text=True, vertical="top")
    for column in range(1, len(lines[0]) + 1):
        widest = max(len(line[column - 1]) for line in lines[:200])
        tab.column_dimensions[get_column_letter(column)].width = min(60, max(9, widest + 2))
    tab.freeze_panes = "B2"


def _document(planned: Planned, t: Translator) -> Document:
    plan, case = planned.plan, planned.coded.case
    asked = [words.age_band(t, case.age), words.delay(t, case.delay), *(words.need(t, one) for one in sorted(case.needs))]
    if case.gender:
        asked.append(t(card_words.GENDERS[case.gender]))
    if case.languages:
        asked.append(t.several(t.language_name(code) for code in case.languages))
    blocks = [Block(t("Said first"), tuple(Line(words.unmet(t, code)) for code in plan.unmet))] if plan.unmet else []
    blocks += [_block(number, step, t) for number, step in enumerate(plan.steps, start=1)]
    return Document(
        title=t("Plan {code}", code=planned.coded.code),
        language=t.language,
        direction=t.direction,
        day=plan.dated,
        lead=(_where(planned.coded, t) + ". " + " · ".join(asked), _dated(plan, t)),
        blocks=tuple(blocks),
        foot=(t("Coded: it bears no name. Write none on it."),),
        unshown=t("Some names could not be printed here in their own letters."),
    )


def _dated(plan: Plan, t: Translator) -> str:
    day: date = plan.dated
    return t("Plan of {day}. Facts may have changed: ask before you send anybody.", day=t.day(day))


def _block(number: int, step: Step, t: Translator) -> Block:
    heading = t("{number}. {step}", number=t.number(number), step=words.step_title(t, step.kind))
    lines = [Line(words.step_reason(t, step), label=t("When: {when}", when=words.urgency(t, step.urgency)))]
    for option in (*step.options[:_IN_PACK], *step.by_phone[: _IN_PACK - 1]):
        numbers = tuple(Number(text, href) for text, href in calls(option.match, t)[:2])
        said = " · ".join((*words.why(t, option), *(words.caution(t, code, option.listing) for code in option.cautions)))
        lines.append(
            Line(
                said,
                label=option.listing.name,
                numbers=numbers,
                instead=said,
            )
        )
    return Block(heading, tuple(lines))
