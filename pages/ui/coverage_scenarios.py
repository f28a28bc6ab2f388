"""What if? Add, leave out or change listings, put scenarios side by side, save and load them. The directory itself never changes."""

from __future__ import annotations

import streamlit as st

from pages.ui import coverage_controls, coverage_memory, coverage_study, coverage_view, state
from services.coverage import scenario
from services.coverage.exports.compare import compare
from services.coverage.exports.sheets import Column, Sheet
from services.coverage.refusals import Refused
from services.coverage.report import Report
from services.coverage.scenario import Added, Changed, Scenario
from services.coverage.study import Study
from services.coverage.words import CATEGORIES, refusals
from services.directory.model import Audience, Category, Listing, ListingType
from services.language.catalogue import Translator
from services.places.fold import fold


def show(report: Report, study: Study, t: Translator) -> None:
    """Show the scenario in force, let it be changed, and compare."""
    country = report.settings.country
    own = {listing.id: listing for listing in study.directory.by_country.get(country, ()) if not listing.is_remote}
    st.subheader(t("What if?"), anchor=False)
    st.caption(
        t("Add a place, leave one out, or change its hours and ages, and see what becomes of the figures. Nothing here changes the list.")
    )
    if fault := coverage_memory.scenario_fault():
        st.warning(t("This change cannot be made."))
        st.code(fault, language=None, wrap_lines=True)
    coverage_memory.scenario_fault("")
    now = coverage_memory.scenario(country)
    _steps(now, own, t)
    with st.expander(t("Add a place")):
        _add(now, study, t)
    with st.expander(t("Leave a place out")):
        _remove(now, own, t)
    with st.expander(t("Change hours or ages of a place")):
        _change(now, own, t)
    _compare(report, study, now, t)
    _file(now, t)


def _steps(now: Scenario, own: dict[str, Listing], t: Translator) -> None:
    """List what is changed, each with a way back."""
    steps = [(t("Added: {name}", name=new.name), now.model_copy(update={"add": _without(now.add, new)})) for new in now.add]
    steps += [
        (t("Left out: {name}", name=_name(own, id)), now.model_copy(update={"remove": _without(now.remove, id)})) for id in now.remove
    ]
    steps += [
        (t("Changed: {name}", name=_name(own, change.id)), now.model_copy(update={"change": _without(now.change, change)}))
        for change in now.change
    ]
    for number, (words, back) in enumerate(steps):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words)
            st.button(t("Undo"), key=f"coverage_undo_{number}", on_click=coverage_memory.set_scenario, args=(back,))


def _without(items: tuple[object, ...], gone: object) -> tuple[object, ...]:
    return tuple(item for item in items if item is not gone)


def _name(own: dict[str, Listing], id: str) -> str:
    return own[id].name if id in own else id


def _add(now: Scenario, study: Study, t: Translator) -> None:
    towns = study.territory.towns
    order = {i: _town(study, i) for i in sorted(range(len(towns)), key=lambda i: fold(towns.names[i]))}
    names = coverage_controls.places(t)
    helps = {category.value: t(CATEGORIES[category]) for category in Category}
    with st.form("coverage_scenario_add", border=False):
        name = st.text_input(t("Name of the place"), max_chars=120, key="coverage_add_name")
        kind = st.selectbox(t("What kind of place"), list(names), format_func=names.__getitem__, key="coverage_add_type")
        gives = st.multiselect(
            t("Kinds of help"),
            list(helps),
            format_func=helps.__getitem__,
            placeholder=t("Choose"),
            key="coverage_add_categories",
        )
        town = st.selectbox(t("Town"), list(order), format_func=order.__getitem__, key="coverage_add_town")
        hours = st.text_input(t("Opening hours, such as 24/7 or Mo-Fr 08:00-17:00"), max_chars=200, key="coverage_add_hours")
        low, high = _ages(None, None, "add", t)
        children = st.checkbox(t("For children"), value=True, key="coverage_add_children")
        given = st.form_submit_button(t("Add it to the scenario"))
    if given and town is not None:
        values = {
            "name": name.strip() or t("New place in {town}", town=towns.names[town]),
            "listing_type": ListingType(kind),
            "categories": tuple(Category(one) for one in gives) or (_category(),),
            "latitude": float(towns.latitudes[town]),
            "longitude": float(towns.longitudes[town]),
            "hours": hours.strip(),
            "minimum_age": low,
            "maximum_age": high,
            "audience": (Audience.CHILDREN,) if children else (),
        }
        _try(study, t, now.model_copy(update={"add": (*now.add, Added.model_validate(values))}))


def _category() -> Category:
    """Give the kind of help that is measured, else medical: what a new place gives where nothing else was said."""
    code = state.held(coverage_memory.WHAT)
    return Category(code) if code in set(Category) else Category.MEDICAL


def _town(study: Study, i: int) -> str:
    towns, region = study.territory.towns, study.territory.towns.region[i]
    return f"{towns.names[i]} ({study.territory.regions.names[region]})" if region >= 0 else towns.names[i]


def _ages(low: int | None, high: int | None, key: str, t: Translator) -> tuple[int | None, int | None]:
    left, right = st.columns(2)
    least = left.number_input(t("From this age"), 0, 120, low, key=f"coverage_{key}_low")
    most = right.number_input(t("Up to this age"), 0, 120, high, key=f"coverage_{key}_high")
    return least, most


