"""A country's leaflet as a PDF, with so many centres as fit on its one page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from services.directory.edition import Directory
from services.language.catalogue import Translator
from services.leaflet.contents import MOST_CENTRES, leaflet
from services.leaflet.pdf import TooMuch, pdf
from services.leaflet.sheet import sheet
from services.search.index import Index


def printed(index: Index, directory: Directory, country: str, now: datetime, t: Translator, fonts: Path, discreet: bool = False) -> bytes:
    """Make the PDF of a country's leaflet; ``fonts`` is the folder of the vendored Noto Sans, ``now`` must be aware.

    Raises ``TooMuch`` where even without centres it does not fit on a page.
    """
    most = MOST_CENTRES
    while True:
        try:
            return pdf(sheet(leaflet(index, directory, country, now, most), t, discreet), fonts)
        except TooMuch:
            if not most:
                raise
            most //= 2
