"""What codes are called in plain words: needs, kinds of place, groups, filters, reasons. Written for a child, true for everybody.

A sentence about a kind of place says what such places do; it never promises what one listing does, which only its own facts can.
"""

from __future__ import annotations

from collections.abc import Mapping

from services.directory.model import Access, Audience, Category, Gender, ListingType, Precision
from services.language.catalogue import N_, Translator
from services.search.answer import NEAR_KM
from services.search.query import Answer, GroupKind, How, Loosening, Match, Need, Query, Reader

NEEDS: Mapping[Need, str] = {
    Need.NOT_SAFE: N_("I am not safe now"),
    Need.HURT: N_("I was hurt and need a doctor or nurse"),
    Need.TALK: N_("I want to talk to someone"),
    Need.LAWYER_POLICE: N_("I need a lawyer or the police"),
    Need.PICTURES: N_("Someone has pictures of me"),
    Need.SAFE_PLACE: N_("I need a safe place"),
    Need.HELPING: N_("I am helping someone"),
    Need.LONG_AGO: N_("It happened long ago"),
}

KINDS: Mapping[ListingType, str] = {
    ListingType.EMERGENCY_NUMBER: N_("Emergency number"),
    ListingType.CHILD_HELPLINE: N_("Helpline for children and young people"),
    ListingType.HELPLINE: N_("Helpline"),
    ListingType.REPORT_HOTLINE: N_("Where to report pictures or pages online"),
    ListingType.CONTENT_REMOVAL: N_("Help to get pictures taken down"),
    ListingType.ONE_STOP_CENTRE: N_("All help in one place"),
    ListingType.CHILD_ADVOCACY_CENTRE: N_("Children's house"),
    ListingType.SEXUAL_ASSAULT_CENTRE: N_("Care centre after sexual violence"),
    ListingType.RAPE_CRISIS_CENTRE: N_("Crisis centre after sexual violence"),
    ListingType.HOSPITAL_UNIT: N_("Special team in a hospital"),
    ListingType.FORENSIC_UNIT: N_("Doctors who write down injuries"),
    ListingType.HEALTH_FACILITY: N_("Hospital or clinic"),
    ListingType.COUNSELLING_CENTRE: N_("Counselling centre"),
    ListingType.WOMENS_CENTRE: N_("Women's centre"),
    ListingType.VICTIM_SUPPORT: N_("Support for people hurt by a crime"),
    ListingType.LEGAL_AID: N_("Help with the law"),
    ListingType.COURT: N_("Court or prosecutor"),
    ListingType.SPECIAL_POLICE_UNIT: N_("Special police unit"),
    ListingType.POLICE_STATION: N_("Police station"),
    ListingType.SOCIAL_SERVICES: N_("Social services office"),
    ListingType.CHILD_PROTECTION_OFFICE: N_("Child protection office"),
    ListingType.SHELTER_CONTACT: N_("The way to a safe place to stay"),
    ListingType.SURVIVOR_NETWORK: N_("Group of adult survivors"),
    ListingType.NETWORK_MEMBER: N_("Organisation for children's rights"),
    ListingType.SUPPORT_SERVICE: N_("Support service"),
}

