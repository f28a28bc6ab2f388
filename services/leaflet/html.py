"""Lays a leaflet out as HTML: one template, escaped, for the plain pages, print and the rich view alike."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from services import templates
from services.leaflet.sheet import Sheet
from services.paper import qr

_FOLDER = Path(__file__).parent / "templates"


def render(sheet: Sheet) -> Markup:
    """Draw a sheet as a ``section`` with the heading of the page; no image is fetched for it."""
    code = Markup(qr.svg(sheet.qr.tel, sheet.qr_words)) if sheet.qr else ""  # noqa: S704 - drawn by us; segno escapes the title
    return templates.draw(_FOLDER, "leaflet.html", sheet=sheet, code=code)
