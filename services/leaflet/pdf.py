"""Lays a leaflet out as one A4 page of PDF, made in memory, with its font inside it.

A name in a script that the font does not have is left out and what is known of the place in the reader's script stays; the screen shows
the name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fpdf import FPDF

from services.leaflet.sheet import Row, Section, Sheet
from services.paper import canvas

#: Text sizes in points that are tried until the sheet fits on one page; below the last nobody can read it.
SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)

_MARGIN, _WIDTH, _HEIGHT, _GAP, _CODE = 14.0, 210.0, 297.0, 6.0, 30.0
_INCH_POINTS, _INCH_MM = 72.0, 25.4


class TooMuch(ValueError):
    """The sheet does not fit on one page even in the smallest type; choose fewer centres."""


def pdf(sheet: Sheet, fonts: Path) -> bytes:
    """Make the PDF of a sheet, titled and with its language set; ``fonts`` is the folder of the vendored Noto Sans.

    Raises ``TooMuch`` where it cannot fit on one page.
    """
    with canvas.opened(sheet.title, sheet.language, sheet.day, fonts) as tried:
        size = next((size for size in SIZES if _Page(tried, sheet, size).fits()), None)
    if size is None:
        raise TooMuch(f"{sum(len(section.rows) for section in sheet.sections)} rows do not fit on one page")
    with canvas.opened(sheet.title, sheet.language, sheet.day, fonts) as paper:
        _Page(paper, sheet, size)
        return bytes(paper.output())


@dataclass
class _Page:
    """One attempt at the page, in one size of type; lengths are millimetres from the top left corner."""

    paper: FPDF
    sheet: Sheet
    size: float

    def __post_init__(self) -> None:
        self.paper.add_page()
        self.bottom = self._draw()

    def fits(self) -> bool:
        return self.bottom <= _HEIGHT - _MARGIN

    def _draw(self) -> float:
        full = _WIDTH - 2 * _MARGIN
        narrow = full - _CODE - _GAP if self.sheet.qr else full
        y = self._text(self.sheet.title, _MARGIN, _MARGIN, narrow, 1.7, bold=True)
        y = self._text(self.sheet.dated, _MARGIN, y + 1, narrow, 1.0)
        code_end = self._code() if self.sheet.qr else 0.0
        for section in self.sheet.sections:
            if section.kind == "centres":
                y = self._columns(section, max(y, code_end), full)
            else:
                y = self._section(section, y, narrow if y < code_end else full)
        y = max(y, code_end) + 2
        for note in self.sheet.notes:
            y = self._text(note, _MARGIN, y, full, 0.85)
        return y

    def _code(self) -> float:
        number = self.sheet.qr
        assert number is not None  # noqa: S101 - asked before
        left = _WIDTH - _MARGIN - _CODE
        canvas.draw_code(self.paper, number.tel, left, _MARGIN, _CODE)
        return self._text(self.sheet.qr_words, left, _MARGIN + _CODE, _CODE, 0.8)

    def _section(self, section: Section, y: float, width: float) -> float:
        y = self._heading(section, y, width)
        for row in section.rows:
            y = self._row(row, _MARGIN, y, width, beside=True)
        return y

    def _columns(self, section: Section, y: float, full: float) -> float:
        y = self._heading(section, y, full)
        width = (full - _GAP) / 2
        half = (len(section.rows) + 1) // 2
        ends = [y]
        for column, rows in enumerate((section.rows[:half], section.rows[half:])):
            end = y
            for row in rows:
                end = self._row(row, _MARGIN + column * (width + _GAP), end, width, beside=False)
            ends.append(end)
        return max(ends)

    def _heading(self, section: Section, y: float, width: float) -> float:
        y = self._text(section.heading, _MARGIN, y + 2, width, 1.2, bold=True)
        return self._text(section.note, _MARGIN, y, width, 1.0) if section.note else y

    def _row(self, row: Row, x: float, y: float, width: float, *, beside: bool) -> float:
        """Set a row: its name and, in bold, its numbers; emergency numbers and lines have them at the head of the row."""
        numbers = "  ".join(f"{number.text} ({number.label})" if number.label else number.text for number in row.numbers)
        rest = " · ".join(part for part in (self._shown(row.label), row.site, row.note) if part)
        if beside and numbers:
            first = min(width * 0.45, self._width(numbers) + 4)
            left = self._text(numbers, x, y, first, 1.15, bold=True)
            return max(left, self._text(rest, x + first, y + 0.06 * self._line(1.0), width - first, 1.0))
        y = self._text(rest, x, y, width, 0.95)
        return (self._text(numbers, x, y, width, 1.0, bold=True) if numbers else y) + 0.6

    def _width(self, text: str) -> float:
        self.paper.set_font("noto", "B", self.size * 1.15)
        return float(self.paper.get_string_width(text))

    def _line(self, scale: float) -> float:
        return self.size * scale * 1.25 * _INCH_MM / _INCH_POINTS

    def _text(self, text: str, x: float, y: float, width: float, scale: float, *, bold: bool = False) -> float:
        self.paper.set_font("noto", "B" if bold else "", self.size * scale)
        self.paper.set_xy(x, y)
        self.paper.multi_cell(width, self._line(scale), canvas.readable(self.paper, text), align="L", new_x="LEFT", new_y="NEXT")
        return float(self.paper.get_y())

    def _shown(self, label: str) -> str:
        """Leave out the part of a label that the font cannot show: a name after the town it stands in, or the whole."""
        return ": ".join(part for part in label.split(": ") if canvas.can_show(self.paper, part))
