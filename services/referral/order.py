"""Explains the order of a plan to the caseworker: the table of weights in words, and the rules that come before any points."""

from __future__ import annotations

from collections.abc import Mapping

from services.language.catalogue import N_, Translator
from services.referral.model import Part
from services.referral.table import ALL_POINTS, CRITERIA, shipped

_CRITERIA: Mapping[str, tuple[str, str]] = {
    "kind": (
        N_("Made for this step"),
        N_("All points for a kind of place made for it, half for another place with this kind of help, a quarter for want of better."),
    ),
    "near": (N_("Near"), N_("The nearer, the more; half the points at the edge of what the person can travel. Lines get none.")),
    "open_now": (N_("Open now"), N_("All points if open now, half if the hours are not known, none if closed.")),
    "musts": (
        N_("What must hold"),
        N_("The share of what must hold that its sources confirm. Not known gives no points, and is asked first."),
    ),
    "trust": (N_("Well known"), N_("All points for a recent source, half for an older one, none if nobody could confirm it.")),
    "language": (
        N_("Language"),
        N_("All points for the person's first language, fewer for a further one, some if not known, none if others only."),
    ),
    "age": (N_("Age"), N_("All points if its sources name the whole age band, half if they do not say, none if only a part fits.")),
    "number": (N_("Can be asked"), N_("All points if it has a number to call, so that one can ask first.")),
    "gender": (N_("For whom"), N_("All points if its sources name this gender, half if they do not say.")),
}


def criterion(t: Translator, name: str) -> str:
    """Name a criterion of the ranking."""
    return t(_CRITERIA[name][0])


def points(t: Translator, part: Part, *, urgent: bool) -> str:
    """Say one line of the points of an option: "Near: 12 of 20"."""
    weight = shipped().weights[part.criterion]
    most = weight.urgent if urgent else weight.calm
    return t(
        "{criterion}: {points} of {most}",
        criterion=criterion(t, part.criterion),
        points=t.number(round(part.points, 1)),
        most=t.number(most),
    )


def why_this_order(t: Translator) -> tuple[tuple[str, str, str, str], ...]:
    """Give the weights table in words: criterion, what gives points, the points of urgent steps, those of the others.

    The points of each column add up to 100.
    """
    rows = []
    for name in CRITERIA:
        weight, (title, meaning) = shipped().weights[name], _CRITERIA[name]
        rows.append((t(title), t(meaning), t.number(weight.urgent), t.number(weight.calm)))
    return tuple(rows)


def order_rules(t: Translator) -> tuple[str, ...]:
    """Say the rules that come before any points."""
    return (
        t("What contradicts a thing that must hold is not named at all. What is not known is named, with the question to ask."),
        t("Ordinary police stations come after every specialised place."),
        t("For an adult, places only for children come after the others."),
        t("What is within reach comes before what is too far."),
        t(
            "Then the points decide, of {number} in all. Equal points: the nearer first, then always the same order.",
            number=t.number(ALL_POINTS),
        ),
    )
