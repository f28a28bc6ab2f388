"""Lays documents out as PDF: on A4, or as a card that folds to 85 x 54 mm; made in memory, tagged in reading order, its font inside.

The card is one strip of panels, or two side by side, to be cut out of an A4 page: folded along the middle and then in a zigzag it has
the size of a bank card. What does not fit on it goes in the order of the weights of lines and blocks, never by halves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from services.paper import canvas
from services.paper.canvas import Paper
from services.paper.draw import Piece, Style, heading, pieces
from services.paper.model import Document

A4_WIDTH, A4_HEIGHT = 210.0, 297.0
_MARGIN = 16.0
#: Sizes in points: the largest with which a document needs the fewest sheets; nothing smaller is read in a hurry.
_A4_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)

CARD_WIDTH, CARD_HEIGHT = 85.0, 54.0
MOST_ROWS = 5
_PAD = 3.5
_CARD_SIZES = (8.5, 8.0, 7.5, 7.0)
HEAVIEST = 3


class TooMuch(ValueError):
    """Even its lightest lines do not fit on the card."""


class _Full(Exception):
    """No frame is left."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where pieces go, in mm from the top left corner of a page."""

    page: int
    x: float
    y: float
    width: float
    height: float


Placed = tuple[Frame, float, Piece]


def pdf(documents: Sequence[Document], fonts: Path) -> bytes:
    """Make one A4 file of documents, each from a new page; the title, language and day are those of the first."""
    first = documents[0]
    with canvas.opened(first.title, first.language, first.day, fonts) as paper:
        for document in documents:
            _a4(paper, document)
        return bytes(paper.output())


def card(document: Document, fonts: Path) -> bytes:
    """Make a card of a document.

    Raises ``TooMuch`` where it cannot fit.
    """
    with canvas.opened(document.title, document.language, document.day, fonts) as paper:
        paper.add_page()
        for weight in range(HEAVIEST, -1, -1):
            lighter = lightened(document, weight)
            for size in _CARD_SIZES:
                if _fits_card(paper, lighter, Style(size, small=0.85, title=1.35)):
                    return bytes(paper.output())
    raise TooMuch(f"{len(document.blocks)} blocks do not fit on a card")


def lightened(document: Document, weight: int) -> Document:
    """Leave out lines and blocks above a weight."""
    blocks = tuple(
        replace(block, lines=tuple(line for line in block.lines if line.weight <= weight))
        for block in document.blocks
        if block.weight <= weight
    )
    return replace(document, blocks=tuple(block for block in blocks if block.lines))


def _a4(paper: Paper, document: Document) -> None:
    """Write a document on as few pages as its smallest type allows, in the largest type that needs no more."""
    start = paper.page
    paper.add_page()
    tries = [_flow(_groups(paper, document, size), _pages(start + 1)) for size in (Style(size) for size in _A4_SIZES)]
    fewest = min(placed[-1][0].page for placed in tries)
    placed = next(one for one in tries if one[-1][0].page == fewest)
    for frame, y, piece in placed:
        while paper.page < frame.page:
            paper.add_page()
        piece.draw(frame.x, y)


def _groups(paper: Paper, document: Document, style: Style) -> list[list[Piece]]:
    return pieces(paper, document, style, A4_WIDTH - 2 * _MARGIN)


def _pages(first: int) -> Iterator[Frame]:
    page = first
    while True:
        yield Frame(page, _MARGIN, _MARGIN, A4_WIDTH - 2 * _MARGIN, A4_HEIGHT - 2 * _MARGIN)
        page += 1


def _fits_card(paper: Paper, document: Document, style: Style) -> bool:
    """Draw a document on the card if it fits, in as few panels as it needs."""
    groups = pieces(paper, document, style, CARD_WIDTH - 2 * _PAD)
    for rows in range(1, 2 * MOST_ROWS + 1):
        panels = _panels(rows)
        try:
            placed = _flow(groups, iter(panels))
        except _Full:
            continue
        _marks(paper, document, panels)
        for frame, y, piece in placed:
            piece.draw(frame.x, y)
        return True
    return False


def _panels(count: int) -> list[Frame]:
    """Give so many panels: one strip, or two strips beside each other, the second being the back of the first."""
    strips = 1 if count <= MOST_ROWS else 2
    rows = -(-count // strips)
    left, top = (A4_WIDTH - strips * CARD_WIDTH) / 2, (A4_HEIGHT - rows * CARD_HEIGHT) / 2
    return [
        Frame(1, left + strip * CARD_WIDTH + _PAD, top + row * CARD_HEIGHT + _PAD, CARD_WIDTH - 2 * _PAD, CARD_HEIGHT - 2 * _PAD)
        for strip in range(strips)
        for row in range(rows)
    ]


def _marks(paper: Paper, document: Document, panels: Sequence[Frame]) -> None:
    """Draw where to cut and where to fold, and say it above the strip."""
    left, top = panels[0].x - _PAD, panels[0].y - _PAD
    right, bottom = panels[-1].x - _PAD + CARD_WIDTH, panels[-1].y - _PAD + CARD_HEIGHT
    with canvas.decoration(paper):
        paper.set_draw_color(120)
        paper.set_line_width(0.2)
        paper.rect(left, top, right - left, bottom - top)
        paper.set_dash_pattern(dash=2, gap=2)
        for y in sorted({frame.y - _PAD for frame in panels} - {top}):
            paper.line(left - 4, y, right + 4, y)
        for x in sorted({frame.x - _PAD for frame in panels} - {left}):
            paper.line(x, top - 4, x, bottom + 4)
        paper.set_dash_pattern()
    note = heading(paper, document.folding, "P", 8.0, A4_WIDTH - 2 * _MARGIN)
    note.draw(_MARGIN, max(2.0, top - 8.0))


def _flow(groups: Sequence[Sequence[Piece]], frames: Iterator[Frame]) -> list[Placed]:
    """Put groups into frames, each whole if it can be, else piece by piece, a heading never without what it heads.

    Raises ``_Full`` where the frames are.
    """
    frame = _next(frames)
    y = frame.y
    placed: list[Placed] = []
    for group in groups:
        rest = list(group)
        if _height(rest) <= frame.height < y - frame.y + _height(rest):
            frame = _next(frames)
            y = frame.y
        while rest:
            # The first two stay together: a heading and its first line.
            together = rest[:2] if len(rest) == len(group) else rest[:1]
            if y - frame.y + _height(together) > frame.height:
                frame = _next(frames)
                y = frame.y
                if _height(together) > frame.height:
                    raise _Full
            for piece in together:
                placed.append((frame, y, piece))
                y += piece.height
            rest = rest[len(together) :]
    return placed


def _next(frames: Iterator[Frame]) -> Frame:
    try:
        return next(frames)
    except StopIteration:
        raise _Full from None


def _height(group: Sequence[Piece]) -> float:
    return sum(piece.height for piece in group)
