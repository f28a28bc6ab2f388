"""What the plain pages draw from: public facts only, given by whoever puts the app together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from services import paths
from services.directory.edition import Directory
from services.places.gazetteer import Gazetteer
from services.referral.chart import Outlines
from services.referral.sheet import Material
from services.rights import wording
from services.rights.library import Library
from services.search.index import Index


@dataclass(frozen=True)
class Sources:
    """Where facts come from, each loaded when first asked for; ``fonts`` is the folder of the vendored Noto Sans."""

    directory: Callable[[], Directory]
    index: Callable[[], Index]
    gazetteer: Callable[[], Gazetteer]
    library: Callable[[], Library]
    now: Callable[[], datetime]
    fonts: Path

    def row(self, listing_id: str) -> int:
        """Give the index row of a listing, by its id."""
        return self.index().row(self._positions[listing_id])

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {listing.id: position for position, listing in enumerate(self.directory().listings)}

    @cached_property
    def material(self) -> Material:
        """Gather what a referral's sheets are made from."""
        words, outlines = wording.load(paths.RIGHTS / "wording.toml"), Outlines(paths.STATIC / "base.topo.json")
        return Material(self.directory(), self.index(), self.library(), words, self.gazetteer(), outlines)

    @cached_property
    def languages(self) -> frozenset[str]:
        """Name the languages that any listing speaks, by their codes."""
        return frozenset(code for listing in self.directory().listings for code in listing.languages)
