"""Sheets as files: made in memory, handed over, forgotten; their names tell nothing in a list of downloads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from services.directory.edition import Directory
from services.paper import html, plain
from services.paper.pdf import card, pdf
from services.referral.content import PersonSheet, ProviderSheet
from services.referral.model import Paper
from services.referral.record import record


class Format(StrEnum):
    """In what form a sheet is handed over."""

    PDF = "pdf"
    HTML = "html"
    TEXT = "txt"
    JSON = "json"


_TYPES = {
    Format.PDF: "application/pdf",
    Format.HTML: "text/html",
    Format.TEXT: "text/plain",
    Format.JSON: "application/json",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file for the browser: nobody keeps it here."""

    name: str
    mime: str
    content: bytes


def name(form: Format) -> str:
    """Name a file so that it says nothing: ``notes.pdf``."""
    return f"notes.{form}"


def made(sheet: PersonSheet | ProviderSheet, form: Format, directory: Directory, fonts: Path) -> File:
    """Make a file of a sheet; ``fonts`` is the folder of the vendored Noto Sans.

    Raises ``ValueError`` for the JSON of a discreet sheet: it names every place, and is for a worker's system, not to be carried.
    """
    if form is Format.JSON and isinstance(sheet, PersonSheet) and sheet.discreet:
        raise ValueError("a discreet sheet has no JSON")
    return File(name(form), _TYPES[form], _content(sheet, form, directory, fonts))


def _content(sheet: PersonSheet | ProviderSheet, form: Format, directory: Directory, fonts: Path) -> bytes:
    if form is Format.PDF:
        folded = isinstance(sheet, PersonSheet) and sheet.size is Paper.WALLET
        return card(sheet.document, fonts) if folded else pdf([sheet.document], fonts)
    if form is Format.HTML:
        return html.file(sheet.document).encode()
    if form is Format.TEXT:
        return plain.text(sheet.document).encode()
    ids = [sheet.listing_id] if isinstance(sheet, ProviderSheet) else [place.listing_id for place in sheet.places]
    return record([directory.by_id[one] for one in ids], directory.edition).encode()


def pack(sheets: Sequence[PersonSheet | ProviderSheet], fonts: Path) -> File:
    """Make one A4 file of many sheets, each from a new page; ``sheets`` may not be empty."""
    return File(name(Format.PDF), _TYPES[Format.PDF], pdf([sheet.document for sheet in sheets], fonts))
