"""Cells that no spreadsheet runs: text that looks like a formula is made plain, and numbers too small to show are left out."""

from __future__ import annotations

import math

from services.coverage.report import shown

Cell = str | int | float | None

#: First signs that make a spreadsheet calculate, or break out of a cell (OWASP, CSV injection).
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "\uff1d", "\uff0b", "\uff0d", "\uff20")


#: Spaces inside numbers as French, Russian and others write them.
_SPACES = "\u00a0\u202f\u2009"


def safe(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula; a name is never worth a command.

    >>> safe("=HYPERLINK(1)"), safe("Nairobi")
    ("'=HYPERLINK(1)", 'Nairobi')
    """
    bare = "".join(sign for sign in text if sign in "\t\n\r" or sign.isprintable() or sign in _SPACES)
    return "'" + bare if bare.lstrip(" ").startswith(_STARTS) else bare


def cell(value: Cell) -> Cell:
    """Make a value fit for a file: text made safe, infinity and NaN empty (nothing is listed, or nobody lives there)."""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def count(people: float) -> Cell:
    """Write a number of people: whole, and as ``<5`` where it is from 1 to 4."""
    number = shown(people)
    return "<5" if number is None else int(number)


def rounded(value: float | None, digits: int = 1) -> float | None:
    """Round; ``None``, infinity and NaN stay empty."""
    return None if value is None or not math.isfinite(value) else round(value, digits)
