"""The words of a referral: the case as it is asked, the plan, what was chosen, what was agreed.

Nothing here can hold a name, a date of birth, an address or a story: every field is a code from a list, a number or a place of the
gazetteer. The only typed word of all is the case code, whose form ``CASE_CODE`` allows no sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.directory.model import Gender, Listing
from services.places.model import Place
from services.search.query import Match

#: A case code: what agencies use to speak of a case without a name. Too short and too plain for a story; with both a letter and a digit, so
#: that it is neither a name ("MARIA") nor a birthday ("2010-05-12") nor a phone number.
CASE_CODE = re.compile(r"^(?=.*[A-Z])(?=.*[0-9])[A-Z0-9]{2,6}(-[A-Z0-9]{1,6}){0,2}$")


class AgeBand(StrEnum):
    """How old the person is, no closer than needed; the bands are ours and say nothing about any law."""

    UNDER_6 = "under_6"
    FROM_6 = "from_6"
    FROM_12 = "from_12"
    FROM_15 = "from_15"
    ADULT = "adult"
    NOT_SAID = "not_said"


#: Youngest and oldest whole year of each band, both included; 120 stands for no upper end.
AGES: dict[AgeBand, tuple[int, int]] = {
    AgeBand.UNDER_6: (0, 5),
    AgeBand.FROM_6: (6, 11),
    AgeBand.FROM_12: (12, 14),
    AgeBand.FROM_15: (15, 17),
    AgeBand.ADULT: (18, 120),
    AgeBand.NOT_SAID: (0, 120),
}


class Delay(StrEnum):
    """Time from the event to now, in the bands in which GBVIMS reports it (source: facts, section 5); they count days, not hours."""

    DAYS_0_3 = "days_0_3"
    DAYS_4_5 = "days_4_5"
    DAYS_6_14 = "days_6_14"
    WEEKS_2_4 = "weeks_2_4"
    MONTHS_1_3 = "months_1_3"
    LONGER = "longer"
    NOT_SAID = "not_said"


class CaseNeed(StrEnum):
    """What the person needs, in a caseworker's words; several may be chosen. Each leads to one step of the pathway or more."""

    DANGER = "danger"
    MEDICAL = "medical"
    DISTRESS = "distress"
    PSYCHOSOCIAL = "psychosocial"
    PROTECTION = "protection"
    POLICE = "police"
    LEGAL = "legal"
    SHELTER = "shelter"
    FAMILY = "family"
    SCHOOL = "school"
    LIVELIHOOD = "livelihood"
    ONLINE = "online"


class Must(StrEnum):
    """What must hold. A listing whose sources say the opposite is never in a plan; one whose sources are silent is, as "ask first"."""

    FREE = "free"
    ALONE = "may_come_alone"
    WHEELCHAIR = "wheelchair"
    NO_PAPERS = "no_papers"
    NO_POLICE_REPORT = "no_police_report"
    WOMENS_STAFF = "womens_staff"


#: How far a person can travel, in km, as offered; any number above zero is allowed.
REACHES_KM = (5, 10, 30, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class Case:
    """One person's situation, coded. ``contact_safe`` is ``None`` where it was not said; it is then treated as not safe.

    ``place`` may be ``None`` where only the country is known; ``country`` is the ISO code. ``languages`` are ISO 639 codes, the best first.
    """

    country: str
    place: Place | None = None
    reach_km: float = 50.0
    age: AgeBand = AgeBand.NOT_SAID
    gender: Gender | None = None
    languages: tuple[str, ...] = ()
    needs: frozenset[CaseNeed] = frozenset()
    delay: Delay = Delay.NOT_SAID
    musts: frozenset[Must] = frozenset()
    contact_safe: bool | None = None

    @property
    def where(self) -> str:
        """The country asked about: the place's own, else the one picked."""
        return self.place.country if self.place else self.country


class StepKind(StrEnum):
    """The steps of a pathway, in the order of urgency in which a plan gives them; ``ONLINE`` runs beside the others."""

    DANGER = "danger"
    MEDICAL_72H = "medical_72h"
    MEDICAL_120H = "medical_120h"
    MEDICAL_LATER = "medical_later"
    DISTRESS = "distress"
    PSYCHOSOCIAL = "psychosocial"
    PROTECTION = "protection"
    LEGAL = "legal"
    SHELTER = "shelter"
    FAMILY = "family"
    SCHOOL = "school"
    LIVELIHOOD = "livelihood"
    ONLINE = "online"


class Urgency(StrEnum):
    """By when a step should be done; worded by ``services.referral.words``."""

    NOW = "now"
    TODAY = "today"
    THIS_WEEK = "this_week"
    WHEN_READY = "when_ready"


class Caution(StrEnum):
    """What a caseworker must know about an option before naming it to anybody."""

    AGES_DO_NOT_FIT = "ages_do_not_fit"
    REFERRAL_NEEDED = "referral_needed"
    PAPERS_NEEDED = "papers_needed"
    POSITION_UNCERTAIN = "position_uncertain"
    OLD_FACT = "old_fact"
    ONE_SOURCE = "one_source"
    UNCONFIRMED = "unconfirmed"
    SOURCES_DISAGREE = "sources_disagree"
    DUTY_TO_REPORT = "duty_to_report"
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True)
class Part:
    """One line of "why this order": a criterion of the weights table, its value between 0 and 1, and the points it gave."""

    criterion: str
    value: float
    points: float


