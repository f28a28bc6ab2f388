"""What a session holds: every key, every read and write, and ``forget()``.

Streamlit keeps a session in the server's memory only. Nothing here reaches a URL, a cache, a log or a file.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

import streamlit as st
from streamlit import runtime

from services import paths
from services.directory.model import Category, Gender
from services.language.catalogue import LANGUAGES, Translator, translator
from services.places.model import Place
from services.referral.area import MyArea
from services.referral.model import Case, Consent
from services.referral.shortlist import Shortlist
from services.search.query import How, Need, Query, Reader

LANGUAGE = "language"
NEED = "need"
COUNTRY = "country"
PLACE = "place"
CHOICE = "choice"
TYPED = "typed"
PLACE_BOX = "place_box"
TURN = "turn"
LANGUAGE_PICKER = "language_picker"
COUNTRY_PICKER = "country_picker"

#: What is open on the page of rights: a topic's slug, one of its own pages, or "" for all topics; and for whom it is laid out.
RIGHTS = "rights"
YOUNGER, OLDER = "younger", "older"
READING = "reading"
RIGHTS_SEARCH = "rights_search"

#: The filters a person may set, each a widget's key and (but for the language spoken) a field of ``Query``.
CATEGORIES = "categories"
AGE = "age"
GENDER = "gender"
SPOKEN = "spoken"
FREE = "free"
OPEN_NOW = "open_now"
ALONE = "may_come_alone"
WHEELCHAIR = "wheelchair"
HOW = "how"
RADIUS = "radius_km"
FILTERS = (CATEGORIES, AGE, GENDER, SPOKEN, FREE, OPEN_NOW, ALONE, WHEELCHAIR, HOW, RADIUS)

#: Whether the person helps others as their job, and the switch that says so.
AT_WORK = "at_work"
AT_WORK_SWITCH = "at_work_switch"

#: A referral in the making: the coded case, what was chosen and agreed, the open part of the page, files made of many cases. ``REFERS``
#: says that the worker's page was opened in this session; ``WORK`` marks the names of its fields, another one after all is forgotten.
CASE = "refer_case"
SHORTLIST = "refer_shortlist"
CONSENT = "refer_consent"
PART = "refer_part"
MANY = "refer_many"
REFERS = "refer_open"
WORK = "refer_work"


def language() -> str:
    """Give the chosen language, else the browser's first that we have, else English."""
    chosen = st.session_state.get(LANGUAGE)
    if chosen in LANGUAGES:
        return str(chosen)
    offered = (st.context.locale or "").replace("_", "-").split("-")[0].lower()
    return offered if offered in LANGUAGES else "en"


def choose_language(code: str) -> None:
    """Keep the language chosen for this session only."""
    st.session_state[LANGUAGE] = code


def picked_language() -> str:
    """Read the language switch."""
    return str(st.session_state.get(LANGUAGE_PICKER) or "en")


def own_name(code: str) -> str:
    """Name a language in itself, so that a reader finds their own whatever is on the screen."""
    return translator(code, paths.LOCALE).language_name(code).capitalize()


def picked_country(key: str) -> str:
    """Read the country picker, by the key it has now."""
    return str(st.session_state.get(key) or "")


def t() -> Translator:
    """Give the translator of the session's language."""
    return translator(language(), paths.LOCALE)


def need() -> Need | None:
    """Give the need that was tapped, if any."""
    return st.session_state.get(NEED)


def choose_need(chosen: Need | None) -> None:
    """Keep the need that was tapped; a new need starts with no filters."""
    st.session_state[NEED] = chosen
    clear_filters()


def place() -> Place | None:
    """Give the place that was named, if any."""
    return st.session_state.get(PLACE)


def country() -> str:
    """Give the country of the place, else the one picked, else nothing."""
    where = place()
    return where.country if where else str(st.session_state.get(COUNTRY) or "")


