"""Draws a card as HTML: one template, escaped, for Streamlit's ``st.html``, the plain pages and print alike."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from services import templates
from services.cards.card import Card
from services.language.catalogue import Translator

_FOLDER = Path(__file__).parent / "templates"


def draw(template: str, **values: object) -> Markup:
    """Fill one of this room's templates; every value that is not markup already is escaped."""
    return templates.draw(_FOLDER, template, **values)


def render(card: Card, t: Translator, level: int = 3, more: Markup | str = "") -> Markup:
    """Draw a card as an ``article``; ``level`` is that of its heading, 2 to 6, ``more`` is shown after its facts.

    Every text is escaped, links have allowed schemes only (``services.cards.contacts``), there is no script and no inline style.
    """
    if not 2 <= level <= 6:
        raise ValueError(f"a card's heading is of level 2 to 6, not {level}")
    return draw("card.html", card=card, t=t, level=level, more=more)