WHAT_HAPPENS: Mapping[ListingType, str] = {
    ListingType.EMERGENCY_NUMBER: N_("You call when there is danger now or someone is badly hurt, and they send help."),
    ListingType.CHILD_HELPLINE: N_("Someone listens to you and knows where to find help. You decide what you tell."),
    ListingType.HELPLINE: N_("Someone listens to you and can tell you who helps."),
    ListingType.REPORT_HOTLINE: N_(
        "You give the web address of the picture or page. Trained people check it and pass it on. Do not send the picture."
    ),
    ListingType.CONTENT_REMOVAL: N_("They help to get pictures or videos of you taken down. Many sites take part, not all."),
    ListingType.ONE_STOP_CENTRE: N_("Different helpers work under one roof, so that you do not have to go from door to door."),
    ListingType.CHILD_ADVOCACY_CENTRE: N_("A house made for children. People trained to listen to children help you there."),
    ListingType.SEXUAL_ASSAULT_CENTRE: N_("People trained for this care for body and feelings after sexual violence."),
    ListingType.RAPE_CRISIS_CENTRE: N_("They listen, and help you find out what you want to do next."),
    ListingType.HOSPITAL_UNIT: N_("A team that knows about violence looks after you in a hospital."),
    ListingType.FORENSIC_UNIT: N_(
        "A doctor looks at what was done to your body and writes it down, so that it can be proof later. You can ask about every step."
    ),
    ListingType.HEALTH_FACILITY: N_("Doctors or nurses look after your body."),
    ListingType.COUNSELLING_CENTRE: N_("You talk with someone who is trained to help with feelings and worries."),
    ListingType.WOMENS_CENTRE: N_("They help women who were hurt or threatened. Ask whether they also help you."),
    ListingType.VICTIM_SUPPORT: N_("They explain your rights and help you with the next steps."),
    ListingType.LEGAL_AID: N_("Someone who knows the law tells you what your rights are and what can be done."),
    ListingType.COURT: N_("Judges and prosecutors work there on what was reported."),
    ListingType.SPECIAL_POLICE_UNIT: N_("Police officers who mostly work on cases like this. You can tell them what happened."),
    ListingType.POLICE_STATION: N_("You can tell the police what happened. You can ask for someone you trust to stay with you."),
    ListingType.SOCIAL_SERVICES: N_("Social workers look for help with home, family, school or money."),
    ListingType.CHILD_PROTECTION_OFFICE: N_(
        "Their work is to keep children safe. You can tell them when home or another place is not safe."
    ),
    ListingType.SHELTER_CONTACT: N_(
        "You call or write first, and they tell you whether there is a safe place for you. Where it is stays secret."
    ),
    ListingType.SURVIVOR_NETWORK: N_("Adults who lived through something like this support each other."),
    ListingType.NETWORK_MEMBER: N_("It works for the rights of children. It may know who helps near you."),
    ListingType.SUPPORT_SERVICE: N_("People there help you with what you need, or find who can."),
}

CATEGORIES: Mapping[Category, str] = {
    Category.MEDICAL: N_("Doctors and nurses"),
    Category.PSYCHOLOGICAL: N_("Someone to talk to"),
    Category.LEGAL: N_("Lawyers and rights"),
    Category.SOCIAL: N_("Help with daily life"),
    Category.POLICE: N_("Police"),
    Category.SHELTER: N_("A safe place to stay"),
    Category.ONLINE_SAFETY: N_("Pictures and the internet"),
}

AUDIENCES: Mapping[Audience, str] = {
    Audience.CHILDREN: N_("children and young people"),
    Audience.ADULTS: N_("adults"),
    Audience.CAREGIVERS: N_("parents and carers"),
    Audience.PROFESSIONALS: N_("people who work with children"),
}

GENDERS: Mapping[Gender, str] = {Gender.GIRLS: N_("girls"), Gender.BOYS: N_("boys"), Gender.WOMEN: N_("women"), Gender.MEN: N_("men")}

HOWS: Mapping[How, str] = {How.IN_PERSON: N_("I can go there"), How.PHONE: N_("By phone"), How.CHAT: N_("By chat or text message")}

ACCESSES: Mapping[Access, str] = {
    Access.WALK_IN: N_("You can just come."),
    Access.APPOINTMENT: N_("Ask for an appointment first."),
    Access.REFERRAL_ONLY: N_("Another service sends you there. Ask how to be referred."),
}

#: The filters by their ``Query`` field.
FILTERS: Mapping[str, str] = {
    "need": N_("What you need"),
    "categories": N_("Kind of help"),
    "age": N_("Age"),
    "gender": N_("For whom"),
    "language": N_("Language"),
    "free": N_("Free"),
    "open_now": N_("Open now"),
    "may_come_alone": N_("I can come alone"),
    "wheelchair": N_("A wheelchair gets in"),
    "how": N_("How"),
    "radius_km": N_("How far"),
    "listing_type": N_("Kind of place"),
    "audience": N_("Who it is for"),
}

READERS: Mapping[Reader, str] = {
    Reader.CHILD: N_("A child or young person"),
    Reader.ADULT: N_("An adult"),
    Reader.CASEWORKER: N_("A caseworker"),
}

_YES_NO: Mapping[str, str] = {"yes": N_("Yes"), "no": N_("No"), "depends": N_("It depends"), "unknown": N_("Ask first")}

