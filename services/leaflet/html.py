"""Lays a leaflet out as HTML: one template, escaped, for the plain pages, print and the rich view alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from services.leaflet import qr
from services.leaflet.sheet import Sheet


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(sheet: Sheet) -> Markup:
    """Draw a sheet as a ``section`` with the heading of the page; no image is fetched for it."""
    code = Markup(qr.svg(sheet.qr.tel, sheet.qr_words)) if sheet.qr else ""  # noqa: S704 - drawn by us; segno escapes the title
    return Markup(_environment().get_template("leaflet.html").render(sheet=sheet, code=code))  # noqa: S704 - escaped by the template
