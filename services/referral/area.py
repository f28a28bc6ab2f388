"""My area: what a worker sets every morning, in a small file of their own instead of an account.

The file holds the schema below and nothing else; there is no field that could hold a word about a person. It is read as a stranger's
file: a broken, hostile or oversized one is refused with what to do, and nothing of it is used.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.language.catalogue import LANGUAGES, N_, Translator
from services.places import countries
from services.referral.model import REACHES_KM, Must

#: The largest honest file is a tenth of this.
MOST_BYTES = 4096

FILE_NAME = "settings.json"


class MyArea(BaseModel):
    """A worker's usual settings; ``place`` is a token of ``services.places.naming`` or empty, ``languages`` are ISO 639 codes."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    kind: Literal["waymark-area"] = "waymark-area"
    version: Literal[1] = 1
    language: Literal["en", "fr", "es", "ru"] = "en"
    country: str = Field("", pattern=r"^([A-Z]{2})?$")
    place: str = Field("", pattern=r"^(town:[0-9]{1,10}|region:[A-Z]{2}\.[A-Z0-9]{1,10}|country:[A-Z]{2})?$")
    reach_km: int = 50
    languages: Annotated[tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], ...], Field(max_length=6)] = ()
    musts: Annotated[frozenset[Must], Field(max_length=len(Must))] = frozenset()


class Fault(StrEnum):
    """What is wrong with a file that was brought."""

    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
    NOT_OURS = "not_ours"
    OTHER_VERSION = "other_version"
    FIELD = "field"
    PLACE = "place"


_FAULTS: Mapping[Fault, str] = {
    Fault.TOO_LARGE: N_("This file is too large to be one of ours. Choose the settings file that you downloaded here, or make a new one."),
    Fault.NOT_JSON: N_("This file cannot be read: it is broken or of another kind. Choose the settings file that you downloaded here."),
    Fault.NOT_OURS: N_("This is not a settings file of this site. Choose the one that you downloaded here, or make a new one."),
    Fault.OTHER_VERSION: N_("This settings file is of another version. Set things by hand once and download a new file."),
    Fault.FIELD: N_("This settings file was changed and one entry does not fit: {field}. Set things by hand and download a new file."),
    Fault.PLACE: N_("The place in this settings file is not known here. Set it by hand and download a new file."),
}


class Refused(ValueError):
    """A file that is not used; ``field`` names the entry that does not fit, where it is one of ours."""

    def __init__(self, fault: Fault, field: str = "") -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.field = field


def fault(t: Translator, error: Refused) -> str:
    """Say what is wrong with a file and what to do."""
    return t(_FAULTS[error.fault], field=error.field) if error.fault is Fault.FIELD else t(_FAULTS[error.fault])


def write(area: MyArea) -> bytes:
    """Write a file to take along; the same settings give the same bytes."""
    content = area.model_dump(mode="json")
    content["musts"] = sorted(content["musts"])
    return (json.dumps(content, ensure_ascii=True, indent=1) + "\n").encode()


def read(content: bytes) -> MyArea:
    """Read a file; raises ``Refused`` for one that is too large, broken, not ours, of another version, or does not fit the schema.

    A name that stands twice is refused: which of the two counts would be a guess.
    """
    if len(content) > MOST_BYTES:
        raise Refused(Fault.TOO_LARGE)
    try:
        found = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(Fault.NOT_JSON) from None
    if not isinstance(found, dict) or found.get("kind") != "waymark-area":
        raise Refused(Fault.NOT_OURS)
    if found.get("version") != 1 or isinstance(found.get("version"), bool):
        raise Refused(Fault.OTHER_VERSION)
    try:
        # From the text again: what is strict about JSON is not what is strict about Python.
        area = MyArea.model_validate_json(content)
    except ValidationError as error:
        raise Refused(Fault.FIELD, _field(error)) from None
    if area.reach_km not in REACHES_KM:
        raise Refused(Fault.FIELD, "reach_km")
    if area.country and not countries.exists(area.country):
        raise Refused(Fault.FIELD, "country")
    return area


def _field(error: ValidationError) -> str:
    """Name the entry only where the name is ours: a stranger's word is not shown as if we had said it."""
    name = str(error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"][0])
    return name if name in MyArea.model_fields else "?"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _no_constant(_name: str) -> float:
    raise ValueError("no such number")


def of(language: str, country: str, place: str, reach_km: float, languages: tuple[str, ...], musts: frozenset[Must]) -> MyArea:
    """Make settings of what is set on the page; ``place`` is a token. What does not fit the schema is left at its start value."""
    reach = int(reach_km) if reach_km in REACHES_KM else 50
    shown = language if language in LANGUAGES else "en"
    return MyArea(language=shown, country=country, place=place, reach_km=reach, languages=languages[:6], musts=musts)  # type: ignore[arg-type]
