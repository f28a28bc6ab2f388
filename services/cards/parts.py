"""Draws whole parts of an answer as HTML: the emergency strip, and a group of cards under its heading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from services.cards import html, words
from services.cards.card import card
from services.directory.model import Listing
from services.language.catalogue import Translator
from services.search.query import Group, Query


def strip(group: Group, country: str, t: Translator, today: date) -> Markup:
    """Draw the numbers of the group ``right_now`` of a country as large links, and say where they are doubted."""
    heading = t("In danger now? In {country}:", country=t.country(country))
    return html.draw("strip.html", t=t, heading=heading, cards=[card(match, t, today) for match in group.matches], isolated=_isolated)


def _isolated(name: str) -> str:
    """Keep a name of another direction from turning round the sentence that it stands in: Unicode's first strong isolate."""
    return f"\u2068{name}\u2069"


def nothing_more(listing: Listing) -> Markup:
    """Show no more of a listing than its card."""
    return Markup()


def section(group: Group, query: Query, t: Translator, today: date, more: Callable[[Listing], Markup] = nothing_more) -> Markup:
    """Draw a group of an answer under its heading, the cards as an ordered list: the order means something.

    ``more`` gives what each card shows after its facts.
    """
    left = group.total - len(group.matches)
    note = (
        t.n("{number} more is not shown here: narrow it down.", "{number} more are not shown here: narrow it down.", left)
        if left > 0
        else ""
    )
    cards = [html.render(card(match, t, today), t, more=more(match.listing)) for match in group.matches]
    return html.draw("group.html", group=group, heading=words.heading(t, group.kind, query), note=note, cards=cards)
