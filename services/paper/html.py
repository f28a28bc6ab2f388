"""Lays documents out as HTML: the form that screen readers, large type and every script of a name can be read in; nothing is fetched."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from services import templates
from services.paper import chart, qr
from services.paper.model import Code, Document

_FOLDER = Path(__file__).parent / "templates"


def part(document: Document) -> Markup:
    """Draw a document as an ``article`` of a page; it has no style and no script of its own."""
    return templates.draw(
        _FOLDER,
        "document.html",
        document=document,
        code=_code,
        paths=chart.paths,
        sign=chart.SIGN,
        credit=chart.CREDIT,
    )


def file(document: Document) -> str:
    """Draw a document as a file of its own, to keep or to print."""
    return str(templates.draw(_FOLDER, "file.html", document=document, body=part(document)))


def _code(code: Code) -> Markup:
    return Markup(qr.svg(code.tel, code.words))  # noqa: S704 - drawn by us; segno escapes the title