def choose_place(chosen: Place | None) -> None:
    """Keep the place; what was typed to find it is dropped at once."""
    st.session_state[PLACE] = chosen
    st.session_state[CHOICE] = ()
    st.session_state[TYPED] = ""
    if chosen is not None:
        st.session_state[COUNTRY] = chosen.country


def choose_country(code: str) -> None:
    """Keep the country; a place in another country is dropped."""
    st.session_state[COUNTRY] = code
    where = place()
    if where is not None and where.country != code:
        st.session_state[PLACE] = None


def offer(typed: str, choice: tuple[Place, ...]) -> None:
    """Keep what was typed and the places it may mean until one is picked."""
    st.session_state[TYPED] = typed
    st.session_state[CHOICE] = choice


def offered() -> tuple[str, tuple[Place, ...]]:
    """Give what was typed and the places it may mean."""
    return str(st.session_state.get(TYPED, "")), tuple(st.session_state.get(CHOICE, ()))


def is_new_turn(turn: object) -> bool:
    """Say whether what the place box gave is new, and take it as read: a component repeats its last value on every rerun."""
    if not isinstance(turn, (int, float)) or turn == st.session_state.get(TURN):
        return False
    st.session_state[TURN] = turn
    return True


def clear_filters() -> None:
    """Let go of every filter."""
    for key in FILTERS:
        st.session_state.pop(key, None)


def clear_filter(field: str) -> None:
    """Let go of one filter, named by its field of ``Query``."""
    st.session_state.pop(filter_key(field), None)


def filter_key(field: str) -> str:
    """Give the key of a filter's widget, named by its field of ``Query``."""
    return SPOKEN if field == "language" else field


def choose_at_work() -> None:
    """Keep the switch of those who help as their job, for this session: it stays when another need is tapped."""
    st.session_state[AT_WORK] = bool(st.session_state.get(AT_WORK_SWITCH))


def query() -> Query:
    """Read the session as a query."""
    get = st.session_state.get
    age = get(AGE)
    gender, how, radius = get(GENDER), get(HOW), get(RADIUS)
    return Query(
        need=need(),
        categories=frozenset({Category(get(CATEGORIES))}) if get(CATEGORIES) else frozenset(),
        place=place(),
        country=country(),
        age=int(age) if age not in (None, "") else None,
        gender=Gender(gender) if gender else None,
        language=str(get(SPOKEN) or ""),
        free=bool(get(FREE)),
        open_now=bool(get(OPEN_NOW)),
        may_come_alone=bool(get(ALONE)),
        wheelchair=bool(get(WHEELCHAIR)),
        how=How(how) if how else None,
        radius_km=float(radius) if radius else None,
        reader=Reader.CASEWORKER if get(AT_WORK) else Reader.CHILD,
    )


def rights() -> str:
    """Give what is open on the page of rights: a topic's slug, ``pictures-path``, ``steps-path`` or ``words``; empty: all topics."""
    return str(st.session_state.get(RIGHTS) or "")


def open_rights(what: str) -> None:
    """Open a topic, or all of them; what was typed to find it is dropped at once."""
    st.session_state[RIGHTS] = what
    st.session_state.pop(RIGHTS_SEARCH, None)


def search_key() -> str:
    """Give the key of the box for words, another one after each opened text: a browser fills a box of the same name in again."""
    if RIGHTS_SEARCH not in st.session_state:
        st.session_state[RIGHTS_SEARCH] = f"{RIGHTS_SEARCH}_{token_hex(4)}"
    return str(st.session_state[RIGHTS_SEARCH])


def searched() -> str:
    """Give what was typed to find a topic; it goes nowhere but into the search of this run."""
    return str(st.session_state.get(search_key()) or "")


def younger() -> bool:
    """Say whether texts are laid out for a younger reader."""
    return bool(st.session_state.get(YOUNGER))


def choose_younger() -> None:
    """Keep the reader's age as switched, for this session only."""
    st.session_state[YOUNGER] = st.session_state.get(READING) == YOUNGER


