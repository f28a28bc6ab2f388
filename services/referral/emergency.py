"""A country's emergency numbers: the last door of every plan, and the first in danger, whatever is wished.

A wish never takes the emergency number off a plan. Where it may bring the police although no report is wanted, the option says so
(``Option.against`` and a caution), and the words name the ambulance's own number where there is one. The better backed stand first; an
unconfirmed one goes where a confirmed one stands, unless sources disagree about it: then all that they say is shown.
"""

from __future__ import annotations

from services.directory.model import ListingType, Status
from services.directory.trust import Level, Trust
from services.referral.field import Field
from services.referral.model import Option
from services.referral.options import option
from services.referral.ranking import Row

_AGELESS = 10_000


def emergency_numbers(field: Field) -> tuple[Option, ...]:
    """Give the country's emergency numbers, best backed first; their score is 0, for nothing is weighed here."""
    numbers = field.having("listing_type", ListingType.EMERGENCY_NUMBER) & field.having("status", Status.ACTIVE)
    today = field.now.date()
    judged = {row: field.index.trust(row, today) for row in field.rows(numbers).tolist()}
    sure = any(found.level is not Level.UNCONFIRMED for found in judged.values())
    order = sorted((row for row in judged if not sure or _stays(field, row, judged[row])), key=lambda row: _backing(judged[row]))
    return tuple(option(field, Row(row, 0, 0.0, (), float("nan")), partly=False, local=False, far=False) for row in order)


def _stays(field: Field, row: int, judged: Trust) -> bool:
    listing = field.index.listing(row)
    return judged.level is not Level.UNCONFIRMED or bool(listing.conflicts) or "sources_disagree" in listing.doubts


def _backing(judged: Trust) -> tuple[bool, bool, bool, int]:
    age = _AGELESS if judged.age_months is None else judged.age_months
    return judged.level is Level.UNCONFIRMED, not judged.two_sources, judged.call_first, age