@dataclass(frozen=True, slots=True)
class Option:
    """A listing put forward for a step. ``meets`` and ``ask`` are the musts its sources confirm, and those they do not speak to.

    ``against`` are musts that its sources contradict: only ever of an emergency number, which is named in spite of them, and says so.
    ``speaks`` are the languages of the case that its sources name, the person's best first.
    """

    match: Match
    score: float
    parts: tuple[Part, ...]
    meets: tuple[Must, ...] = ()
    ask: tuple[Must, ...] = ()
    speaks: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    against: tuple[Must, ...] = ()

    @property
    def listing(self) -> Listing:
        """The listing itself."""
        return self.match.listing


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the pathway: ``options`` best first, ``by_phone`` lines for it (some wherever any exists).

    ``reason`` is a code worded by ``services.referral.words``; ``total`` counts all listings that fit. ``far``: no option within reach.
    """

    kind: StepKind
    urgency: Urgency
    reason: str
    options: tuple[Option, ...]
    by_phone: tuple[Option, ...]
    total: int
    far: bool = False


@dataclass(frozen=True, slots=True)
class WishCost:
    """What one must costs: without it so many more options, and the nearest so many km nearer (``None``: no nearer, or not known)."""

    must: Must
    more: int
    nearer_km: float | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do in which order, and why. ``unmet`` are musts that no known listing confirms: said first.

    ``dated`` is the day of the plan.
    """

    case: Case
    steps: tuple[Step, ...]
    unmet: tuple[Must, ...]
    costs: tuple[WishCost, ...]
    dated: date


class ChosenFor(StrEnum):
    """The one-word reason for which a listing stands on the shortlist."""

    NEAREST = "nearest"
    BEST_FIT = "best_fit"
    LANGUAGE = "language"
    TRUSTED = "trusted"
    PERSON_ASKED = "person_asked"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A listing on the shortlist, by its stable id, with the step it serves where it came from a plan."""

    listing_id: str
    reason: ChosenFor = ChosenFor.BEST_FIT
    step: StepKind | None = None


class Item(StrEnum):
    """What a provider's sheet may tell about the person; each may be withheld, and what is withheld is not on the sheet."""

    AGE = "age"
    GENDER = "gender"
    LANGUAGE = "language"
    NEEDS = "needs"
    URGENCY = "urgency"
    DELAY = "delay"
    CONTACT = "contact"


class Agreement(StrEnum):
    """The person's answer about one recipient."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class Giver(StrEnum):
    """Who gave the agreement, as ticked; which of them the law asks for differs by country and is not decided here."""

    PERSON = "person"
    CAREGIVER = "caregiver"
    OTHER_ADULT = "other_adult"


class Caregiver(StrEnum):
    """How it stands with a child's parent or guardian, as ticked; ``NOT_SAID`` also where there is no child."""

    AGREES = "agrees"
    REFUSES = "refuses"
    AWAY = "away"
    SUSPECTED = "suspected"
    NOT_SAID = "not_said"


class Role(StrEnum):
    """What the worker who refers is, from a list: a sheet bears no worker's name."""

    CASEWORKER = "caseworker"
    SOCIAL_WORKER = "social_worker"
    HEALTH_WORKER = "health_worker"
    COUNSELLOR = "counsellor"
    TEACHER = "teacher"
    LEGAL_WORKER = "legal_worker"
    HELPLINE_WORKER = "helpline_worker"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Consent:
    """What was explained and agreed. ``explained``: codes of the points told to the person; ``recipients``: listing id to its own answer.

    Without a ``yes`` for a recipient no provider's sheet exists for it; with none at all, the person's sheet names no referral.
    """

    explained: frozenset[str] = frozenset()
    givers: frozenset[Giver] = frozenset()
    child_willing: bool | None = None
    recipients: tuple[tuple[str, Agreement], ...] = ()
    withheld: frozenset[Item] = frozenset()
    caregiver: Caregiver = Caregiver.NOT_SAID

    def to(self, listing_id: str) -> Agreement:
        """Give the answer about one recipient."""
        return dict(self.recipients).get(listing_id, Agreement.NOT_ASKED)


class Audience(StrEnum):
    """How the person's sheet is worded."""

    YOUNGER = "younger"
    OLDER = "older"


class Paper(StrEnum):
    """The size of a sheet: A4, or a wallet card of 85 x 54 mm when folded."""

    A4 = "a4"
    WALLET = "wallet"
