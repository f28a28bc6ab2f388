"""A sheet of PDF in memory, with its font inside it: what every paper of ours opens, writes on and closes in the same way."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

from services.paper import qr

#: Narrow blanks that printers like; the font has none, and nobody misses them.
_BLANKS = str.maketrans({"\u202f": "\u00a0", "\u2009": " "})

#: Size in points in which words are measured.
_MEASURED = 100.0

REGULAR, BOLD = "NotoSans_400Regular.ttf", "NotoSans_700Bold.ttf"


class Paper(FPDF):
    """An A4 document that remembers how wide words are: the same ones stand on sheet after sheet."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        self._wide: dict[tuple[str, bool], float] = {}

    def wide(self, text: str, bold: bool, size: float) -> float:
        """Give the width of a text in mm; it grows with the size of the type in points."""
        found = self._wide.get((text, bold))
        if found is None:
            self.set_font("noto", "B" if bold else "", _MEASURED)
            found = self._wide[text, bold] = float(self.get_string_width(text)) / _MEASURED
        return found * size


@contextmanager
def opened(title: str, language: str, day: date, fonts: Path) -> Iterator[Paper]:
    """Open an A4 document, titled and with its language set; ``fonts`` is the folder of the vendored Noto Sans.

    It bears the day alone: the moment when somebody printed it, and with what, is nobody's business.
    """
    paper = Paper()
    try:
        paper.set_auto_page_break(False)
        paper.set_margin(0)
        paper.add_font("noto", "", fonts / REGULAR)
        paper.add_font("noto", "B", fonts / BOLD)
        paper.set_lang(language)
        paper.set_title(title)
        paper.set_producer("")
        paper.set_creation_date(datetime(day.year, day.month, day.day, tzinfo=UTC))
        yield paper
    finally:
        # fpdf2 keeps the files of its fonts open.
        for font in paper.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()


def _signs(paper: FPDF) -> Container[int]:
    font = paper.fonts["noto"]
    assert isinstance(font, TTFFont)  # noqa: S101 - the one that was added
    return font.cmap


def can_show(paper: FPDF, text: str) -> bool:
    """Say whether the font has every letter of a text; a name in a script that it lacks would come out as boxes."""
    signs = _signs(paper)
    return all(ord(sign) in signs or sign == "\n" for sign in text.translate(_BLANKS))


def readable(paper: FPDF, text: str) -> str:
    """Put a blank for every sign that the font lacks."""
    signs = _signs(paper)
    return "".join(sign if ord(sign) in signs or sign == "\n" else " " for sign in text.translate(_BLANKS))


def draw_code(paper: FPDF, tel: str, left: float, top: float, side: float) -> None:
    """Draw a number's QR code, quiet zone included, as a square of ``side`` mm."""
    unit = side / len(qr.matrix(tel))
    paper.set_fill_color(0, 0, 0)
    for row, column, length in qr.dark(tel):
        paper.rect(left + column * unit, top + row * unit, length * unit, unit, style="F")


@contextmanager
def tagged(paper: FPDF, kind: str, words: str | None = None) -> Iterator[None]:
    """Mark what is drawn as a heading (``H1``, ``H2``), a paragraph (``P``) or a ``Figure`` with its words.

    The marks, in the order in which they are made, are the reading order for a screen reader (PDF 1.7, 14.8). A mark ends on its page.
    """
    mark = paper.struct_builder.next_mcid_for_page(paper.page)
    paper._add_marked_content(struct_type=f"/{kind}", mcid=mark, alt_text=words)
    paper._out(f"/{kind} <</MCID {mark}>> BDC")
    yield
    paper._out("EMC")


@contextmanager
def decoration(paper: FPDF) -> Iterator[None]:
    """Mark what is drawn as saying nothing: lines to cut and fold along."""
    paper._out("/Artifact BMC")
    yield
    paper._out("EMC")
