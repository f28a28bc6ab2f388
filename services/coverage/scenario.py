"""What if? Listings added, removed or changed in a scenario, saved and loaded as a file; the directory itself never changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import Field, ValidationError

from services.coverage.refusals import Refusal, Refused
from services.directory.model import AddressVisibility, Audience, Category, Frozen, Listing, ListingType, Precision
from services.language.catalogue import N_

MOST_BYTES = 1_000_000
#: Ids of listings that exist only in a scenario begin so; no id of the directory does.
PREFIX = "scenario-"


class Added(Frozen):
    """A place that does not exist yet."""

    name: str = Field(min_length=1, max_length=120)
    listing_type: ListingType
    categories: tuple[Category, ...] = Field(min_length=1, max_length=7)
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    hours: str = Field("", max_length=200)
    minimum_age: int | None = Field(None, ge=0, le=120)
    maximum_age: int | None = Field(None, ge=0, le=120)
    audience: tuple[Audience, ...] = Field((), max_length=4)
    languages: tuple[str, ...] = Field((), max_length=20)


class Changed(Frozen):
    """Other hours, ages or kinds of help for a listing that exists; a field that is left out stays as it is."""

    id: str = Field(max_length=200)
    hours: str | None = Field(None, max_length=200)
    minimum_age: int | None = Field(None, ge=0, le=120)
    maximum_age: int | None = Field(None, ge=0, le=120)
    categories: tuple[Category, ...] | None = Field(None, max_length=7)


class Scenario(Frozen):
    """A named set of changes to one country's listings."""

    waymark_scenario: int = 1
    name: str = Field("", max_length=120)
    country: str = Field(pattern=r"^[A-Z]{2}$")
    add: tuple[Added, ...] = Field((), max_length=500)
    remove: tuple[str, ...] = Field((), max_length=5000)
    change: tuple[Changed, ...] = Field((), max_length=5000)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is changed."""
        return not (self.add or self.remove or self.change)


def apply(listings: Sequence[Listing], scenario: Scenario) -> tuple[Listing, ...]:
    """Give the listings as they would be. Raises ``Refused`` for an id that is not there, and for ages or hours that cannot be."""
    ids = {listing.id for listing in listings}
    named = [("remove", id) for id in scenario.remove] + [("change", change.id) for change in scenario.change]
    unknown = [
        Refusal("scenario", None, field, N_("no listing {value} in {country}"), {"value": repr(id[:80]), "country": scenario.country})
        for field, id in named
        if id not in ids
    ]
    if unknown:
        raise Refused(unknown)
    gone, changes = set(scenario.remove), {change.id: change for change in scenario.change}
    kept = [_changed(listing, changes.get(listing.id)) for listing in listings if listing.id not in gone]
    return (*kept, *_added(scenario))


def _changed(listing: Listing, change: Changed | None) -> Listing:
    if change is None:
        return listing
    values = change.model_dump(exclude_none=True, exclude={"id"})
    try:
        return Listing.model_validate(listing.model_dump() | values)
    except ValidationError as error:
        raise Refused([Refusal("scenario", None, f"change {change.id}", "{reason}", {"reason": error.errors()[0]["msg"]})]) from error


def _added(scenario: Scenario) -> Iterable[Listing]:
    for number, new in enumerate(scenario.add, start=1):
        try:
            yield Listing(
                id=f"{PREFIX}{number}",
                country=scenario.country,
                precision=Precision.EXACT,
                address_visibility=AddressVisibility.FULL,
                source_url="scenario",
                source_date="",
                **new.model_dump(),
            )
        except ValidationError as error:
            raise Refused([Refusal("scenario", number, "add", "{reason}", {"reason": error.errors()[0]["msg"]})]) from error


def write(scenario: Scenario) -> bytes:
    """Write a scenario as JSON."""
    return (scenario.model_dump_json(indent=1, exclude_defaults=False) + "\n").encode()


def read(content: bytes, name: str = "scenario") -> Scenario:
    """Read a scenario; raises ``Refused`` by field where it is not one or is too large."""
    if len(content) > MOST_BYTES:
        raise Refused([Refusal(name, None, "file", N_("is too large for a scenario"))])
    try:
        scenario = Scenario.model_validate_json(content)
    except ValidationError as error:
        faults = [
            Refusal(name, None, ".".join(str(part) for part in fault["loc"]) or "file", "{reason}", {"reason": fault["msg"]})
            for fault in error.errors(include_url=False)
        ]
        raise Refused(faults) from error
    if scenario.waymark_scenario != 1:
        raise Refused(
            [Refusal(name, None, "waymark_scenario", N_("is {number}, not {wanted}"), {"number": scenario.waymark_scenario, "wanted": 1})]
        )
    return scenario
