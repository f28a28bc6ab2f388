"""Paper: words broken into lines, blocks kept together, a card of panels to fold, and marks that a screen reader follows."""

from __future__ import annotations

import re
import subprocess
import zlib
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from services import paths
from services.paper import canvas, html, plain
from services.paper.draw import Run, Style, _rows, pieces
from services.paper.model import Block, Code, Document, Line, Number
from services.paper.pdf import CARD_HEIGHT, CARD_WIDTH, TooMuch, _panels, card, lightened, pdf

DAY = date(2026, 11, 24)


def document(*blocks: Block, language: str = "en", **facts: object) -> Document:
    return Document("Notes", language, "ltr", DAY, ("Lead.",), blocks, ("Foot.",), "Some lost.", "Cut and fold.", **facts)  # type: ignore[arg-type]


def block(name: str, *texts: str, weight: int = 0) -> Block:
    return Block(name, tuple(Line(text, weight=weight) for text in texts))


def read(content: bytes) -> str:
    return subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def drawing(content: bytes) -> str:
    """Give what is drawn on the pages, unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S)
    unpacked = []
    for stream in streams:
        try:
            unpacked.append(zlib.decompress(stream).decode("latin-1"))
        except zlib.error:
            continue
    return "\n".join(text for text in unpacked if " BDC" in text)


WORDS = st.lists(st.text(alphabet="aмé ,-", min_size=0, max_size=40), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def paper() -> Iterator[canvas.Paper]:
    with canvas.opened("x", "en", DAY, paths.FONTS) as some:
        some.add_page()
        yield some


@for_any(texts=WORDS, width=st.floats(8, 120), size=st.floats(6, 20))
@settings(max_examples=60, deadline=None)
def test_no_row_is_wider_than_its_column_and_no_letter_is_lost(paper: canvas.Paper, texts: list[str], width: float, size: float) -> None:
    runs = [Run(text, bold=bool(number % 2)) for number, text in enumerate(texts)]
    rows = list(_rows(paper, runs, size, width))
    for row in rows:
        seen = [*row[:-1], Run(row[-1].text.rstrip(" "), row[-1].bold)] if row else []
        wide = sum(paper.wide(run.text, run.bold, size) for run in seen)
        assert wide <= width + 1e-6 or sum(len(run.text.strip()) for run in row) <= 1
    kept = "".join(run.text for row in rows for run in row)
    assert kept.replace(" ", "") == "".join(texts).replace(" ", "")


def test_a_number_that_can_be_tapped_stays_on_one_row(paper: canvas.Paper) -> None:
    rows = list(_rows(paper, [Run("words and more words "), Run("0700 111 222", bold=True, href="tel:0700111222")], 10, 45))
    assert [run.text for row in rows for run in row if run.href] == ["0700 111 222"]


def test_a_number_in_print_can_be_tapped() -> None:
    content = pdf([document(Block("Call", (Line("Line", numbers=(Number("116", "tel:116"),)),)))], paths.FONTS)
    assert b"/URI (tel:116)" in content


def test_marks_are_closed_and_in_reading_order() -> None:
    content = pdf([document(Block("One", (Line("a"), Line("b")), code=Code("tel:116", "116")), block("Two", "c"))], paths.FONTS)
    drawn = drawing(content)
    assert drawn.count("BDC") + drawn.count("BMC") == drawn.count("EMC")
    marks = re.findall(r"/(\w+) <</MCID (\d+)>> BDC", drawn)
    assert [int(number) for _, number in marks] == list(range(len(marks)))
    assert [kind for kind, _ in marks] == ["H1", "P", "H2", "P", "P", "Figure", "P", "H2", "P", "P"]
    assert b"/Alt" in content and b"/Lang (en)" in content


def test_the_same_document_gives_the_same_file_whenever_it_is_made() -> None:
    some = document(block("One", "a"))
    assert pdf([some], paths.FONTS) == pdf([some], paths.FONTS)


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    blocks = [block(f"Heading {number}", *[f"line {number}-{row}" for row in range(7)]) for number in range(40)]
    for page in read(pdf([document(*blocks)], paths.FONTS)).split("\f"):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert not lines or not lines[-1].startswith("Heading")


def test_larger_type_needs_more_room(paper: canvas.Paper) -> None:
    some = document(block("A", "b"))
    heights = [sum(piece.height for group in pieces(paper, some, Style(size), 100) for piece in group) for size in (9, 11)]
    assert heights[0] < heights[1]


def test_what_the_font_lacks_gives_way_to_what_it_has_and_this_is_said() -> None:
    thai = document(Block("โรงพยาบาล", (Line("ถนน", instead="Chiang Mai"), Line("ถนน")), instead="Clinic"))
    text = read(pdf([thai], paths.FONTS))
    assert "Clinic" in text and "Chiang Mai" in text and "Some lost." in text
    assert "Some lost." not in read(pdf([document(block("Clinic", "Road"))], paths.FONTS))


@pytest.mark.parametrize(("count", "strips"), [(1, 1), (2, 1), (5, 1), (6, 2), (9, 2), (10, 2)])
def test_panels_are_85_by_54_and_lie_on_the_page(count: int, strips: int) -> None:
    panels = _panels(count)
    assert len(panels) >= count
    assert len({frame.x for frame in panels}) == strips
    for frame in panels:
        assert frame.x - 3.5 >= 0 and frame.x - 3.5 + CARD_WIDTH <= 210.01
        assert frame.y - 3.5 >= 0 and frame.y - 3.5 + CARD_HEIGHT <= 297.01
    ys = sorted({frame.y for frame in panels})
    assert all(abs(later - before - CARD_HEIGHT) < 1e-9 for before, later in pairwise(ys))


def test_a_card_leaves_out_the_heaviest_lines_first_and_whole() -> None:
    heavy = [block(f"Place {number}", "word " * 500, weight=3) for number in range(6)]
    light = [block(f"Number {number}", f"051 222 000{number}") for number in range(6)]
    text = read(card(document(*heavy, *light), paths.FONTS))
    assert all(f"051 222 000{number}" in text for number in range(6)) and "word" not in text
    assert "word" in read(card(document(block("Place", "word", weight=3)), paths.FONTS))


def test_what_cannot_fit_on_a_card_is_refused() -> None:
    with pytest.raises(TooMuch):
        card(document(*[block(f"Place {number}", "word " * 500) for number in range(9)]), paths.FONTS)


def test_nothing_is_drawn_beyond_a_panel_or_a_page() -> None:
    long = document(*[block(f"Place {number}", "word " * 150) for number in range(4)])
    for content in (card(long, paths.FONTS), pdf([document(*[block(f"Place {n}", "word " * 900) for n in range(9)])], paths.FONTS)):
        heights = [float(y) for _, y in re.findall(r"BT ([\d.-]+) ([\d.-]+) Td", drawing(content))]
        assert heights and min(heights) > 10 and max(heights) < 842 - 2


def test_lines_that_cannot_be_shown_beside_a_code_are_neither_doubled_nor_lost() -> None:
    lines = [Line("ถนน"), *(Line(f"line {number}") for number in range(12))]
    text = read(pdf([document(Block("Place", tuple(lines), code=Code("tel:116", "116")))], paths.FONTS))
    assert [text.count(f"line {number}\n") for number in range(12)] == [1] * 12


def test_lightened_keeps_what_weighs_no_more() -> None:
    some = document(Block("A", (Line("a"), Line("b", weight=2))), block("B", "c", weight=3), Block("C", (Line("d"),), weight=2))
    light = lightened(some, 1)
    assert [one.heading for one in light.blocks] == ["A"] and [line.text for line in light.blocks[0].lines] == ["a"]
    assert lightened(some, 3) == some


def test_labels_take_the_colon_of_their_language() -> None:
    some = block("A")
    line = Block("A", (Line("midi", label="Quand"),))
    assert "Quand\u00a0: midi" in plain.text(document(line, language="fr")) and "Quand\u00a0:</b>" in html.file(
        document(line, language="fr")
    )
    assert "Quand: midi" in plain.text(document(line)) and some.lines == ()


def test_words_of_another_language_are_marked_in_html() -> None:
    page = html.file(document(Block("A", (Line("Wednesday mornings", language="en"),)), language="ru"))
    assert '<bdi lang="en">Wednesday mornings</bdi>' in page and '<html lang="ru"' in page
