"""Draws whole parts of an answer as HTML: the emergency strip, and a group of cards under its heading."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from services.cards import html, words
from services.cards.card import card
from services.language.catalogue import Translator
from services.search.query import Group, Query


def strip(group: Group, country: str, t: Translator, today: date) -> Markup:
    """Draw the numbers of the group ``right_now`` of a country as large links, and say where they are doubted."""
    heading = t("In danger now? In {country}:", country=t.country(country))
    return html.draw("strip.html", heading=heading, cards=[card(match, t, today) for match in group.matches])


def section(group: Group, query: Query, t: Translator, today: date) -> Markup:
    """Draw a group of an answer under its heading, the cards as an ordered list: the order means something."""
    more = group.total - len(group.matches)
    note = (
        t.n("{number} more is not shown here: narrow it down.", "{number} more are not shown here: narrow it down.", more)
        if more > 0
        else ""
    )
    cards = [html.render(card(match, t, today), t) for match in group.matches]
    return html.draw("group.html", group=group, heading=words.heading(t, group.kind, query), note=note, cards=cards)
