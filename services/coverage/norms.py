"""The norms that coverage is held against, from ``data/benchmarks.toml`` and from coordinators' own."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from services.directory.model import Category, Frozen, Listing, ListingType


class Shape(StrEnum):
    """How a norm is judged; the words stand at the head of ``data/benchmarks.toml``."""

    RATE = "rate"
    PRESENCE = "presence"
    NATIONAL = "national"
    LIMIT = "limit"
    TIME_SHARE = "time_share"


class Denominator(StrEnum):
    """Whom a norm counts: inhabitants or women. The two differ by a factor of about two and are never mixed."""

    INHABITANTS = "inhabitants"
    WOMEN = "women"


class Unit(StrEnum):
    """What a norm counts; of places and beds the directory knows no number."""

    CENTRE = "centre"
    LINE = "line"
    FAMILY_PLACE = "family_place"
    BED_PLACE = "bed_place"


class Reading(StrEnum):
    """How sure the figure is."""

    READ = "read"
    SECOND_HAND = "second_hand"
    UNREAD = "unread"
    OWN = "own"


class Norm(Frozen):
    """One norm: its figure, whom it counts, what meets it and where it was read.

    ``per`` is people for each unit, 0: no figure. ``womens`` says that it was made for women's services, so that using it for children is
    our own extension. Which listing types meet it is our reading of the source.
    """

    code: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.\- ]{0,19}$")
    kind: Shape
    per: float = Field(0, ge=0, le=1e9)
    denominator: Denominator = Denominator.INHABITANTS
    unit: Unit = Unit.CENTRE
    types: tuple[ListingType, ...] = ()
    categories: tuple[Category, ...] = ()
    each_region: int = Field(0, ge=0, le=100)
    hours: float = Field(0, ge=0)
    minutes: float = Field(0, ge=0)
    share: float = Field(0, ge=0, le=1)
    status: Reading = Reading.OWN
    on: bool = True
    womens: bool = False
    source: str = Field("", max_length=300)
    link: str = Field("", max_length=300)

    @model_validator(mode="after")
    def _can_be_judged(self) -> Self:
        if self.status is Reading.UNREAD and (self.per or self.on):
            raise ValueError("a norm whose source was not read carries no figure and stays off")
        if self.on and self.kind is Shape.RATE and not self.per:
            raise ValueError("a rate needs a number of people for each unit")
        if self.kind in (Shape.RATE, Shape.PRESENCE, Shape.NATIONAL) and not (self.types or self.categories):
            raise ValueError("name the listing types or categories that meet the norm")
        return self

    def met_by(self, listing: Listing) -> bool:
        """Say whether a listing is of a kind that counts towards the norm."""
        return listing.listing_type in self.types or any(category in listing.categories for category in self.categories)


def read_norms(path: Path) -> tuple[Norm, ...]:
    """Read the norms; a fault in the file raises ``pydantic.ValidationError`` or ``tomllib.TOMLDecodeError``."""
    return tuple(Norm.model_validate_json(_json(entry)) for entry in tomllib.loads(path.read_text("utf-8"))["norm"])


def _json(entry: dict[str, object]) -> str:
    import json

    return json.dumps(entry)


def chosen(norms: Sequence[Norm], codes: Sequence[str] | None = None) -> tuple[Norm, ...]:
    """Keep the norms that are on, or those named; a norm without a figure is never kept."""
    wanted = [norm for norm in norms if (norm.on if codes is None else norm.code in codes)]
    return tuple(norm for norm in wanted if norm.kind is not Shape.RATE or norm.per > 0)


def adjusted(norm: Norm, **figures: float) -> Norm:
    """Change a norm's figures (``per``, ``each_region``, ``share``, ``minutes``): they are then a coordinator's own, and say so.

    Raises ``pydantic.ValidationError`` where they make no sense.
    """
    changed = {name: value for name, value in figures.items() if value != getattr(norm, name)}
    if not changed:
        return norm
    return Norm.model_validate_json(_json({**norm.model_dump(mode="json"), **changed, "status": Reading.OWN.value, "on": True}))
