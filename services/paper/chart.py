"""Draws a small map on paper and as inline SVG: the same lines, rings and names in both."""

from __future__ import annotations

from collections.abc import Iterable

from fpdf import FPDF

from services.paper import canvas
from services.paper.model import Chart, Dot, Points, Ring

#: What the map is made of; the licence of GeoNames asks for the name.
CREDIT = "Natural Earth, GeoNames"
#: Radius of a sign in units.
SIGN = 3.4


def draw_chart(paper: FPDF, chart: Chart, left: float, top: float, width: float, size: float) -> None:
    """Draw a map ``width`` mm wide, with names in type of ``size`` points."""
    unit = width / chart.width
    with canvas.tagged(paper, "Figure", chart.words):
        for lines, grey, thick in ((chart.regions, 190, 0.15), (chart.borders, 120, 0.3)):
            paper.set_draw_color(grey)
            paper.set_line_width(thick)
            for points in lines:
                paper.polyline([(left + x * unit, top + y * unit) for x, y in points])
        paper.set_draw_color(150)
        paper.set_line_width(0.2)
        paper.rect(left, top, width, chart.height * unit)
        for town in chart.towns:
            _name(paper, town, left, top, unit, size * 0.9)
        for ring in chart.rings:
            _ring(paper, ring, left, top, unit)
        for dot in chart.dots:
            _dot(paper, dot, left, top, unit, size)
        _bar(paper, chart, left, top, unit, size * 0.9)
    paper.set_text_color(0)


def _name(paper: FPDF, town: Dot, left: float, top: float, unit: float, size: float) -> None:
    x, y = left + town.x * unit, top + town.y * unit
    paper.set_fill_color(90)
    paper.ellipse(x - 0.5, y - 0.5, 1.0, 1.0, style="F")
    paper.set_font("noto", "", size)
    paper.set_text_color(80)
    if canvas.can_show(paper, town.sign):
        paper.text(x + 1.2, y - 0.8, town.sign)


def _ring(paper: FPDF, ring: Ring, left: float, top: float, unit: float) -> None:
    paper.set_draw_color(0)
    paper.set_line_width(0.3)
    paper.set_dash_pattern(dash=1, gap=1)
    wide = ring.radius * unit
    paper.ellipse(left + ring.x * unit - wide, top + ring.y * unit - wide, 2 * wide, 2 * wide)
    paper.set_dash_pattern()


def _dot(paper: FPDF, dot: Dot, left: float, top: float, unit: float, size: float) -> None:
    x, y, sign = left + dot.x * unit, top + dot.y * unit, SIGN * unit
    paper.set_fill_color(0)
    paper.ellipse(x - sign, y - sign, 2 * sign, 2 * sign, style="F")
    paper.set_font("noto", "B", size)
    paper.set_text_color(255)
    paper.text(x - paper.get_string_width(dot.sign) / 2, y + size * 0.125, dot.sign)


def _bar(paper: FPDF, chart: Chart, left: float, top: float, unit: float, size: float) -> None:
    x, y = left + (chart.width - 4) * unit, top + (chart.height - 4) * unit
    paper.set_draw_color(0)
    paper.set_line_width(0.4)
    paper.line(x - chart.bar * unit, y, x, y)
    for end in (x - chart.bar * unit, x):
        paper.line(end, y - 0.8, end, y + 0.8)
    paper.set_font("noto", "", size)
    paper.set_text_color(0)
    words = canvas.readable(paper, chart.bar_words)
    paper.text(x - paper.get_string_width(words), y - 1.4, words)
    paper.set_font("noto", "", size * 0.8)
    paper.text(left + 1.5, top + chart.height * unit - 1.2, CREDIT)


def path(points: Points) -> str:
    """Write a line for the ``d`` of an SVG path, in units rounded to a tenth."""
    first, *rest = (f"{x:g} {y:g}" for x, y in points)
    return f"M{first}" + (f"L{' '.join(rest)}" if rest else "")


def paths(lines: Iterable[Points]) -> str:
    """Write several lines as one path."""
    return "".join(path(points) for points in lines)
