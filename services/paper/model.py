"""What stands on a paper, block after block in reading order, before anybody lays it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.language.typography import NO_BREAK_SPACE

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number to read (``text``) and its ``tel:`` or ``sms:`` link; ``label`` says what it reaches, where that is known."""

    text: str
    href: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a short label (may be empty), words, numbers to call.

    ``language`` is set where the words are not in the language of the paper. ``instead`` stands on a PDF whose font lacks a letter of
    ``text``; empty: the line is then left out. A small paper does without a line the sooner the higher its ``weight``; 0 always stays.
    """

    text: str = ""
    label: str = ""
    numbers: tuple[Number, ...] = ()
    language: str = ""
    instead: str = ""
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """A number as a QR code, with what stands below it; a phone that sees it dials."""

    tel: str
    words: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A sign or a name on a map, and where it stands in units of the map."""

    sign: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Ring:
    """An area on a map: what it belongs to is somewhere in it."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A small map drawn by us: lengths in units, x to the right, y down, from the top left corner; north is up.

    ``borders`` and ``regions`` are lines of points. ``bar`` is the length of the scale bar, ``bar_words`` what it stands for. ``words``
    say in full what the map shows, for people who do not see it.
    """

    width: float
    height: float
    borders: tuple[Points, ...]
    regions: tuple[Points, ...]
    towns: tuple[Dot, ...]
    dots: tuple[Dot, ...]
    rings: tuple[Ring, ...]
    bar: float
    bar_words: str
    words: str


@dataclass(frozen=True, slots=True)
class Block:
    """One part with its heading: lines, then a code or a map. ``kind`` is for the look alone; ``weight`` is as that of a line.

    ``instead`` stands on a PDF whose font lacks a letter of the heading.
    """

    heading: str
    lines: tuple[Line, ...]
    kind: str = "part"
    weight: int = 0
    instead: str = ""
    code: Code | None = None
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to be laid out. ``day`` is the only moment it bears; ``foot`` are small lines at the end.

    ``unshown`` is said on a PDF from which something had to be left out for want of letters; ``folding`` how a small paper is cut.
    """

    title: str
    language: str
    direction: str
    day: date
    lead: tuple[str, ...]
    blocks: tuple[Block, ...]
    foot: tuple[str, ...] = ()
    unshown: str = ""
    folding: str = ""

    @property
    def colon(self) -> str:
        """What stands between a label and its words."""
        return f"{NO_BREAK_SPACE}:" if self.language == "fr" else ":"
