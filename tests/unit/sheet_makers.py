"""Makes a small directory, plans and sheets for the tests of a referral's sheets.

``PYTHONPATH=. python tests/unit/sheet_makers.py`` writes the golden files anew; read the difference before it is committed.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from services import paths
from services.directory.edition import Directory
from services.directory.model import Gender, Listing
from services.language.catalogue import LANGUAGES, translator
from services.paper import plain
from services.places.gazetteer import Gazetteer
from services.places.model import Place
from services.referral import consent as consents
from services.referral.chart import Outlines
from services.referral.model import (
    AgeBand,
    Agreement,
    Audience,
    Case,
    CaseNeed,
    Chosen,
    Consent,
    Delay,
    Giver,
    Must,
    Option,
    Paper,
    Plan,
    Step,
    StepKind,
    Urgency,
)
from services.referral.sheet import Head, Material, PersonSheet, ProviderSheet, for_person, for_provider
from services.referral.sms import sms
from services.rights.library import load as load_library
from services.rights.wording import load as load_wording
from services.search.index import Index
from services.search.query import Match

DAY = date(2026, 11, 24)
NAKURU = Place("Nakuru", "KE", -0.3031, 36.08, region="Nakuru", region_code="KE.31", population=307990, geonames_id=184622)
GOLDEN = Path(__file__).parent.parent / "golden" / "sheets"
HEAD = Head("KX-27", "Rift Valley Child Desk")


def listing(name: str, **facts: Any) -> Listing:
    row: dict[str, Any] = {
        "id": name.lower().replace(" ", "-"),
        "name": name,
        "listing_type": "health_facility",
        "categories": "medical",
        "country": "KE",
        "city": "Nakuru",
        "region": "Nakuru",
        "address_visibility": "full",
        "source_url": "https://office.example/list",
        "source_date": "2026-03",
    }
    return Listing.model_validate({**row, **facts})


CLINIC = listing(
    "Bluebell Clinic", latitude=-0.285, longitude=36.10, precision="exact", address="12 Lake Road", phones="051 221 0000",
    hours="Mo-Fr 08:00-12:00,14:00-17:00; Sa 09:00-12:00", cost="free", papers_needed="no", may_come_alone="yes", access="walk_in",
)  # fmt: skip
CENTRE = listing(
    "Rape Crisis Centre Nakuru", listing_type="sexual_assault_centre", categories="medical;psychological", latitude=-0.30, longitude=36.08,
    precision="city", address="Behind the Women's Shelter, Moi Road", phones="0700 111 222", sms="0700 111 222", hours="24/7",
    website="https://centre.example/", police_told="yes", source_date="2019-05", organization="Rift Valley Women",
)  # fmt: skip
REFUGE = listing(
    "House of Hope", listing_type="shelter_contact", categories="shelter", city="", region="", address_visibility="withheld",
    precision="withheld", phones="020 123 4567", access="referral_only",
)  # fmt: skip
LAWYERS = listing(
    "Legal Aid Eldoret", listing_type="legal_aid", categories="legal", city="Eldoret", region="Uasin Gishu", phones="053 206 0000",
    latitude=0.5143, longitude=35.2698, precision="street", papers_needed="yes", required_documents="a paper from the school",
    languages="en;sw", hours_text="Wednesday mornings", alert="Call first.",
)  # fmt: skip
THAI = listing("โรงพยาบาล", id="th-clinic", country="TH", city="Chiang Mai", region="", phones="053 999 000", address="ถนนสุเทพ")
SPARE = listing("Second Clinic", phones="051 222 3333", precision="city", latitude=-0.3, longitude=36.07)
EMERGENCY = listing(
    "Emergency services", listing_type="emergency_number", categories="police;medical", city="", region="", phones="police+ambulance: 999",
    precision="country", service_area="nation", audience="children;adults",
)  # fmt: skip
CHILDLINE = listing(
    "Childline", listing_type="child_helpline", categories="psychological", city="", region="", phones="116", hours="24/7",
    precision="country", service_area="nation", audience="children", cost="free",
)  # fmt: skip
HELPLINE = listing(
    "Womens helpline", listing_type="helpline", categories="psychological", city="", region="", phones="1195", hours="24/7",
    precision="country", service_area="nation", audience="adults;children", cost="free",
)  # fmt: skip
ALL = (CLINIC, CENTRE, REFUGE, LAWYERS, THAI, SPARE, EMERGENCY, CHILDLINE, HELPLINE)

CASE = Case(
    "KE",
    NAKURU,
    age=AgeBand.FROM_12,
    gender=Gender.GIRLS,
    languages=("sw", "en"),
    needs=frozenset({CaseNeed.MEDICAL, CaseNeed.LEGAL}),
    delay=Delay.DAYS_0_3,
    musts=frozenset({Must.WOMENS_STAFF}),
    contact_safe=True,
)
CHOSEN = (
    Chosen(CENTRE.id, step=StepKind.MEDICAL_72H),
    Chosen(CLINIC.id, step=StepKind.MEDICAL_72H),
    Chosen(LAWYERS.id, step=StepKind.LEGAL),
)


@cache
def material() -> Material:
    directory = Directory(ALL, "2026-11-01")
    return Material(
        directory,
        Index.of(directory, lambda row: "Africa/Nairobi"),
        load_library(paths.RIGHTS),
        load_wording(paths.RIGHTS / "wording.toml"),
        Gazetteer(paths.GEO / "gazetteer.sqlite"),
        Outlines(paths.STATIC / "base.topo.json"),
    )


def option(one: Listing) -> Option:
    return Option(Match(one), 50.0, ())


def plan(case: Case = CASE) -> Plan:
    medical = Step(StepKind.MEDICAL_72H, Urgency.NOW, "medical_hours", (option(CENTRE), option(CLINIC), option(SPARE)), (), 3)
    legal = Step(StepKind.LEGAL, Urgency.THIS_WEEK, "legal", (option(LAWYERS),), (), 1)
    return Plan(case, (medical, legal), (), (), DAY)


def consent(answers: dict[str, Agreement] | None = None, **facts: Any) -> Consent:
    given = {one.listing_id: Agreement.YES for one in CHOSEN} if answers is None else answers
    stated: dict[str, Any] = {
        "explained": frozenset(consents.Point),
        "givers": frozenset({Giver.PERSON, Giver.CAREGIVER}),
        "child_willing": True,
        "recipients": tuple(given.items()),
    }
    return Consent(**{**stated, **facts})


def person(
    language: str = "en",
    audience: Audience = Audience.OLDER,
    discreet: bool = False,
    size: Paper = Paper.A4,
    chosen: tuple[Chosen, ...] = CHOSEN,
    given: Consent | None = None,
    case: Case = CASE,
) -> PersonSheet:
    t = translator(language, paths.LOCALE)
    return for_person(plan(case), chosen, given or consent(), t, material(), audience, discreet=discreet, size=size)


def provider(language: str = "en", given: Consent | None = None, chosen: Chosen = CHOSEN[0], case: Case = CASE) -> ProviderSheet:
    return for_provider(plan(case), chosen, given or consent(), HEAD, DAY, translator(language, paths.LOCALE), material())


def goldens(language: str) -> dict[str, str]:
    """Give the text form of every kind of sheet in a language, by file name."""
    found = {f"{language}-service.txt": plain.text(provider(language).document)}
    for audience in Audience:
        for discreet in (False, True):
            kind = f"{language}-{audience}-{'discreet' if discreet else 'open'}"
            sheet = person(language, audience, discreet)
            found[f"{kind}.txt"] = plain.text(sheet.document)
            if audience is Audience.OLDER:
                found[f"{kind}-message.txt"] = sms(sheet, translator(language, paths.LOCALE)).text + "\n"
    return found


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for some in LANGUAGES:
        for name, words in goldens(some).items():
            (GOLDEN / name).write_text(words, "utf-8")
