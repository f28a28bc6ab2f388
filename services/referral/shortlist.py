"""The shortlist: listings a caseworker has chosen, in their order, each with a one-word reason. Values only; nothing is kept here."""

from __future__ import annotations

from collections.abc import Collection

from services.referral.model import Chosen, ChosenFor, StepKind

Shortlist = tuple[Chosen, ...]

#: A person who is handed more names than this reads none of them.
MOST = 12

#: So many listings stand side by side at most; more cannot be read on a phone.
COMPARED = 4


def holds(shortlist: Shortlist, listing_id: str) -> bool:
    """Say whether a listing is on the shortlist."""
    return any(one.listing_id == listing_id for one in shortlist)


def is_full(shortlist: Shortlist) -> bool:
    """Say whether no more fit on the shortlist."""
    return len(shortlist) >= MOST


def add(shortlist: Shortlist, listing_id: str, why: ChosenFor = ChosenFor.BEST_FIT, step: StepKind | None = None) -> Shortlist:
    """Put a listing at the end; one that is there already stays where it is, and nothing is added to a full list."""
    if holds(shortlist, listing_id) or is_full(shortlist):
        return shortlist
    return (*shortlist, Chosen(listing_id, why, step))


def remove(shortlist: Shortlist, listing_id: str) -> Shortlist:
    """Take a listing off."""
    return tuple(one for one in shortlist if one.listing_id != listing_id)


def move(shortlist: Shortlist, listing_id: str, places: int) -> Shortlist:
    """Move a listing by so many places, up where negative; it stops at either end, and the others keep their order."""
    at = next((place for place, one in enumerate(shortlist) if one.listing_id == listing_id), None)
    if at is None:
        return shortlist
    rest = [*shortlist[:at], *shortlist[at + 1 :]]
    rest.insert(max(0, min(len(rest), at + places)), shortlist[at])
    return tuple(rest)


def because(shortlist: Shortlist, listing_id: str, why: ChosenFor) -> Shortlist:
    """Change the reason for which a listing stands on the shortlist."""
    return tuple(Chosen(one.listing_id, why, one.step) if one.listing_id == listing_id else one for one in shortlist)


def known(shortlist: Shortlist, ids: Collection[str]) -> Shortlist:
    """Leave out what the edition in force does not have: a place that was taken out must not be handed on."""
    return tuple(one for one in shortlist if one.listing_id in ids)
