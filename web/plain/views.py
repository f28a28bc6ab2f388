"""What each plain page shows: takes what was asked, asks the services, gives a template its values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
from markupsafe import Markup

from services.cards import filters, html, parts, words
from services.cards.card import card
from services.cards.contacts import host, links
from services.directory.model import Listing, ListingType
from services.language.catalogue import Translator
from services.leaflet import html as leaflet_html
from services.leaflet.contents import Leaflet, leaflet
from services.leaflet.sheet import sheet
from services.places import countries, naming
from services.places.distance import unit_vectors
from services.places.fold import fold
from services.rights.cards import topics_for
from services.safety import words as safety
from services.search.answer import answer
from services.search.describe import describe
from services.search.matches import ABOUT
from services.search.query import Group, GroupKind, Match, Need, Query
from web.plain import cards
from web.plain.asked import SHOWN, Asked, Unknown
from web.plain.sources import Sources


@dataclass(frozen=True, slots=True)
class View:
    """A template with its values; ``but`` names the fields that the page has inputs for, ``asked`` the state it carries on.

    ``strip`` is false where the page itself holds the emergency numbers, and may be printed without telling words.
    """

    template: str
    values: Mapping[str, Any]
    asked: Asked
    but: tuple[str, ...] = ()
    strip: bool = True


@dataclass(frozen=True)
class Reading:
    """One reading of a page: the reader's language, the facts and the moment."""

    t: Translator
    sources: Sources
    now: datetime

    @cached_property
    def country_names(self) -> tuple[tuple[str, str], ...]:
        """Codes and names of the countries, in the order of their names."""
        names = [(code, self.t.country(code)) for code in countries.codes()]
        return tuple(sorted(names, key=lambda pair: fold(pair[1])))


Draw = Callable[[Asked, Reading], View]


def needs(asked: Asked, reading: Reading) -> View:
    """Ask what a person needs."""
    options = [(need, words.need(reading.t, need)) for need in Need]
    return View("needs.html", {"needs": options, "before": safety.before_you_start(reading.t)}, asked)


def place(asked: Asked, reading: Reading, *, found: Iterable[Any] | None = None, empty: bool = False) -> View:
    """Ask where a person is; ``found`` are the places a typed name may mean, none: it is not known; ``empty``: nothing was sent."""
    t = reading.t
    choice = (
        None
        if found is None
        else [(naming.token(one), ", ".join(part for part in (one.name, naming.detail(one, t)) if part)) for one in found]
    )
    values = {"choice": choice, "empty": empty, "typed": asked.text, "countries": reading.country_names, "country": asked.country}
    return View("place.html", values, asked, but=("place", "country"))


def search(asked: Asked, reading: Reading) -> View:
    """Look a typed place up: one goes on to the answer, several come back as a choice, none with what to do."""
    if not asked.text:
        return results(asked.on("results"), reading) if asked.country else place(asked.on("place"), reading, empty=True)
    found = reading.sources.gazetteer().find(asked.text, reading.t.language, asked.country)
    if len(found) != 1:
        return place(asked.on("place"), reading, found=found)
    here = replace(asked.on("results"), query=replace(asked.query, place=found[0], country=""), token=naming.token(found[0]), text="")
    return results(here, reading)


def results(asked: Asked, reading: Reading) -> View:
    """Answer: the groups of the rich view, in its order and words, each cut after a few cards."""
    t, today = reading.t, reading.now.date()
    found = answer(reading.sources.index(), asked.query, reading.now, limit=max(asked.shown.values()))
    offered = filters.offered(found, t)
    groups = []
    for group in found.groups:
        if group.kind in SHOWN:
            groups.append(_group(group, asked, t, today))
    values = {
        "sentence": describe(found.query, t),
        "count": t.n("{number} place or line in our list", "{number} places and lines in our list", found.total),
        "groups": groups,
        "far": words.nothing_near(t, found),
        "loosen": [(one.filter, words.loosening(t, one)) for one in found.loosen],
        "filters": offered,
        "options": {choice.name: _options(choice, t) for choice in offered.choices},
    }
    return View("results.html", values, asked.on("results"), but=tuple(filters.LABELS))


