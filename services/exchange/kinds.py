"""Which listing type a row becomes: one table, read from top to bottom; the first line that fits decides.

A pattern is searched in "name | organisation | notes" of a place, without regard to case. What no line knows falls back to its
categories, so that a new sheet is never refused for want of a line here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from services.directory.model import ListingType
from services.exchange.sheets import SheetRow

T = ListingType


class Kind(NamedTuple):
    """One line of the table: the type, the pattern, the countries it is for (empty: all), a category the row must have.

    ``named`` looks at name and organisation only, where the notes would say too much.
    """

    listing_type: ListingType
    pattern: str
    countries: str = ""
    needs: str = ""
    named: bool = False


#: Places. Specialised ones stand above ordinary ones, children's above everybody's.
PLACES: tuple[Kind, ...] = (
    # children's houses
    Kind(T.CHILD_ADVOCACY_CENTRE, r"barnahus|barnehus|uaped|child (and|&) youth advocacy|child advocacy cent|children's advocacy"),
    Kind(T.CHILD_ADVOCACY_CENTRE, r"centrum pomocy dzieciom", "PL"),
    Kind(T.CHILD_ADVOCACY_CENTRE, r"puawaitahi", "NZ"),
    Kind(T.CHILD_ADVOCACY_CENTRE, r"cece yara", "NG"),
    Kind(T.CHILD_ADVOCACY_CENTRE, r"municipal centre for children affected by violence", "KG"),
    # everything in one place
    Kind(T.SOCIAL_SERVICES, r"crisis cell, kalapara|one-stop crisis cell", "BD"),
    Kind(T.ONE_STOP_CENTRE, r"thuthuzela", "ZA", named=True),
    Kind(T.ONE_STOP_CENTRE, r"sunflower center", "KR"),
    Kind(T.ONE_STOP_CENTRE, r"sakhi one stop|bharosa cent", "IN"),
    Kind(T.ONE_STOP_CENTRE, r"casa da mulher brasileira", "BR"),
    Kind(T.ONE_STOP_CENTRE, r"centro de justicia para las mujeres", "MX"),
    Kind(T.ONE_STOP_CENTRE, r"maison d'accueil des victimes", "FR"),
    Kind(T.ONE_STOP_CENTRE, r"\bone[- ]stop\b|isange", needs="medical"),
    # after sexual violence
    Kind(T.SEXUAL_ASSAULT_CENTRE, r"\bsarc\b|sexual assault referral|sexual assault resource|sexual assault crisis|\bsatu\b|the havens"),
    Kind(T.SEXUAL_ASSAULT_CENTRE, r"zorgcentrum na seksueel geweld|\bcpvs\b", "BE"),
    Kind(T.SEXUAL_ASSAULT_CENTRE, r"centrum seksueel geweld", "NL"),
    Kind(T.SEXUAL_ASSAULT_CENTRE, r"seri support|overgrepsmottak|voldtægtsofre|seksuelle overgreb|sexual violence crisis centre"),
    Kind(T.SEXUAL_ASSAULT_CENTRE, r"sexual assault.*(care|treatment) centre|violence intervention and prevention program", "CA"),
    Kind(T.SEXUAL_ASSAULT_CENTRE, r"casa house|sexual assault (care|service)", "AU"),
    Kind(T.SEXUAL_ASSAULT_CENTRE, r"rainbo (centre|initiative)", "SL"),
    Kind(T.SEXUAL_ASSAULT_CENTRE, r"fatin hakmatek", "TL"),
    Kind(T.SEXUAL_ASSAULT_CENTRE, r"anti-rape crisis cell", "PK"),
    Kind(T.SEXUAL_ASSAULT_CENTRE, r"family support trust|adult rape clinic", "ZW"),
    Kind(T.SEXUAL_ASSAULT_CENTRE, r"violence recovery cent|assault recovery|tumaini clinic", "KE"),
    Kind(T.SEXUAL_ASSAULT_CENTRE, r"soccorso violenza sessuale", "IT"),
    Kind(T.SEXUAL_ASSAULT_CENTRE, r"women at risk international|mirabel|sexual assault|violência sex", needs="medical", named=True),
    Kind(T.VICTIM_SUPPORT, r"survivor relief cent", "UA"),
    Kind(
        T.RAPE_CRISIS_CENTRE, r"rape (crisis|and trauma|and abuse)|calacs|sexual abuse help|wellington help|24-hour crisis centre|sos viol"
    ),
    Kind(T.RAPE_CRISIS_CENTRE, r"sexual assault|sexual violence|rape", needs="psychological", named=True),
    # doctors
    Kind(T.FORENSIC_UNIT, r"forensic medicine|medicina legal|gewalt(opfer)?ambulanz|evidence collection"),
    Kind(T.HOSPITAL_UNIT, r"child protection unit, perth|scan program|safe women's clinic|women and children protection unit|tele-wcpu"),
    # police
    Kind(T.SPECIAL_POLICE_UNIT, r"women's police station|women's desk|women's support desk of the civil police|posto policial para", "BR"),
    Kind(T.SPECIAL_POLICE_UNIT, r"family violence, child protection|saps trauma room|victim friendly", "ZA"),
    Kind(T.SPECIAL_POLICE_UNIT, r"domestic violence and victim support", "GH"),
    Kind(T.SPECIAL_POLICE_UNIT, r"\bufam\b|family and women|gender violence unit", needs="police"),
    # courts and prosecutors
    Kind(T.COURT, r"magistrate|sexual offences court|public prosecutor|promotorias? de|fiscal[ií]a general|attorney general office"),
    Kind(T.LEGAL_AID, r"defensor[ií]a|personer[ií]a|procuradur[ií]a|human rights and administrative|legal aid|legal defence|fida "),
    Kind(T.LEGAL_AID, r"public legal aid or prosecutor", "BR"),
    # women's and victims' centres
    Kind(T.SOCIAL_SERVICES, r"\(creas\)|especializado da assistência social", "BR"),
    Kind(
        T.WOMENS_CENTRE,
        r"women's reference centre|women's defence and meeting|reference centre for women|centro de referência.*mulher",
        "BR",
    ),
    Kind(T.SUPPORT_SERVICE, r"lgbt", "BR"),
    Kind(T.WOMENS_CENTRE, r"centro emergencia mujer", "PE"),
    Kind(T.SOCIAL_SERVICES, r"servicio de atención (rural|urgente)", "PE"),
    Kind(T.WOMENS_CENTRE, r"anti-violence cent|centro antiviolenza", "IT"),
    Kind(T.WOMENS_CENTRE, r"cidff", "FR"),
    Kind(T.SUPPORT_SERVICE, r"entr'actes", "FR"),
    Kind(T.SUPPORT_SERVICE, r"girls educational and mentoring", "US"),
    Kind(T.COUNSELLING_CENTRE, r"new york center for children", "US"),
    Kind(T.SOCIAL_SERVICES, r"comisar[ií]a de familia", "CO"),
    Kind(T.CHILD_PROTECTION_OFFICE, r"district child protection unit", "IN"),
    Kind(T.WOMENS_CENTRE, r"vanuatu women's centre|women and children crisis centre"),
    Kind(T.VICTIM_SUPPORT, r"france victimes|victim[- ]support|dupla de|femili png|drop-in centre for child victims"),
    Kind(T.VICTIM_SUPPORT, r"crime victims treatment|safe horizon|domestic and sexual violence services", "US"),
    Kind(T.SOCIAL_SERVICES, r"municipal contact point|department of social|social welfare"),
    Kind(
        T.CHILD_PROTECTION_OFFICE,
        r"child welfare|bienestar familiar|child development unit|prevention of cruelty to children|instituto de bienestar",
    ),
    Kind(T.COUNSELLING_CENTRE, r"counselling cent|regional centre of the 1366|commercial sexual exploitation", "KR"),
    Kind(T.COUNSELLING_CENTRE, r"families south africa|famsa|lifeline|childline|swagaa|drop-in counselling"),
    Kind(T.HEALTH_FACILITY, r"health (service|facility|cent)|hospital|clinic", needs="medical"),
    Kind(T.POLICE_STATION, r"police|polic[ií]a|delegacia", needs="police"),
)

#: Report forms that have pictures taken down, rather than pass a report on.
_REMOVAL = re.compile(r"take it down|report remove|stopncii", re.I)
_SHELTER = re.compile(r"frauenhaus|shelter|refuge\b|safe house|casa abrigo", re.I)
_ADVOCACY = re.compile(r"\badvocacy\b(?! centre)|no direct support|coalition", re.I)
_DIRECT = re.compile(r"peer|group|support and|membership|counsel|therapy|survivor membership", re.I)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def listing_type(row: SheetRow) -> ListingType:
    """Give the listing type of a row; its ``kind`` must be one of ``sheets.KINDS``."""
    kind, words = row["kind"], f"{row['name']} | {row['organization']} | {row['notes']}"
    if kind in ("emergency_number", "child_helpline"):
        return ListingType(kind)
    if kind == "report_hotline":
        return T.CONTENT_REMOVAL if _REMOVAL.search(row["name"]) else T.REPORT_HOTLINE
    if kind == "helpline":
        return T.SHELTER_CONTACT if _SHELTER.search(row["name"]) and "shelter" in row["categories"] else T.HELPLINE
    if kind == "network_member":
        return _network(row)
    return _place(row, words)


def _network(row: SheetRow) -> ListingType:
    """Survivors' groups help adults directly; members of a campaign network, and those who only campaign, do not."""
    if row["organization"].startswith("ECPAT") or "adults" not in row["audience"]:
        return T.NETWORK_MEMBER
    only_campaigns = _ADVOCACY.search(row["notes"]) and not _DIRECT.search(row["notes"])
    return T.NETWORK_MEMBER if only_campaigns else T.SURVIVOR_NETWORK


def _place(row: SheetRow, words: str) -> ListingType:
    categories = row["categories"].split(";")
    if categories == ["shelter"] or ("shelter" in categories and _SHELTER.search(row["name"])):
        return T.SHELTER_CONTACT
    for kind in PLACES:
        fits = (not kind.countries or row["country"] in kind.countries.split()) and (not kind.needs or kind.needs in categories)
        if fits and _compiled(kind.pattern).search(f"{row['name']} | {row['organization']}" if kind.named else words):
            return kind.listing_type
    if categories == ["police"]:
        return T.POLICE_STATION
    if "medical" in categories:
        return T.HEALTH_FACILITY
    if categories == ["legal"]:
        return T.LEGAL_AID
    if "psychological" in categories and set(categories) <= {"psychological", "social"}:
        return T.COUNSELLING_CENTRE
    return T.SOCIAL_SERVICES if categories == ["social"] else T.SUPPORT_SERVICE
