"""What all visitors share: the edition, its index and the gazetteer. Every cache of the rich view is here.

Nothing that a person typed, picked or was shown is ever an argument of a cached function: a cache is shared between visitors.
"""

from __future__ import annotations

import gc
import os

import streamlit as st
from shapely.geometry.base import BaseGeometry

from services import paths
from services.coverage import territory
from services.directory import edition
from services.directory.edition import Directory
from services.language.catalogue import LANGUAGES, translator
from services.maps.tiles import Tiles, configured
from services.places.fold import fold
from services.places.gazetteer import Gazetteer
from services.places.timezones import Timezones
from services.referral.chart import Outlines
from services.referral.pool import Pool
from services.referral.sheet import Material
from services.rights import library as rights_library
from services.rights import wording
from services.rights.library import Library
from services.search.index import Index


@st.cache_resource(show_spinner=False)
def directory() -> Directory:
    """Load the edition in force, once a process."""
    return edition.load(paths.LISTINGS)


@st.cache_resource(show_spinner=False)
def index() -> Index:
    """Index the edition, once a process."""
    return Index.of(directory(), Timezones(gazetteer()))


@st.cache_resource(show_spinner=False)
def country_names() -> dict[str, dict[str, str]]:
    """Name the countries of the edition in the order of their names, in every language at once: sorting takes long."""
    found = {}
    for language in LANGUAGES:
        t = translator(language, paths.LOCALE)
        names = {code: t.country(code) for code in directory().by_country if code != "INT"}
        found[language] = dict(sorted(names.items(), key=lambda pair: fold(pair[1])))
    return found


def prepare() -> None:
    """Read what every visitor needs before the first one comes, and take it out of the garbage collector's rounds.

    Streamlit collects all generations after every run of a script. Walking through the whole edition each time took longer than all the
    rest of a run; what is kept for good is frozen and not walked through again.
    """
    index(), library(), country_names()
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner=False)
def gazetteer() -> Gazetteer:
    """Open the gazetteer, once a process."""
    return Gazetteer(paths.GEO / "gazetteer.sqlite")


@st.cache_resource(show_spinner=False)
def pool() -> Pool:
    """Make the directory ready for a worker's search, once a process and when it is first asked for."""
    return Pool(directory(), index())


@st.cache_resource(show_spinner=False)
def material() -> Material:
    """Gather what sheets are made from, once a process and when the first is asked for."""
    return Material(
        directory(), index(), library(), wording.load(paths.RIGHTS / "wording.toml"), gazetteer(), Outlines(paths.STATIC / "base.topo.json")
    )


@st.cache_resource(show_spinner=False)
def shapes() -> dict[str, BaseGeometry]:
    """Read the shapes of all regions, once a process and when coverage is first asked for."""
    return territory.shapes(paths.STATIC / territory.BASE)


@st.cache_resource(show_spinner=False)
def library() -> Library:
    """Read all texts on rights, once a process and when they are first asked for."""
    return rights_library.load(paths.RIGHTS)


@st.cache_resource(show_spinner=False)
def tiles() -> Tiles | None:
    """Read the deployer's own map tiles, once a process; ``None``: our own base map is drawn."""
    return configured(os.environ)
