"""Measures and draws the parts of a document: lines of words in two weights, numbers that can be tapped, codes and small maps.

Lengths are mm, sizes of type points. Words are broken at blanks; a word that is longer than its line is broken where it must be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from services.paper import canvas
from services.paper.canvas import Paper
from services.paper.chart import draw_chart
from services.paper.model import Block, Code, Document, Line

MM_PER_POINT = 25.4 / 72.0
_LEADING = 1.32
_CODE_SIDE = 23.0
_GAP = 3.0
_CHART_WIDTH = 130.0
_MOST_ROWS = 9


@dataclass(frozen=True, slots=True)
class Style:
    """Size of the text in points; the others are times it: small lines, the title, headings, what is urgent."""

    size: float
    small: float = 0.82
    title: float = 1.8
    heading: float = 1.22
    urgent: float = 1.35


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is drawn in one go: its height, and what draws it at a left and a top."""

    height: float
    draw: Callable[[float, float], None]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one weight; with an ``href`` they can be tapped."""

    text: str
    bold: bool = False
    href: str = ""


def pieces(paper: Paper, document: Document, style: Style, width: float) -> list[list[Piece]]:
    """Measure a document as groups of pieces that belong together: the title, each block, the foot."""
    teller = _Teller(paper, style, width, document.colon)
    groups = [
        [
            heading(paper, document.title, "H1", style.size * style.title, width),
            *(piece for words in document.lead for piece in teller.plain(words)),
        ]
    ]
    groups += [teller.block(block) for block in document.blocks]
    foot = [*document.foot, document.unshown] if teller.lost else list(document.foot)
    groups.append([piece for words in foot if words for piece in _texts(paper, [Run(words)], style.size * style.small, width)])
    return [group for group in groups if group]


def heading(paper: Paper, words: str, tag: str, size: float, width: float) -> Piece:
    """Measure a heading, with some air above a lower one."""
    run = Run(canvas.readable(paper, words), bold=tag != "P")
    return _text(paper, list(_rows(paper, [run], size, width)), tag, size, size * 0.25 if tag == "H2" else 0.0)


@dataclass
class _Teller:
    """Turns blocks into pieces; ``lost`` says that something was left out for want of letters."""

    paper: Paper
    style: Style
    width: float
    colon: str = ":"
    lost: bool = False

    def plain(self, words: str) -> list[Piece]:
        return _texts(self.paper, [Run(words)], self.style.size, self.width)

    def block(self, block: Block) -> list[Piece]:
        head = block.heading if canvas.can_show(self.paper, block.heading) else block.instead
        self.lost |= head != block.heading
        if block.code:
            group = self._beside(block.code, head, block.lines)
        else:
            size = self.style.size * (self.style.urgent if block.kind == "urgent" else 1.0)
            group = [self._head(head, self.width), *(piece for line in block.lines for piece in self._line(line, self.width, size))]
        if block.chart:
            chart, wide = block.chart, min(self.width, _CHART_WIDTH)
            small = self.style.size * self.style.small
            high = chart.height * wide / chart.width
            group.append(Piece(high + 2, lambda x, y: draw_chart(self.paper, chart, x, y + 1, wide, small)))
        return group

    def _head(self, words: str, width: float) -> Piece:
        return heading(self.paper, words, "H2", self.style.size * self.style.heading, width)

    def _line(self, line: Line, width: float, size: float) -> list[Piece]:
        runs = tuple(self._runs(line))
        return _texts(self.paper, runs, size, width) if runs else []

    def _runs(self, line: Line) -> Iterator[Run]:
        """Give a line's words, a number first where the line is only a number; what cannot be shown in letters is left out."""
        text = line.text
        if not canvas.can_show(self.paper, text):
            self.lost = True
            text = line.instead if canvas.can_show(self.paper, line.instead) else ""
        if not text and not line.numbers:
            return
        if line.label:
            yield Run(f"{line.label}{self.colon} ", bold=True)
        if text:
            yield Run(f"{text}  " if line.numbers else text)
        for position, number in enumerate(line.numbers):
            yield Run(f"{'   ' if position else ''}{number.text}", bold=True, href=number.href)
            if number.label:
                yield Run(f" ({number.label})")

    def _beside(self, code: Code, head: str, lines: Sequence[Line]) -> list[Piece]:
        """Set a code to the right of the first lines of its block; the lines below it have the whole width again."""
        narrow, size = self.width - _CODE_SIDE - _GAP, self.style.size
        words = heading(self.paper, code.words, "P", size * self.style.small, _CODE_SIDE)
        least = _CODE_SIDE + words.height
        first = [self._head(head, narrow)]
        left = list(lines)
        while left and sum(one.height for one in first) < least:
            first += self._line(left.pop(0), narrow, size)
        height = max(sum(one.height for one in first), least)
        beside = Piece(height, lambda x, y: self._draw_beside(code, words, first, x, y))
        return [beside, *(piece for line in left for piece in self._line(line, self.width, size))]

    def _draw_beside(self, code: Code, words: Piece, first: Sequence[Piece], x: float, y: float) -> None:
        top = y
        for piece in first:
            piece.draw(x, top)
            top += piece.height
        left = x + self.width - _CODE_SIDE
        with canvas.tagged(self.paper, "Figure", code.words):
            canvas.draw_code(self.paper, code.tel, left, y, _CODE_SIDE)
        words.draw(left + 2, y + _CODE_SIDE)


