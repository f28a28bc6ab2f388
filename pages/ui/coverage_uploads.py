"""Files that a coordinator brings: people by region, a grid of people, boundaries, travel times. They stay in this session's memory."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages.ui import coverage_memory
from pages.ui.coverage_memory import Brought, File
from pages.ui.coverage_study import Made
from services.coverage import grids
from services.coverage.demand import Group
from services.coverage.refusals import Refused
from services.coverage.words import GROUPS, refusals
from services.language.catalogue import N_, Translator


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is said of one kind of file."""

    title: str
    how: str
    endings: tuple[str, ...]
    megabytes: int


KINDS = {
    Brought.TABLE: _Kind(
        N_("People by region: a table"),
        N_(
            "CSV or XLSX with the columns region (or region_code) and population and, if you have them, children and women. A row of HXL "
            "tags is fine."
        ),
        ("csv", "xlsx"),
        50,
    ),
    Brought.GRID: _Kind(
        N_("People by cell: a grid"),
        N_("GeoTIFF in WGS 84 degrees with people per cell, such as those of WorldPop. Larger files can be read on the command line."),
        ("tif", "tiff"),
        200,
    ),
    Brought.BOUNDARIES: _Kind(
        N_("Other regions: their boundaries"), N_("GeoJSON in WGS 84 degrees, each region with a name or code."), ("geojson", "json"), 60
    ),
    Brought.TIMES: _Kind(
        N_("Travel times"),
        N_("CSV with the columns from (a town), to (the id of a listing) and minutes. Radii are then minutes."),
        ("csv",),
        50,
    ),
}


def show(made: Made, t: Translator) -> None:
    """Offer each kind of file; what is in use stands there with a way to take it out."""
    country = made.study.territory.country
    st.subheader(t("Your own data"), anchor=False)
    st.caption(t("Files stay in the memory of this session. They are not saved, not sent on, and gone when you leave."))
    for kind, words in KINDS.items():
        file = coverage_memory.brought(country, kind)
        with st.expander(t(words.title), expanded=file is not None):
            st.caption(t(words.how))
            if file is not None and file.fault:
                st.code(refusals(file.fault, t), language=None, wrap_lines=True)
            elif file is not None:
                _in_use(made, kind, file, t)
            if file is not None:
                st.button(
                    t("Take {name} out", name=file.name), key=f"coverage_drop_{kind}", on_click=coverage_memory.drop, args=(country, kind)
                )
            _ask(made, kind, words, file, t)


def _ask(made: Made, kind: Brought, words: _Kind, file: File | None, t: Translator) -> None:
    country = made.study.territory.country
    year, group = "", Group.PEOPLE.value
    if kind in (Brought.TABLE, Brought.GRID):
        year = st.text_input(t("Year of these numbers"), max_chars=20, key=f"coverage_year_{kind}", persist_state="page")
    if kind is Brought.GRID:
        names = {one.value: t(GROUPS[one]) for one in Group}
        group = st.radio(
            t("Whom the cells count"),
            list(names),
            format_func=names.__getitem__,
            horizontal=True,
            key="coverage_grid_group",
            persist_state="page",
        )
    # A new box after each file: the file itself is let go of as soon as it was read.
    turn = f"{file.name}_{len(file.fault)}_{file.context[:8]}" if file else ""
    given = st.file_uploader(
        t("Choose a file of at most {number} MB", number=t.number(words.megabytes)),
        type=list(words.endings),
        key=f"coverage_{kind}_{turn}",
        max_upload_size=words.megabytes,
    )
    if given is None:
        return
    content = given.getvalue()
    if kind is Brought.GRID:
        coverage_memory.take(country, kind, _grid(made, content, given.name, Group(group), year.strip(), t))
    else:
        coverage_memory.take(country, kind, File(given.name, content, year.strip()))
    st.rerun()


def _grid(made: Made, content: bytes, name: str, group: Group, year: str, t: Translator) -> File:
    """Read a grid in windows, with a bar; anything that is touched meanwhile ends the reading."""
    bar = st.progress(0.0, t("Reading the grid …"))
    land = made.study.territory
    try:
        demand = grids.read_grid(
            content,
            land.regions,
            name=name,
            group=group,
            year=year,
            country_total=land.towns.country_total,
            progress=lambda share: bar.progress(share, t("Reading the grid …")) and None,
            most_points=MOST_POINTS,
        )
    except Refused as refused:
        return File(name, fault=refused.refusals, context="grid")
    finally:
        bar.empty()
    return File(name, year=year, grid=demand, context="grid")


#: Points that a session holds of a grid: the figures of a country come at once with so many.
MOST_POINTS = 400_000


def _in_use(made: Made, kind: Brought, file: File, t: Translator) -> None:
    st.success(t("In use: {name}", name=file.name))
    if kind is Brought.TABLE and made.table is not None:
        if made.table.unmatched:
            st.warning(t("Not matched, left out: {names}", names=", ".join(made.table.unmatched[:50])))
        if made.table.lacking:
            st.caption(t("The table has no row for: {names}", names=", ".join(made.table.lacking[:50])))
    if kind is Brought.TIMES and made.study.times is not None:
        unknown = (*made.study.times.unknown_from, *made.study.times.unknown_to)
        if unknown:
            st.warning(t("Not matched, left out: {names}", names=", ".join(unknown[:50])))
