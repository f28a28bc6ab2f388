"""Cards drawn quickly: what is the same for everybody is drawn once a day and language, the rest is put in for each answer.

The one template of ``services.cards`` stays the only one: its output with marks in the places that depend on a question is cut at the
marks. What is kept is public (a listing's own facts); nothing of a question is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from html import escape as _escape

from markupsafe import Markup

from services.cards import html, words
from services.cards.card import card, distance
from services.cards.times import opening
from services.directory.model import REMOTE_TYPES, Listing
from services.language.catalogue import Translator
from services.search.query import Match, OpenState

#: Signs that no text of ours and no source can hold: they stand for what a question decides.
_DISTANCE, _STATE, _OPENING, _REASON, _QUESTION = "\x01d\x01", "\x01s\x01", "\x01o\x01", "\x01r\x01", "\x01q\x01"

#: Cards that a process keeps ready, about 4 kB each.
KEPT = 6000


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A card cut at its marks; the lines hold a mark each, ``unknown`` is the opening line where the hours are not known."""

    head: str
    distance: str
    opening: str
    unknown: str
    facts: str
    reason: str
    after_reasons: str
    questions: tuple[str, str, str]
    tail: str


def draw(match: Match, t: Translator, today: date) -> Markup:
    """Draw a card exactly as ``services.cards.html.render`` does; for groups of an answer, not for emergency numbers."""
    listing = match.listing
    cut = _pieces(listing, t, today)
    far = distance(match, t)
    state = match.hours.state
    when = opening(match.hours, t, line=listing.listing_type in REMOTE_TYPES)
    line = cut.unknown if state is OpenState.UNKNOWN else cut.opening
    return Markup(  # noqa: S704 - the template's own output, and texts escaped here
        "".join(
            (
                cut.head,
                cut.distance.replace(_DISTANCE, escape(far)) if far else "",
                line.replace(_STATE, state.value).replace(_OPENING, escape(when)),
                cut.facts,
                *_lines(cut.reason, _REASON, words.reasons(t, match)),
                cut.after_reasons,
                *_questions(cut, words.asked_first(t, match)),
                cut.tail,
            )
        )
    )


def escape(text: str) -> str:
    """Escape as the template does."""
    return _escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")


def _lines(line: str, mark: str, texts: Iterable[str]) -> list[str]:
    return [line.replace(mark, escape(text)) for text in texts]


def _questions(cut: _Pieces, texts: tuple[str, ...]) -> list[str]:
    before, line, after = cut.questions
    return [before, *_lines(line, _QUESTION, texts), after] if texts else []


def _pieces(listing: Listing, t: Translator, today: date) -> _Pieces:
    return _cut(_Key(listing), t, today)


class _Key:
    """A listing as a key: by its id, because hashing all its facts takes longer than drawing it."""

    __slots__ = ("listing",)

    def __init__(self, listing: Listing) -> None:
        self.listing = listing

    def __hash__(self) -> int:
        return hash(self.listing.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.listing is other.listing


@lru_cache(maxsize=KEPT)
def _cut(key: _Key, t: Translator, today: date) -> _Pieces:
    marked = replace(
        card(Match(key.listing), t, today),
        distance=_DISTANCE,
        open_state=_STATE,
        opening=_OPENING,
        hours_words="",
        reasons=(_REASON,),
        asked_first=(_QUESTION,),
    )
    lines = str(html.render(marked, t)).splitlines(keepends=True)
    at = {mark: next(number for number, line in enumerate(lines) if mark in line) for mark in (_DISTANCE, _OPENING, _REASON, _QUESTION)}
    question = at[_QUESTION]
    return _Pieces(
        head="".join(lines[: at[_DISTANCE]]),
        distance=lines[at[_DISTANCE]],
        opening=lines[at[_OPENING]],
        unknown=_unknown_hours(key.listing, marked, t) or lines[at[_OPENING]],
        facts="".join(lines[at[_OPENING] + 1 : at[_REASON]]),
        reason=lines[at[_REASON]],
        after_reasons="".join(lines[at[_REASON] + 1 : question - 1]),
        questions=(lines[question - 1], lines[question], lines[question + 1]),
        tail="".join(lines[question + 2 :]),
    )


def _unknown_hours(listing: Listing, marked: object, t: Translator) -> str:
    if not listing.hours_text:
        return ""
    told = str(html.render(replace(marked, hours_words=listing.hours_text), t))  # type: ignore[type-var]
    return next(line for line in told.splitlines(keepends=True) if _OPENING in line)
