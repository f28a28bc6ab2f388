"""Which topics matter for a result: two or three questions a child has about that place, with the place's own facts beside them."""

from __future__ import annotations

from dataclasses import dataclass

from services.directory.model import Answer, Cost, Listing, ListingType
from services.language.catalogue import N_, Translator

_UNKNOWN = N_("We do not know. Ask first.")
_DEPENDS = N_("It depends. Ask first.")

_DOCTOR = ("health", N_("What happens at the doctor's?"))
_CENTRE = ("health", N_("What happens at a one-stop centre?"))
_POLICE = ("steps", N_("What happens when the police get to know?"))
_LAWYER = ("support", N_("What can a lawyer or support person do?"))
_TALK = ("people", N_("What is it like to talk to a helper?"))
_HOME = ("home", N_("Where can I live, and who decides?"))
_SAY = ("your-say", N_("May I say what I want?"))
_PICTURES = ("online", N_("What can be done about pictures of me?"))

_HAPPENS: dict[ListingType, tuple[str, str]] = {
    ListingType.EMERGENCY_NUMBER: ("safe", N_("What can I do in danger?")),
    ListingType.CHILD_HELPLINE: _TALK,
    ListingType.HELPLINE: _TALK,
    ListingType.REPORT_HOTLINE: _PICTURES,
    ListingType.CONTENT_REMOVAL: _PICTURES,
    ListingType.ONE_STOP_CENTRE: _CENTRE,
    ListingType.CHILD_ADVOCACY_CENTRE: _CENTRE,
    ListingType.SEXUAL_ASSAULT_CENTRE: _DOCTOR,
    ListingType.RAPE_CRISIS_CENTRE: _TALK,
    ListingType.HOSPITAL_UNIT: _DOCTOR,
    ListingType.FORENSIC_UNIT: _DOCTOR,
    ListingType.HEALTH_FACILITY: _DOCTOR,
    ListingType.COUNSELLING_CENTRE: ("feelings", N_("How can I feel better?")),
    ListingType.WOMENS_CENTRE: _TALK,
    ListingType.VICTIM_SUPPORT: _LAWYER,
    ListingType.LEGAL_AID: _LAWYER,
    ListingType.COURT: _POLICE,
    ListingType.SPECIAL_POLICE_UNIT: _POLICE,
    ListingType.POLICE_STATION: _POLICE,
    ListingType.SOCIAL_SERVICES: _SAY,
    ListingType.CHILD_PROTECTION_OFFICE: _SAY,
    ListingType.SHELTER_CONTACT: _HOME,
    ListingType.SURVIVOR_NETWORK: ("later", N_("What if it was long ago?")),
    ListingType.NETWORK_MEMBER: _TALK,
    ListingType.SUPPORT_SERVICE: _TALK,
}

_PARENTS = {
    Answer.YES: N_("They tell your parents. Ask them how and when."),
    Answer.NO: N_("They do not tell your parents."),
    Answer.DEPENDS: _DEPENDS,
    Answer.UNKNOWN: _UNKNOWN,
}
_ALONE = {
    Answer.YES: N_("You can come alone."),
    Answer.NO: N_("Come with an adult you trust."),
    Answer.DEPENDS: _DEPENDS,
    Answer.UNKNOWN: _UNKNOWN,
}
_POLICE_TOLD = {
    Answer.YES: N_("They tell the police. Ask them how and when."),
    Answer.NO: N_("They do not tell the police."),
    Answer.DEPENDS: _DEPENDS,
    Answer.UNKNOWN: _UNKNOWN,
}
_MONEY = {Cost.FREE: N_("It is free."), Cost.PAID: N_("It costs money. Ask first if it can be free for you."), Cost.UNKNOWN: _UNKNOWN}

#: Places whose work is with the police: there, who tells the police is no question.
_OF_THE_POLICE = frozenset({ListingType.POLICE_STATION, ListingType.SPECIAL_POLICE_UNIT, ListingType.COURT})
#: Sites and numbers that keep no parents informed: asking about parents there would only frighten.
_NO_PARENTS = frozenset(
    {ListingType.EMERGENCY_NUMBER, ListingType.REPORT_HOTLINE, ListingType.CONTENT_REMOVAL, ListingType.SURVIVOR_NETWORK}
)


@dataclass(frozen=True, slots=True)
class CardTopic:
    """A question with the topic that explains it, and what is known about this place; empty: the question is not about the place."""

    slug: str
    question: str
    answer: str = ""


def topics_for(listing: Listing, t: Translator) -> tuple[CardTopic, ...]:
    """Choose two or three topics for a result card; a fact that no source gave is "ask first", never "no"."""
    slug, question = _HAPPENS[listing.listing_type]
    money = CardTopic("everyone", t("Does it cost money?"), t(_MONEY[listing.cost]))
    chosen = [CardTopic(slug, t(question))]
    if listing.listing_type in _NO_PARENTS:
        return (*chosen, money)
    chosen.append(CardTopic("private", t("Will they tell my parents?"), t(_PARENTS[listing.parents_told])))
    if listing.is_remote:
        chosen.append(money)
    elif listing.listing_type in _OF_THE_POLICE:
        chosen.append(CardTopic("your-say", t("Can I come alone?"), t(_ALONE[listing.may_come_alone])))
    elif listing.may_come_alone is Answer.UNKNOWN and listing.police_told is not Answer.UNKNOWN:
        chosen.append(CardTopic("private", t("Will they tell the police?"), t(_POLICE_TOLD[listing.police_told])))
    else:
        chosen.append(CardTopic("your-say", t("Can I come alone?"), t(_ALONE[listing.may_come_alone])))
    return tuple(chosen)
