"""The shipped edition and gazetteer, read once for all tests of content."""

from __future__ import annotations

from functools import cache

from services import paths
from services.directory.edition import load
from services.places.gazetteer import Gazetteer
from services.places.timezones import Timezones
from services.search.index import Index


@cache
def gazetteer() -> Gazetteer:
    """Open the gazetteer."""
    return Gazetteer(paths.GEO / "gazetteer.sqlite")


@cache
def index() -> Index:
    """Index the edition."""
    return Index.of(load(paths.LISTINGS), Timezones(gazetteer()))
