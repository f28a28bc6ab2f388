"""Draws listings for a worker: why it stands here first, what to take care of, how to reach it; everything else folded away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from markupsafe import Markup

from services import templates
from services.cards import words as card_words
from services.cards.contacts import host, is_allowed, links
from services.language.catalogue import Translator
from services.referral import words
from services.referral.compare import calls, compare
from services.referral.model import Must, Option, Step, Urgency
from services.search.query import Match

_FOLDER = Path(__file__).parent / "templates"

#: So many ways to get in touch stand on the card itself; all of them, with what to know, are folded away with the facts.
_SHOWN = 2


def option(one: Option, step: Step, t: Translator, today: date, said: Collection[Must] = ()) -> Markup:
    """Draw an option of a step; ``said`` are wishes whose question stands above the whole plan and is not asked again on each card."""
    urgent = step.urgency in (Urgency.NOW, Urgency.TODAY)
    again = {t("ask first: {question}", question=words.question(t, code)) for code in said}
    lines = tuple(line for line in words.why(t, one) if line not in again)
    return _draw(
        one.match,
        f"option-{step.kind.value}-{one.listing.id}",
        (*lines, card_words.kind(t, one.listing.listing_type)),
        tuple(words.caution(t, code, one.listing) for code in one.cautions),
        t,
        today,
        points=" · ".join(words.points(t, part, urgent=urgent) for part in one.parts),
    )


def listing(match: Match, lines: tuple[str, ...], t: Translator, today: date) -> Markup:
    """Draw a listing of the shortlist; ``lines`` come first."""
    kind = card_words.kind(t, match.listing.listing_type)
    return _draw(match, f"listed-{match.listing.id}", (*lines, kind), (), t, today)


def comparison(matches: Sequence[Match], t: Translator, today: date) -> Markup:
    """Draw listings side by side; the table can be moved sideways where the screen is narrow, by keyboard too."""
    return templates.draw(_FOLDER, "comparison.html", table=compare(matches, t, today), label=t("Side by side"))


def weights(t: Translator) -> Markup:
    """Draw the weights of the ranking as a table, which can be moved sideways by keyboard where the screen is narrow."""
    head = (t("What counts"), t("What gives points"), t("Points, urgent steps"), t("Points, other steps"))
    return templates.draw(_FOLDER, "weights.html", head=head, rows=words.why_this_order(t), label=t("Why this order"))


def notice(text: str) -> Markup:
    """Draw a sentence that a worker must not miss; calm, and told by its words, not by its colour."""
    return Markup('<p class="wm-alert">{}</p>').format(text)


def _draw(
    match: Match, anchor: str, why: tuple[str, ...], cautions: tuple[str, ...], t: Translator, today: date, points: str = ""
) -> Markup:
    one = match.listing
    source = one.source_url if is_allowed(one.source_url) else ""
    ways = links(one, t)
    if one.phones and not one.phones[0].confirmed_format:
        cautions = (*cautions, t("We could not check how this number is written."))
    return templates.draw(
        _FOLDER,
        "option.html",
        t=t,
        anchor=anchor,
        name=one.name,
        why=why,
        cautions=cautions,
        shown=calls(match, t)[:_SHOWN],
        links=ways,
        rows=[row for row in compare([match], t, today).rows if row[0] != t("Contact")],
        summary=t("All facts, and the points") if points else t("All facts"),
        points=points,
        source=source,
        source_text=t("Source: {site}", site=host(source)),
        level=4 if points else 3,
    )