def _left(now: Scenario, own: dict[str, Listing]) -> dict[str, str]:
    """Name the places that are still there, in the order of their names."""
    kept = sorted((id for id in own if id not in now.remove), key=lambda id: fold(own[id].name))
    return {id: own[id].name for id in kept}


def _remove(now: Scenario, own: dict[str, Listing], t: Translator) -> None:
    left = _left(now, own)
    if not left:
        st.caption(t("No listing here"))
        return
    chosen = st.selectbox(
        t("Which place"), list(left), index=None, format_func=left.__getitem__, placeholder=t("Choose"), key="coverage_remove_which"
    )
    if st.button(t("Leave it out"), key="coverage_remove") and chosen:
        changes = tuple(change for change in now.change if change.id != chosen)
        coverage_memory.set_scenario(now.model_copy(update={"remove": (*now.remove, chosen), "change": changes}))
        st.rerun()


def _change(now: Scenario, own: dict[str, Listing], t: Translator) -> None:
    left = _left(now, own)
    chosen = st.selectbox(
        t("Which place"), list(left), index=None, format_func=left.__getitem__, placeholder=t("Choose"), key="coverage_change_which"
    )
    if not chosen:
        return
    place = own[chosen]
    with st.form("coverage_scenario_change", border=False):
        hours = st.text_input(
            t("Opening hours, such as 24/7 or Mo-Fr 08:00-17:00"), place.hours, max_chars=200, key=f"coverage_change_hours_{chosen}"
        )
        low, high = _ages(place.minimum_age, place.maximum_age, f"change_{chosen}", t)
        given = st.form_submit_button(t("Change it in the scenario"))
    if given:
        change = Changed(id=chosen, hours=hours.strip(), minimum_age=low, maximum_age=high)
        others = tuple(one for one in now.change if one.id != chosen)
        _try_change(now.model_copy(update={"change": (*others, change)}), own, t)


def _try(study: Study, t: Translator, changed: Scenario) -> None:
    _try_change(changed, {listing.id: listing for listing in study.directory.by_country.get(changed.country, ())}, t)


def _try_change(changed: Scenario, own: dict[str, Listing], t: Translator) -> None:
    """Put a scenario in force where its changes can be made; else say why not."""
    try:
        scenario.apply(tuple(own.values()), changed)
    except Refused as refused:
        coverage_memory.scenario_fault(refusals(refused.refusals, t))
    else:
        coverage_memory.set_scenario(changed)
    st.rerun()


def _compare(report: Report, study: Study, now: Scenario, t: Translator) -> None:
    """Put what is listed, the scenario in force and those kept side by side, all by the same settings."""
    country = report.settings.country
    kept = coverage_memory.kept(country)
    if now.is_empty and not kept:
        return
    st.subheader(t("Side by side"), anchor=False)
    empty = Scenario(country=country)
    named = [(t("As listed"), empty), *((one.name, one) for one in kept)]
    if not now.is_empty:
        named.append((t("This scenario"), now))
    rows = [(name, coverage_study.under(study, one).run(report.settings)) for name, one in named]
    coverage_view.small_table(_turned(compare(rows, t), t), t)
    if now.is_empty:
        return
    name = st.text_input(t("A name for this scenario"), now.name, max_chars=120, key="coverage_scenario_name")
    with st.container(horizontal=True):
        if st.button(t("Keep it for comparing"), key="coverage_keep"):
            coverage_memory.keep(now.model_copy(update={"name": name.strip() or t("Scenario {number}", number=t.number(len(kept) + 1))}))
            st.rerun()
        st.button(t("Back to what is listed"), key="coverage_clear", on_click=coverage_memory.set_scenario, args=(empty,))


def _turned(sheet: Sheet, t: Translator) -> Sheet:
    """Lay a table of few rows and many columns on its side, so that it fits on a phone."""
    head = (Column("what", t("What")), *(Column(str(number), str(row[0])) for number, row in enumerate(sheet.rows)))
    rows = tuple((column.label, *(row[place] for row in sheet.rows)) for place, column in enumerate(sheet.columns) if place)
    return Sheet(sheet.key, sheet.title, head, rows)


def _file(now: Scenario, t: Translator) -> None:
    st.subheader(t("Save and load"), anchor=False)
    if not now.is_empty:
        st.download_button(
            t("Download the scenario"),
            data=scenario.write(now),
            file_name="scenario.json",
            mime="application/json",
            on_click="ignore",
            key="coverage_file_scenario",
        )
    given = st.file_uploader(
        t("A scenario: listings added, removed or changed (JSON)"), type=["json"], key="coverage_scenario", max_upload_size=1
    )
    if given is not None and st.button(t("Use this scenario"), key="coverage_use_scenario"):
        _load(given.getvalue(), given.name, now.country, t)


def _load(content: bytes, name: str, country: str, t: Translator) -> None:
    try:
        read = scenario.read(content, name)
    except Refused as refused:
        coverage_memory.scenario_fault(refusals(refused.refusals, t))
        st.rerun()
    if read.country != country:
        coverage_memory.scenario_fault(t("{name} is a scenario for {country}.", name=name, country=t.country(read.country)))
        st.rerun()
    own = {listing.id: listing for listing in coverage_study.listings(country)}
    _try_change(read, own, t)
