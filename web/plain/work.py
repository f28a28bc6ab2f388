"""A referral as the plain pages carry it: codes from lists and ids of listings, in the body of a form and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from services.directory.model import Gender
from services.language.catalogue import LANGUAGES
from services.referral.consent import Point
from services.referral.model import REACHES_KM, AgeBand, Agreement, Audience, Caregiver, Case, CaseNeed, Chosen, Consent, Delay, Giver, Must
from services.referral.shortlist import MOST
from services.search.query import Query

PREFIX = "r_"

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker's form says so far. ``to`` holds the answer about each recipient; ``speak`` is the language of the person's sheet."""

    needs: tuple[CaseNeed, ...] = ()
    musts: tuple[Must, ...] = ()
    delay: Delay = Delay.NOT_SAID
    age: AgeBand = AgeBand.NOT_SAID
    gender: Gender | None = None
    tongues: tuple[str, ...] = ()
    reach: int = 50
    chosen: tuple[str, ...] = ()
    told: tuple[Point, ...] = ()
    willing: str = ""
    givers: tuple[Giver, ...] = ()
    caregiver: Caregiver = Caregiver.NOT_SAID
    to: Mapping[str, Agreement] = field(default_factory=dict)
    speak: str = ""
    audience: Audience | None = None
    discreet: bool = False

    def case(self, query: Query) -> Case:
        """Give the coded case at the place, or in the country, that the form names."""
        return Case(
            country=query.where,
            place=query.place,
            reach_km=float(self.reach),
            age=self.age,
            gender=self.gender,
            languages=self.tongues,
            needs=frozenset(self.needs),
            delay=self.delay,
            musts=frozenset(self.musts),
        )

    def shortlist(self) -> tuple[Chosen, ...]:
        """Give what was chosen, in the order of the plan."""
        return tuple(Chosen(one) for one in self.chosen)

    def consent(self) -> Consent:
        """Give what was explained and agreed."""
        return Consent(
            explained=frozenset(point.value for point in self.told),
            givers=frozenset(self.givers),
            child_willing={"yes": True, "no": False}.get(self.willing),
            recipients=tuple((one, self.to.get(one, Agreement.NOT_ASKED)) for one in self.chosen),
            caregiver=self.caregiver,
        )

    def fields(self) -> Iterator[tuple[str, str]]:
        """Give the hidden fields that carry it on, by their names; empty ones are left out by the page."""
        yield "r_needs", ",".join(self.needs)
        yield "r_musts", ",".join(self.musts)
        yield "r_delay", "" if self.delay is Delay.NOT_SAID else self.delay
        yield "r_age", "" if self.age is AgeBand.NOT_SAID else self.age
        yield "r_gender", self.gender or ""
        yield "r_tongue", self.tongues[0] if self.tongues else ""
        yield "r_tongue2", self.tongues[1] if len(self.tongues) > 1 else ""
        yield "r_reach", str(self.reach)
        yield "r_picks", ",".join(self.chosen)
        yield "r_tolds", ",".join(self.told)
        yield "r_willing", self.willing
        yield "r_givers", ",".join(self.givers)
        yield "r_care", "" if self.caregiver is Caregiver.NOT_SAID else self.caregiver
        for one, answer in self.to.items():
            yield f"r_to.{one}", answer
        yield "r_speak", self.speak
        yield "r_words", self.audience or ""
        yield "r_look", "discreet" if self.discreet else ""


def read(fields: Mapping[str, str]) -> Work:
    """Read the fields of a form; raises ``ValueError`` for one that is not ours. Ids of listings are checked by whoever looks them up."""

    def one(name: str, kind: Any, start: Any) -> Any:
        value = fields.get(name, "")
        return kind(value) if value else start

    reach = one("r_reach", int, 50)
    willing, look, speak = (fields.get(name, "") for name in ("r_willing", "r_look", "r_speak"))
    known = reach in REACHES_KM and willing in ("", "yes", "no") and look in ("", "discreet") and speak in ("", *LANGUAGES)
    chosen = tuple(dict.fromkeys(_ids(fields)))
    if not known or len(chosen) > MOST or not all(_is_id(part) for part in chosen):
        raise ValueError("not one of our forms")
    return Work(
        needs=_several(fields, "r_need", CaseNeed),
        musts=_several(fields, "r_must", Must),
        delay=one("r_delay", Delay, Delay.NOT_SAID),
        age=one("r_age", AgeBand, AgeBand.NOT_SAID),
        gender=one("r_gender", Gender, None),
        tongues=tuple(dict.fromkeys(_tongue(fields.get(name, "")) for name in ("r_tongue", "r_tongue2") if fields.get(name))),
        reach=reach,
        chosen=chosen,
        told=_several(fields, "r_told", Point),
        willing=willing,
        givers=_several(fields, "r_giver", Giver),
        caregiver=one("r_care", Caregiver, Caregiver.NOT_SAID),
        to={part: Agreement(fields[f"r_to.{part}"]) for part in chosen if fields.get(f"r_to.{part}")},
        speak=speak,
        audience=one("r_words", Audience, None),
        discreet=bool(look),
    )


def _several(fields: Mapping[str, str], name: str, kind: type[Code]) -> tuple[Code, ...]:
    """Read a group: ticked one by one on its own page, joined in one field on the others."""
    joined = [part for part in fields.get(f"{name}s", "").split(",") if part]
    ticked = [key.partition(".")[2] for key, value in fields.items() if key.startswith(f"{name}.") and value == "1"]
    given = {kind(part) for part in (*joined, *ticked)}
    return tuple(code for code in kind if code in given)


def _ids(fields: Mapping[str, str]) -> Iterator[str]:
    yield from (part for part in fields.get("r_picks", "").split(",") if part)
    yield from (key.partition(".")[2] for key, value in fields.items() if key.startswith("r_pick.") and value == "1")


def _is_id(text: str) -> bool:
    return 0 < len(text) <= 120 and text.replace("-", "").isalnum() and text.isascii() and text == text.lower()


def _tongue(code: str) -> str:
    if not (code.isascii() and code.isalpha() and code.islower() and len(code) in (2, 3)):
        raise ValueError("no language")
    return code
