"""The services of a sheet for a case-management system: stable ids and the directory's facts under their HSDS names, nobody's data.

No case code, no need, no date of anything that happened: who reads the file into a case knows the case, and who finds it learns nothing
about anybody. Field names are those of HSDS 3.1 (objects ``service``, ``organization``, ``phone``, ``schedule``, ``location``, ``address``,
``language``); what HSDS has no field for stands under ``waymark``. A fact that is not known is left out, as the specification asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from services.directory.model import Access, Answer, Cost, Listing

FORMAT = "waymark-services"
VERSION = 1
HSDS = "3.1"


def record(listings: Iterable[Listing], edition: str) -> str:
    """Write listings as JSON, in their order; ``edition`` is the directory's."""
    content = {
        "format": FORMAT,
        "format_version": VERSION,
        "hsds_version": HSDS,
        "edition": edition,
        "services": [_service(one) for one in listings],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def _service(listing: Listing) -> dict[str, Any]:
    service: dict[str, Any] = {
        "id": listing.id,
        "name": listing.name,
        "status": listing.status.value,
        "organization": _known(name=listing.organization),
        "url": listing.website,
        "email": listing.email,
        "minimum_age": listing.minimum_age,
        "maximum_age": listing.maximum_age,
        "alert": listing.alert,
        "assured_date": listing.assured_date.isoformat() if listing.assured_date else "",
        "phones": [{"number": phone.number, "type": "voice"} for phone in listing.phones]
        + [{"number": phone.number, "type": "text"} for phone in listing.sms],
        "schedules": [_known(description=listing.hours or listing.hours_text)] if listing.hours or listing.hours_text else [],
        "languages": [{"code": code} for code in listing.languages],
        "cost_options": [{"amount": 0}] if listing.cost is Cost.FREE else [],
        "required_documents": [_known(document=listing.required_documents)] if listing.required_documents else [],
        "location": {} if listing.is_remote else _location(listing),
        "waymark": _known(
            listing_type=listing.listing_type.value,
            categories=[category.value for category in listing.categories],
            access=listing.access.value if listing.access is not Access.UNKNOWN else "",
            may_come_alone=listing.may_come_alone.value if listing.may_come_alone is not Answer.UNKNOWN else "",
            source_url=listing.source_url,
            source_date=listing.source_date,
        ),
    }
    return _known(**service)


def _location(listing: Listing) -> dict[str, Any]:
    """Give a place as far as it may be told; the rows themselves hold no more."""
    address = _known(
        address_1=listing.address,
        city=listing.city,
        state_province=listing.region,
        postal_code=listing.postal_code,
        country=listing.country if listing.country != "INT" else "",
        address_type="physical",
    )
    return _known(
        location_type="physical",
        latitude=listing.latitude,
        longitude=listing.longitude,
        description="" if listing.latitude is None else f"position known to: {listing.precision.value}",
        addresses=[address],
    )


def _known(**facts: Any) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if fact not in (None, "", [], {})}
