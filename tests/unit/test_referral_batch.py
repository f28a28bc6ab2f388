"""A spreadsheet of coded cases: good rows are planned, bad ones named by row and column, and nothing in a cell is ever run or repeated."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from services import paths
from services.language.catalogue import LANGUAGES, translator
from services.places.gazetteer import Gazetteer
from services.referral import batch, batch_files
from services.referral.batch import Fault, Planned, Problem
from services.referral.model import AgeBand, Case, CaseNeed, Delay, Must, Plan, Step, StepKind, Urgency
from services.referral.reasons import Reason

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TRANSLATORS = [translator(language, paths.LOCALE) for language in LANGUAGES]
GOOD = {"code": "K7-204", "area": "Nakuru, KE", "age_band": "from_12", "needs": "medical", "language": "sw", "urgency": "days_0_3"}

Read = Callable[..., tuple[tuple[batch.Coded, ...], tuple[Problem, ...]]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(paths.GEO / "gazetteer.sqlite")


@pytest.fixture(scope="module")
def read(gazetteer: Gazetteer) -> Read:
    def read_rows(*changes: dict[str, str]) -> tuple[tuple[batch.Coded, ...], tuple[Problem, ...]]:
        return batch.read(table([{**GOOD, **change} for change in changes]), gazetteer, TRANSLATORS)

    return read_rows


def table(lines: list[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(batch.COLUMNS))
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()


def made_up(case: Case) -> Plan:
    return Plan(case, (Step(StepKind.PSYCHOSOCIAL, Urgency.THIS_WEEK, Reason.PSYCHOSOCIAL.value, (), (), 0),), (), (), NOW.date())


def test_a_good_row_becomes_a_case_and_nothing_else(read: Read) -> None:
    (coded,), problems = read(
        {"reach_km": "30", "gender": "girls", "musts": "free;may_come_alone", "contact_safe": "no", "needs": "medical; legal"}
    )
    assert not problems
    case = coded.case
    assert (coded.code, coded.row) == ("K7-204", 2)
    assert case.place is not None
    assert (case.place.name, case.where, case.reach_km) == ("Nakuru", "KE", 30)
    assert (case.age, case.delay, case.contact_safe) == (AgeBand.FROM_12, Delay.DAYS_0_3, False)
    assert case.needs == {CaseNeed.MEDICAL, CaseNeed.LEGAL}
    assert case.musts == {Must.FREE, Must.ALONE}


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_may_be_written_in_any_of_our_languages(read: Read, language: str) -> None:
    said = batch.listed(translator(language, paths.LOCALE))
    (coded,), problems = read(
        {"needs": said["needs"]["legal"], "urgency": said["urgency"]["weeks_2_4"], "language": said["language"]["sw"]}
    )
    assert not problems
    assert coded.case.needs == {CaseNeed.LEGAL}
    assert (coded.case.delay, coded.case.languages) == (Delay.WEEKS_2_4, ("sw",))


@pytest.mark.parametrize(
    ("column", "text", "fault"),
    [
        ("code", "", Fault.EMPTY),
        ("code", "Maria", Fault.CODE),
        ("code", "ANNA", Fault.CODE),
        ("code", "Maria Lopez", Fault.CODE),
        ("code", "2010-05-12", Fault.CODE),
        ("code", "254-712-345678", Fault.CODE),
        ("code", "0712345678", Fault.CODE),
        ("code", "K7; she is twelve", Fault.CODE),
        ("code", "=1+1", Fault.FORMULA),
        ("code", "@SUM(A1)", Fault.FORMULA),
        ("area", "", Fault.EMPTY),
        ("area", "Nakuru", Fault.AREA),
        ("area", "Atlantis, KE", Fault.AREA),
        ("area", "+cmd|' /C calc'!A0", Fault.FORMULA),
        ("area", "Springfield, US", Fault.AREA_UNCLEAR),
        ("age_band", "twelve", Fault.NOT_A_VALUE),
        ("needs", "medical; revenge", Fault.NOT_A_VALUE),
        ("urgency", "yesterday", Fault.NOT_A_VALUE),
        ("language", "klingon language", Fault.NOT_A_VALUE),
        ("reach_km", "0", Fault.NOT_A_VALUE),
        ("reach_km", "nan", Fault.NOT_A_VALUE),
        ("reach_km", "far", Fault.NOT_A_VALUE),
        ("musts", "-2+3", Fault.FORMULA),
        ("gender", "\uff1dA1", Fault.FORMULA),
        ("contact_safe", "perhaps", Fault.NOT_A_VALUE),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column_and_the_other_rows_are_done(read: Read, column: str, text: str, fault: Fault) -> None:
    cases, problems = read({"code": "A1"}, {column: text}, {"code": "B2"})
    assert [coded.code for coded in cases] == ["A1", "B2"]
    assert problems == (Problem(3, column, fault),)
    for t in TRANSLATORS:
        assert not text or text not in problems[0].say(t)


def test_every_fault_of_a_row_is_named_and_a_code_may_stand_once(read: Read) -> None:
    _, problems = read({}, {"code": "k7-204", "area": "Nowhere", "needs": "x"})
    assert problems == (Problem(3, "code", Fault.TWICE), Problem(3, "area", Fault.AREA), Problem(3, "needs", Fault.NOT_A_VALUE))


@pytest.mark.parametrize("area", ["KE", "ke", "Kenya", "Кения", "Kenia", "country:KE"])
def test_a_country_alone_is_enough(read: Read, area: str) -> None:
    (coded,), problems = read({"area": area})
    assert not problems
    assert coded.case.where == "KE"


def test_a_region_tells_towns_of_one_name_apart(read: Read) -> None:
    (coded,), problems = read({"area": "Springfield, Illinois, US"})
    assert not problems
    assert coded.case.place is not None
    assert coded.case.place.region_code == "US.IL"


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.NOT_A_TABLE),
        (b"\x00\x01\x02", Fault.NOT_A_TABLE),
        (b"\xff\xfe\xfd", Fault.NOT_A_TABLE),
        (b"PK\x03\x04 broken", Fault.NOT_A_TABLE),
        (bomb(), Fault.NOT_A_TABLE),
        (b"x" * (batch.MOST_BYTES + 1), Fault.TOO_LARGE),
        (table([]), Fault.NO_ROWS),
        (b"code,area\nK1,KE\n", Fault.COLUMN_MISSING),
        (table([{**GOOD, "code": f"K{number}", "area": "KE"} for number in range(batch.MOST_CASES + 1)]), Fault.TOO_MANY),
    ],
    ids=["empty", "zeros", "not-utf8", "broken-zip", "bomb", "large", "no-rows", "columns", "many"],
)
def test_a_file_that_cannot_be_used_says_why(gazetteer: Gazetteer, content: bytes, fault: Fault) -> None:
    cases, problems = batch.read(content, gazetteer, TRANSLATORS)
    assert fault in {problem.fault for problem in problems}
    assert len(cases) == (batch.MOST_CASES if fault is Fault.TOO_MANY else 0)
    assert all("{" not in problem.say(t) for problem in problems for t in TRANSLATORS)


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(gazetteer: Gazetteer, content: bytes) -> None:
    cases, problems = batch.read(content, gazetteer, TRANSLATORS[:1])
    assert problems
    assert not cases


@given(st.text(max_size=60))
def test_a_code_always_has_letters_and_digits_and_no_blank(text: str) -> None:
    if batch.is_code(text):
        assert any(sign.isdigit() for sign in text)
        assert any(sign.isalpha() for sign in text)
        assert len(text) <= 20
        assert not any(sign.isspace() or sign.islower() for sign in text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_read_back_as_its_own_example(gazetteer: Gazetteer, language: str) -> None:
    content = batch_files.template(translator(language, paths.LOCALE), NOW)
    (coded,), problems = batch.read(content, gazetteer, [translator(language, paths.LOCALE)])
    assert not problems
    assert coded.case.delay is Delay.DAYS_0_3


def test_what_a_formula_in_a_workbook_hides_is_not_taken(gazetteer: Gazetteer) -> None:
    book = Workbook()
    tab = book.worksheets[0]
    tab.append(list(batch.NEEDED))
    tab.append(['=HYPERLINK("http://x","K7-204")', "KE", "from_12", "medical", "sw", "days_0_3"])
    out = io.BytesIO()
    book.save(out)
    cases, problems = batch.read(out.getvalue(), gazetteer, TRANSLATORS)
    assert not cases
    assert problems == (Problem(2, "code", Fault.EMPTY),)


def test_no_cell_of_the_workbook_is_a_formula_and_the_file_says_nothing_about_anybody(read: Read) -> None:
    cases, problems = read({"code": "A1"}, {"area": "Nowhere"})
    done = batch.run(cases, made_up, lambda _number, _of: None)
    book = load_workbook(io.BytesIO(batch_files.workbook(done, problems, TRANSLATORS[0], NOW)))
    assert [tab.title for tab in book.worksheets] == ["Plans", "Cases", "Not done"]
    for tab in book.worksheets:
        assert all(cell.data_type == "s" and not str(cell.value).startswith(("=", "+", "@")) for row in tab for cell in row if cell.value)
    assert book.properties.creator in ("", None)
    bad = [[cell.value for cell in row] for row in book.worksheets[2]]
    assert bad[1][:2] == ["3", "area"]


def test_progress_counts_every_case(read: Read) -> None:
    cases, _ = read(*({"code": f"K{number}"} for number in range(5)))
    told: list[tuple[int, int]] = []
    done = batch.run(cases, made_up, lambda number, of: told.append((number, of)))
    assert told == [(number, 5) for number in range(1, 6)]
    assert all(isinstance(one, Planned) for one in done)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pack_has_a_page_for_each_case(read: Read, language: str) -> None:
    cases, _ = read(*({"code": f"K{number}"} for number in range(3)))
    made = batch_files.pack(batch.run(cases, made_up, lambda _number, _of: None), translator(language, paths.LOCALE), paths.FONTS)
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page\n") == 3
