"""A number as a QR code that a phone dials when it sees it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import segno

#: White modules around the code that readers need (ISO/IEC 18004).
QUIET_ZONE = 4


def matrix(tel: str) -> tuple[tuple[bool, ...], ...]:
    """Give the modules of the code of a ``tel:`` link, quiet zone included; true is dark."""
    return tuple(tuple(bool(module) for module in row) for row in _code(tel).matrix_iter(scale=1, border=QUIET_ZONE))


def svg(tel: str, words: str) -> str:
    """Draw the code as inline SVG with a text for those who cannot see it; no style and no script in it."""
    out = io.BytesIO()
    _code(tel).save(
        out,
        kind="svg",
        border=QUIET_ZONE,
        xmldecl=False,
        svgns=False,
        title=words,
        omitsize=True,
        nl=False,
        svgclass="wm-qr",
        lineclass=None,
    )
    return out.getvalue().decode("utf-8").replace("<svg ", '<svg role="img" ', 1)


def dark(tel: str) -> Iterator[tuple[int, int, int]]:
    """Give the dark runs of the code as (row, first column, length), for drawing on paper."""
    for row, modules in enumerate(matrix(tel)):
        start = None
        for column, module in enumerate((*modules, False)):
            if module and start is None:
                start = column
            elif not module and start is not None:
                yield row, start, column - start
                start = None


def _code(tel: str) -> segno.QRCode:
    return segno.make_qr(tel, error="m")