_REASONS: Mapping[str, str] = {
    "made_for_it": N_("This is what they are there for."),
    "helps_with_it": N_("It helps with this, too."),
    "may_help": N_("They may help with this. Ask first."),
    "someone_to_ask": N_("It does not help people directly. You can ask it who does."),
    "same_region": N_("It is in your region. We do not know how far."),
    "other_country": N_("It is in another country, but nearer. Ask what you need to cross the border."),
    "everywhere": N_("It can be used from other countries, too."),
    "fits_age": N_("It is for your age."),
    "children_only": N_("It is for children and young people. Ask whether it also helps adults."),
    "ordinary_police": N_("An ordinary police station, not a special unit."),
    "shown_anyway": N_("It does not fit everything you asked for, but you can always try it."),
}

_UNKNOWN: Mapping[str, str] = {
    "age": N_("Is it for your age? Ask first."),
    "gender": N_("Is it for boys, girls, women, men? Ask first."),
    "language": N_("Do they speak the language? Ask first."),
    "free": N_("Is it free? Ask first."),
    "open_now": N_("Is it open now? Ask first."),
    "may_come_alone": N_("May you come alone? Ask first."),
    "wheelchair": N_("Does a wheelchair get in? Ask first."),
    "radius_km": N_("How far is it? Ask first."),
}


def need(t: Translator, code: Need) -> str:
    """Say a need in a child's words."""
    return t(NEEDS[code])


def kind(t: Translator, code: ListingType) -> str:
    """Say what kind of place or line it is."""
    return t(KINDS[code])


def what_happens(t: Translator, code: ListingType) -> str:
    """Say what happens at such a place, in one or two sentences."""
    return t(WHAT_HAPPENS[code])


def heading(t: Translator, group: GroupKind, query: Query) -> str:
    """Head a group of an answer."""
    if group is GroupKind.RIGHT_NOW:
        return t("Right now")
    if group is GroupKind.NEAR:
        return t("Near {place}", place=query.place.name) if query.place and query.place.name else t("Near you")
    if group is GroupKind.COUNTRY:
        if query.place is None:
            return t("In {country}", country=t.country(query.where))
        return t("Elsewhere in {country}", country=t.country(query.where))
    return t("By phone or online") if group is GroupKind.REMOTE else t("Across borders")


def nothing_near(t: Translator, found: Answer) -> str:
    """Say that the list has no place near the one asked about, and what that means; empty where it has, or where none was looked for.

    Without it a child would read a distance of 130 km as "this is the nearest that there is".
    """
    query = found.query
    asked = query.place is not None and query.place.precision is not Precision.COUNTRY and query.how in (None, How.IN_PERSON)
    if not asked or not found.total or found.group(GroupKind.NEAR):
        return ""
    if query.place is not None and query.place.precision is Precision.REGION:
        return t(
            "Our list has no place for this in that region. That does not mean that there is none. These are elsewhere or help by phone:"
        )
    return t(
        "Our list has no place for this within {number} km. That does not mean that there is none. "
        "These are further away or help by phone:",
        number=t.number(query.radius_km or NEAR_KM),
    )


def reasons(t: Translator, match: Match) -> tuple[str, ...]:
    """Say why a match is shown; what stands on the card as a fact (free, open, trust, a conflict) is not said twice."""
    return tuple(t(_REASONS[code]) for code in match.reasons if code in _REASONS)


def asked_first(t: Translator, match: Match) -> tuple[str, ...]:
    """Say which wishes its sources do not speak to."""
    return tuple(t(_UNKNOWN[code]) for code in match.unknown)


def loosening(t: Translator, one: Loosening) -> str:
    """Say which filter to let go and what that brings."""
    return t.n('Without "{filter}": {number} more', 'Without "{filter}": {number} more', one.gained, filter=t(FILTERS[one.filter]))


def facet(t: Translator, name: str, value: str) -> str:
    """Say a value of ``Answer.counts``; an unknown one is "ask first", never empty."""
    if name == "language" and value != "unknown":
        return t.language_name(value)
    tables: Mapping[str, Mapping[str, str]] = {
        "categories": {code.value: text for code, text in CATEGORIES.items()},
        "listing_type": {code.value: text for code, text in KINDS.items()},
        "audience": {code.value: text for code, text in AUDIENCES.items()},
        "gender": {code.value: text for code, text in GENDERS.items()},
        "how": {code.value: text for code, text in HOWS.items()},
    }
    return t({**_YES_NO, **tables.get(name, {})}[value])
