"""What stands on a paper, block after block in reading order, before anybody lays it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Number:
    """A number to read (``text``) and its ``tel:`` or ``sms:`` link; ``label`` says what it reaches, ``note`` what to know first."""

    text: str
    href: str
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a short label (may be empty), words, numbers to call. ``language`` is set where the words are not the paper's."""

    text: str = ""
    label: str = ""
    numbers: tuple[Number, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A number as a QR code, with what stands below it; a phone that sees it dials."""

    tel: str
    words: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on a map: its sign, and where it is in units of the map; ``radius`` above zero is an area, as far as it is known."""

    sign: str
    x: float
    y: float
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Chart:
    """A small map drawn by us: lengths in units, x to the right, y down, from the top left corner.

    ``outlines`` are borders as lines of points, ``regions`` those inside the country. ``scale`` is the length of the bar in units and
    its words. ``words`` say in full what the map shows, for people who do not see it.
    """

    width: float
    height: float
    outlines: tuple[tuple[tuple[float, float], ...], ...]
    regions: tuple[tuple[tuple[float, float], ...], ...]
    towns: tuple[Dot, ...]
    dots: tuple[Dot, ...]
    here: Dot | None
    scale: tuple[float, str]
    words: str


@dataclass(frozen=True, slots=True)
class Block:
    """One part with its heading: lines, then a code or a map. ``kind`` is for the look alone; ``weight`` 0 is never dropped.

    The higher the weight, the sooner a small paper may do without the block.
    """

    heading: str
    lines: tuple[Line, ...]
    kind: str = "part"
    weight: int = 0
    code: Code | None = None
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document ready to be laid out. ``day`` is the only moment it bears; ``foot`` are small lines at the end."""

    title: str
    language: str
    direction: str
    day: date
    lead: tuple[str, ...]
    blocks: tuple[Block, ...]
    foot: tuple[str, ...] = ()
