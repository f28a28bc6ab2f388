"""Counts what each value of each facet would leave: the numbers beside the choices of a page.

Counts are numbers of listings of the country (all countries, where none is known yet) that have a value, under all the other filters,
among those that this reader is shown at all. A wish such as ``free`` keeps its ``yes``, ``depends`` and ``unknown``; so picking it leaves
their sum. A filter of values (``categories``, ``how``) leaves the union of those picked; ``gender`` and ``language`` leave the value's own
count and ``unknown`` (and, for a girl, what is named for women: asked first).

``age`` and ``radius_km`` count what picking the value leaves, what is asked first included. ``age`` has ``AGES``, from "0" to "18", which
stands for every adult; an age on the other side of 18 is counted as for the reader that it would make, because picking it changes who is
shown at all. ``radius_km`` has ``RADII_KM``; without a place every distance leaves everything.
"""

from __future__ import annotations

from collections.abc import Mapping

from services.search import bits
from services.search.bits import Bits
from services.search.columns import UNKNOWN
from services.search.filters import keeps_age
from services.search.index import Index
from services.search.marks import PLACED
from services.search.positions import Spot
from services.search.query import AGES, RADII_KM, How, OpenState
from services.search.spans import Span

_YES_NO = {"free": "cost", "may_come_alone": "may_come_alone", "wheelchair": "wheelchair"}
_CALLED = {"free": {"free": "yes", "paid": "no"}}
_FACETS = ("categories", "listing_type", "audience", "gender", "language", "how")


def of_values(span: Span, found: Bits, without: Mapping[str, Bits]) -> dict[str, Mapping[str, int]]:
    """Count the facets whose values listings have; ``without`` holds what is left under all filters but the one named."""
    counted: dict[str, Mapping[str, int]] = {name: span.counts(name, without.get(name, found)) for name in _FACETS}
    for name, facet in _YES_NO.items():
        called = _CALLED.get(name, {})
        counted[name] = {called.get(value, value): number for value, number in span.counts(facet, without.get(name, found)).items()}
    return counted


def of_states(among: Bits, states: Mapping[OpenState, Bits]) -> dict[str, int]:
    """Count who is open now, who is closed, and whose hours nobody can tell."""
    return {
        "yes": bits.count(among & states[OpenState.OPEN]),
        "no": bits.count(among & states[OpenState.CLOSED]),
        UNKNOWN: bits.count(among & states[OpenState.UNKNOWN]),
    }


def of_ages(index: Index, span: Span, for_age: Mapping[int, Bits]) -> dict[str, int]:
    """Count what each age leaves of what its reader is shown under the other filters."""
    return {str(age): bits.count(for_age[age] & keeps_age(index, age, span)) for age in AGES}


def of_distances(index: Index, span: Span, among: Bits, spot: Spot | None) -> dict[str, int]:
    """Count what each distance leaves: places within it, places whose distance nobody knows, and lines, which answer from anywhere."""
    everything = bits.count(among)
    if spot is None:
        return {str(km): everything for km in RADII_KM}
    placed = among & span.having("how", How.IN_PERSON) & span.mark(PLACED)
    anyway = everything - bits.count(placed)
    found = {}
    for km in reversed(RADII_KM):
        placed = index.positions.near(placed, span, spot, km)
        found[str(km)] = anyway + bits.count(placed)
    return {str(km): found[str(km)] for km in RADII_KM}