def begin_referring() -> None:
    """Note that the worker's page was opened: from now on, and only then, cards offer the shortlist."""
    st.session_state[REFERS] = True


def refers() -> bool:
    """Say whether the worker's page was opened in this session."""
    return bool(st.session_state.get(REFERS))


def case() -> Case:
    """Give the coded case as far as it was asked, at the place and in the country of the session."""
    kept: Case = st.session_state.get(CASE) or Case(country="")
    return replace(kept, place=place(), country=country())


def keep_case(asked: Case) -> None:
    """Keep the coded case for this session; its place is kept by itself."""
    st.session_state[CASE] = asked


def shortlist() -> Shortlist:
    """Give the shortlist."""
    return tuple(st.session_state.get(SHORTLIST, ()))


def keep_shortlist(chosen: Shortlist) -> None:
    """Keep the shortlist for this session."""
    st.session_state[SHORTLIST] = chosen


def consent() -> Consent:
    """Give what was explained and agreed."""
    kept: Consent = st.session_state.get(CONSENT) or Consent()
    return kept


def keep_consent(given: Consent) -> None:
    """Keep what was agreed for this session."""
    st.session_state[CONSENT] = given


def part() -> str:
    """Give the part of the worker's page that is open; empty: the first."""
    return str(st.session_state.get(PART) or "")


def open_part(name: str) -> None:
    """Open a part of the worker's page."""
    st.session_state[PART] = name


def many() -> tuple[Any, ...]:
    """Give the files made of many cases, if any were."""
    return tuple(st.session_state.get(MANY, ()))


def keep_many(made: tuple[Any, ...]) -> None:
    """Keep the files made of many cases, in memory and for this session, until they are taken."""
    st.session_state[MANY] = made


def work_key(name: str) -> str:
    """Name a field of the worker's page: a browser puts its old value into a field of the same name, so forgetting renames it."""
    if WORK not in st.session_state:
        st.session_state[WORK] = token_hex(4)
    return f"refer_{name}_{st.session_state[WORK]}"


def seed(key: str, value: object) -> None:
    """Give a field its value before it is first drawn, and again after another page was open."""
    if key not in st.session_state:
        st.session_state[key] = value


def refresh(*keys: str) -> None:
    """Let fields be seeded anew, because what they show was changed from elsewhere."""
    for key in keys:
        st.session_state.pop(key, None)


def drop_from(key: str, allowed: Collection[str]) -> None:
    """Take out of a field what can no longer be chosen in it."""
    st.session_state[key] = [one for one in st.session_state.get(key, ()) if one in allowed]


def take_area(found: MyArea, where: Place | None) -> None:
    """Set what a worker's settings file says; the case's other answers stay."""
    st.session_state[CASE] = replace(case(), reach_km=float(found.reach_km), languages=found.languages, musts=found.musts)
    choose_language(found.language)
    choose_country(found.country)
    choose_place(where)


def picked(key: str) -> Any:
    """Read a field by its key."""
    return st.session_state.get(key)


def held(key: str, default: Any = None) -> Any:
    """Give what a page with keys of its own holds in this session; ``forget()`` clears it like everything else."""
    return st.session_state.get(key, default)


def hold(key: str, value: object) -> None:
    """Keep a value of a page with keys of its own, in this session only."""
    st.session_state[key] = value


def now() -> datetime:
    """Give the moment of this run, aware and in UTC."""
    return datetime.now(UTC)


def forget() -> None:
    """Forget everything of this session, and the files that were made for it."""
    st.session_state.clear()
    drop_files()


def drop_files() -> None:
    """Let go of files that no page offers any more. Streamlit keeps a file that was taken over one clearing, so it is cleared twice."""
    if runtime.exists():
        for _ in range(2):
            runtime.get_instance().media_file_mgr.remove_orphaned_files()