def _texts(paper: Paper, runs: Sequence[Run], size: float, width: float) -> list[Piece]:
    """Measure a paragraph, in pieces of so many rows as fit even on a panel of a card."""
    shown = [Run(canvas.readable(paper, run.text), run.bold, run.href) for run in runs]
    rows = list(_rows(paper, shown, size, width))
    return [_text(paper, rows[first : first + _MOST_ROWS], "P", size, 0.0) for first in range(0, len(rows), _MOST_ROWS)]


def _text(paper: Paper, rows: Sequence[Sequence[Run]], tag: str, size: float, above: float) -> Piece:
    """Measure rows of words; ``above`` is air in points."""
    leading, air = size * _LEADING * MM_PER_POINT, above * MM_PER_POINT

    def draw(x: float, y: float) -> None:
        with canvas.tagged(paper, tag):
            for number, row in enumerate(rows):
                _draw_row(paper, row, size, x, y + air + number * leading, leading)

    return Piece(air + leading * len(rows) + size * 0.18 * MM_PER_POINT, draw)


def _draw_row(paper: Paper, row: Sequence[Run], size: float, x: float, y: float, leading: float) -> None:
    paper.set_text_color(0, 0, 0)
    for run in row:
        wide = _width(paper, run, size)
        paper.set_font("noto", "B" if run.bold else "", size)
        paper.text(x, y + leading * 0.76, run.text)
        if run.href:
            paper.link(x, y, wide, leading, run.href)
        x += wide


def _width(paper: Paper, run: Run, size: float) -> float:
    return paper.wide(run.text, run.bold, size)


def _rows(paper: Paper, runs: Sequence[Run], size: float, width: float) -> Iterator[list[Run]]:
    """Break runs into rows no wider than ``width``; a run that can be tapped stays whole where it fits on a row."""
    row: list[Run] = []
    left = width
    for word in _words(paper, runs, size, width):
        wide = _width(paper, word, size)
        if row and _width(paper, Run(word.text.rstrip(" "), word.bold), size) > left:
            yield _joined(row)
            row, left = [], width
            word = Run(word.text.lstrip(" "), word.bold, word.href)
            wide = _width(paper, word, size)
        row.append(word)
        left -= wide
    yield _joined(row)


def _words(paper: Paper, runs: Sequence[Run], size: float, width: float) -> Iterator[Run]:
    for run in runs:
        parts = [run.text] if run.href else [f"{word} " for word in run.text.split(" ")]
        if not run.href and parts:
            parts[-1] = parts[-1][:-1]
        for part in parts:
            while _width(paper, Run(part, run.bold), size) > width and len(part) > 1:
                fits = max(
                    1, next(cut for cut in range(len(part), 0, -1) if cut == 1 or _width(paper, Run(part[:cut], run.bold), size) <= width)
                )
                yield Run(part[:fits], run.bold, run.href)
                part = part[fits:]
            if part:
                yield Run(part, run.bold, run.href)


def _joined(row: Sequence[Run]) -> list[Run]:
    """Join neighbours of one look, so that a reader of the file finds words and not syllables."""
    joined: list[Run] = []
    for run in row:
        if joined and (joined[-1].bold, joined[-1].href) == (run.bold, run.href):
            joined[-1] = Run(joined[-1].text + run.text, run.bold, run.href)
        else:
            joined.append(run)
    return joined