def _group(group: Group, asked: Asked, t: Translator, today: Any) -> dict[str, Any]:
    shown = group.matches[: asked.shown[group.kind]]
    return {
        "kind": group.kind.value,
        "heading": words.heading(t, group.kind, asked.query),
        "cards": [(match.listing.id, match.listing.name, cards.draw(match, t, today)) for match in shown],
        "more": _more(group.total - len(shown), t),
    }


def _options(choice: filters.Choice, t: Translator) -> Markup:
    """Draw the options of a list: an answer has up to a hundred of them, and a template takes four times as long."""
    lines = []
    for one in choice.options:
        mark = " selected" if one.value == choice.picked else ""
        lines.append(f'<option value="{cards.escape(one.value)}"{mark}>{cards.escape(one.said(t))}</option>\n')
    return Markup("".join(lines))  # noqa: S704 - values and words are escaped above


def _more(left: int, t: Translator) -> str:
    return t.n("Show more: {number} is left", "Show more: {number} are left", left) if left > 0 else ""


def listing(asked: Asked, reading: Reading) -> View:
    """Show one listing by itself; one that we do not have raises ``Unknown``."""
    t, sources = reading.t, reading.sources
    one = sources.directory().by_id.get(asked.target)
    if one is None:
        raise Unknown(asked.country)
    other = [(host(source.url), source.url) for source in one.other_sources if source.url.startswith("http")]
    values = {
        "card": html.render(card(_match(one, asked, reading), t, reading.now.date()), t, level=2),
        "other": list(dict.fromkeys(other)),
        "topics": topics_for(one, t),
    }
    return View("listing.html", values, asked)


def _match(one: Listing, asked: Asked, reading: Reading) -> Match:
    sources = reading.sources
    index, row = sources.index(), sources.row(one.id)
    where = asked.query.place
    distance = None
    if where is not None:
        far = index.kilometres(np.asarray([row], dtype=np.intp), unit_vectors(where.latitude, where.longitude))[0]
        distance = None if np.isnan(far) else float(far)
    return Match(
        one,
        distance_km=distance,
        about=distance is not None and one.precision in ABOUT,
        hours=index.hours(row, reading.now),
        trust=index.trust(row, reading.now.date()),
    )


def numbers(asked: Asked, reading: Reading) -> View:
    """List the emergency numbers of every country, each with the way to its page to print."""
    t, by_country = reading.t, reading.sources.directory().by_country
    rows = []
    for code, name in reading.country_names:
        lines = [one for one in by_country.get(code, ()) if one.listing_type is ListingType.EMERGENCY_NUMBER]
        calls = [link for one in lines for link in links(one, t) if link.kind == "call"]
        if calls:
            rows.append((code.lower(), name, calls, any(one.conflicts for one in lines)))
    return View("numbers.html", {"rows": rows}, asked)


def strip(country: str, reading: Reading) -> Markup | None:
    """Draw the emergency line of a country, ``None`` where we know none."""
    found = answer(reading.sources.index(), Query(country=country), reading.now, limit=8)
    group = found.group(GroupKind.RIGHT_NOW)
    return None if group is None else parts.strip(group, country, reading.t, reading.now.date())


def safety_page(asked: Asked, reading: Reading) -> View:
    """Say how to stay safer, for children and for adults."""
    return View("safety.html", {"page": safety.safety_page(reading.t)}, asked)


def contents(country: str, reading: Reading) -> Leaflet:
    """Choose what stands on a country's leaflet; a country that we do not know raises ``Unknown``."""
    if not countries.exists(country):
        raise Unknown
    return leaflet(reading.sources.index(), reading.sources.directory(), country, reading.now)


def leaflet_page(asked: Asked, reading: Reading, *, discreet: bool = False) -> View:
    """Show a country's leaflet, openly worded or without telling words; ``target`` is the country's code."""
    country = asked.target.upper()
    worded = sheet(contents(country, reading), reading.t, discreet)
    if not asked.country:
        asked = replace(asked, query=replace(asked.query, country=country))
    values = {"sheet": worded, "leaflet": leaflet_html.render(worded), "code": country.lower(), "country_name": reading.t.country(country)}
    return View("leaflet_page.html", values, asked, strip=False)
