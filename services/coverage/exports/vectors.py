"""Draws a country's regions on paper as vectors: one colour for each region, numbered sites on top."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from fpdf import FPDF

from services.coverage import flat
from services.coverage.classes import Area, colour
from services.coverage.plan import Plan


def draw(paper: FPDF, areas: Sequence[Area], height: float, given: Plan | None = None) -> None:
    """Draw areas over the width of the page, ``height`` in mm at most; the numbers are those of the sites in their order."""
    view = flat.view([area.shape for area in areas], paper.epw, height)
    left, top = paper.l_margin + (paper.epw - view.width) / 2, paper.get_y()
    paper.set_line_width(0.1)
    paper.set_draw_color(90, 84, 74)
    for area in areas:
        paper.set_fill_color(colour(area.share))
        for ring in flat.rings(area.shape):
            points = [(left + x, top + y) for x, y in view.outline(ring, finest=0.15)]
            if len(points) > 2:
                paper.polygon(points, style="DF")
    paper.set_fill_color(43, 42, 51)
    for number, site in enumerate(given.sites if given else (), start=1):
        ((x, y),) = view.place(np.array([[site.longitude, site.latitude]])).tolist()
        paper.circle(left + x, top + y, 1.1, style="F")
        paper.set_font("noto", "B", 7)
        paper.text(left + x + 1.6, top + y + 1, str(number))
    paper.set_y(top + view.height + 3)
