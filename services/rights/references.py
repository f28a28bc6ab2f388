"""What stands for a reference such as ``{child_helpline}``: whole sentences about the chosen country, from the directory's rows.

A contact becomes whole sentences, so that it fits every language's grammar and still makes sense where nothing is known: it then
says so, and names what a person can do instead. A figure becomes the figure alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from services.directory.edition import Directory
from services.directory.model import Audience, Cost, Listing, ListingType, Phone, ServiceArea, Status
from services.directory.phones import dial
from services.directory.trust import Level, trust
from services.language.catalogue import N_, Translator
from services.rights.library import Library
from services.rights.markup import Phrase, Piece
from services.rights.model import Tool, TopicAudience

CONTACTS = frozenset({"emergency", "child_helpline", "helpline", "report_hotline"})
TOOLS = frozenset({"take_it_down", "report_remove", "stopncii", "inhope"})
FIGURES = frozenset({"pep_hours", "pep_best_hours", "pep_days", "ec_hours", "ec_days", "un_years"})

#: More than two numbers in a running text are a list, and lists belong to the result page.
_MOST_NUMBERS = 2
#: Where nothing can be named: what is said instead, to a child and to an adult. French, Spanish and Russian call a child "tu" and an
#: adult "vous"; English has one word for both, so the sentences differ elsewhere, and each has a translation of its own.
_NO_COUNTRY_EMERGENCY = {
    TopicAudience.CHILD: N_("Choose your country on this page to see the emergency number. Or ask any adult near you to call for help."),
    TopicAudience.ADULT: N_("Choose your country on this page to see the emergency number. Or ask anybody near you to call for help."),
}
_PAPER_EMERGENCY = {
    TopicAudience.CHILD: N_("Ask any adult near you to call for help."),
    TopicAudience.ADULT: N_("Ask anybody near you to call for help."),
}
_NO_COUNTRY_HELPLINE = {
    TopicAudience.CHILD: N_("Choose your country on this page to see a helpline."),
    TopicAudience.ADULT: N_("Choose the country on this page to see a helpline."),
}
_NO_COUNTRY_REPORT = {
    TopicAudience.CHILD: N_("Choose your country on this page to see where pictures can be reported."),
    TopicAudience.ADULT: N_("Choose the country on this page to see where pictures can be reported."),
}
_NO_EMERGENCY = {
    TopicAudience.CHILD: N_("We do not know the emergency number there yet. Ask any adult near you to call for help."),
    TopicAudience.ADULT: N_("We do not know the emergency number there yet. Ask anybody near you to call for help."),
}
_DISPUTED = {
    TopicAudience.CHILD: N_("Our sources do not agree here. If one number does not answer, try the next one."),
    TopicAudience.ADULT: N_("Our sources do not agree here. Where one number does not answer, the next one may."),
}
_NO_HELPLINE = {
    TopicAudience.CHILD: N_("We know no helpline there yet. Go to Find help: it shows who else can help, also from other countries."),
    TopicAudience.ADULT: N_("We know no helpline there yet. The page Find help shows who else can help, also from other countries."),
}
_OTHER_HELPLINE = {
    True: {
        TopicAudience.CHILD: N_("We know no helpline only for children there. You can ask this one:"),
        TopicAudience.ADULT: N_("We know no helpline only for children there. This one may be asked:"),
    },
    False: {
        TopicAudience.CHILD: N_("You can ask this helpline who can help you:"),
        TopicAudience.ADULT: N_("This helpline may be asked who can help:"),
    },
}
_NOT_YOUR_LANGUAGE = {
    TopicAudience.CHILD: N_("As far as we know, it does not have your language. Ask somebody to help you with it."),
    TopicAudience.ADULT: N_("As far as we know, it does not have the language of this page. Somebody may help you with it."),
}
_SERVICE = {"police": N_("police"), "ambulance": N_("ambulance"), "fire": N_("fire brigade")}


@dataclass(frozen=True, slots=True)
class Contact:
    """A line that a text names: the listing it comes from, so that a page can show its card, source and age beside it."""

    listing: Listing
    level: Level


def contacts(directory: Directory, country: str, kinds: Iterable[ListingType], today: date) -> tuple[Contact, ...]:
    """List a country's lines of some kinds that may be shown, nationwide ones and the best trusted first; an unknown country gives none."""
    wanted = tuple(kinds)
    rows = [row for row in directory.by_country.get(country, ()) if row.listing_type in wanted and row.status is Status.ACTIVE]
    found = [Contact(row, trust(row, today).level) for row in rows]
    return tuple(sorted(found, key=lambda one: (wanted.index(one.listing.listing_type), *_worth(one))))


def _worth(one: Contact) -> tuple[bool, int, bool, bool, bool, bool]:
    """Rank a line for somebody of whom nothing is known but the country: one that serves all of it, then the best trusted.

    Of equals, one that takes everybody's call, for free, at any hour comes first.
    """
    row = one.listing
    rank = list(Level).index(one.level)
    return not _nationwide(row), rank, not row.phones, bool(row.genders), row.cost is not Cost.FREE, row.hours != "24/7"


def _nationwide(listing: Listing) -> bool:
    """Tell whether a line is not said to be for one region or place alone: a text knows the country only, and must send nobody there."""
    return listing.service_area not in (ServiceArea.REGION, ServiceArea.PLACE)


def tool_listing(directory: Directory, tool: Tool) -> Listing | None:
    """Find the directory's row of a tool by the host of its site; ``None``: the directory does not have it."""
    kinds = (ListingType.CONTENT_REMOVAL, ListingType.REPORT_HOTLINE)
    for row in directory.listings:
        if (
            row.listing_type in kinds
            and row.status is Status.ACTIVE
            and (urlsplit(row.website).hostname or "").removeprefix("www.") == tool.host
        ):
            return row
    return None


@dataclass(frozen=True, slots=True)
class _Reader:
    """For whom the sentences are: the country they live in, their language, and whether they are a child."""

    directory: Directory
    country: str
    today: date
    t: Translator
    audience: TopicAudience
    on_paper: bool


def references(
    library: Library,
    directory: Directory,
    country: str,
    today: date,
    t: Translator,
    audience: TopicAudience = TopicAudience.CHILD,
    *,
    on_paper: bool = False,
) -> Mapping[str, Phrase]:
    """Give what stands for every reference a text may hold, for a country (``""``: none chosen yet), a language and its readers.

    Names of lines are the directory's own; a line that could not be confirmed is named as such. ``on_paper``: nothing can be chosen
    there any more, so that where no country is known, a line is left out instead of asking for one.
    """
    reader = _Reader(directory, country, today, t, audience, on_paper)
    filled = {
        "emergency": _emergency(reader),
        "child_helpline": _helpline(reader, True),
        "helpline": _helpline(reader, False),
        "report_hotline": _report_hotline(library, reader),
    }
    filled |= {tool: _tool(library.tools[tool], reader) for tool in TOOLS}
    filled |= {name: (Piece(t.number(library.facts[name].value)),) for name in FIGURES}
    return filled


def _numbers(phones: Iterable[Phone], country: str, t: Translator) -> list[Piece]:
    pieces: list[Piece] = []
    for phone in phones:
        if pieces:
            pieces.append(Piece(", "))
        way = dial(phone, country)
        pieces.append(Piece(way.display, way.tel))
        labels = [t(_SERVICE[service]) for service in phone.services]
        if labels:
            pieces.append(Piece(f" ({t.several(labels)})"))
    return pieces


def _caution(level: Level, t: Translator) -> list[Piece]:
    if level is Level.UNCONFIRMED:
        return [Piece(" " + t("We could not confirm this number."))]
    if level is Level.OLDER:
        return [Piece(" " + t("This number may have changed."))]
    return []


def _emergency(reader: _Reader) -> Phrase:
    t, country = reader.t, reader.country
    if not country:
        return (Piece(t((_PAPER_EMERGENCY if reader.on_paper else _NO_COUNTRY_EMERGENCY)[reader.audience])),)
    found = [one for one in contacts(reader.directory, country, [ListingType.EMERGENCY_NUMBER], reader.today) if one.listing.phones]
    if not found:
        return (Piece(t(_NO_EMERGENCY[reader.audience])),)
    phones = tuple(dict.fromkeys(phone for one in found for phone in one.listing.phones))
    pieces = [Piece(t("Emergency number ({country}):", country=t.country(country)) + " "), *_numbers(phones, country, t), Piece(".")]
    if len(found) > 1 or any("sources_disagree" in one.listing.doubts for one in found):
        pieces.append(Piece(" " + t(_DISPUTED[reader.audience])))
    else:
        pieces.extend(_caution(found[0].level, t))
    return tuple(pieces)


def _reach(listing: Listing, t: Translator) -> list[Piece]:
    if listing.phones:
        return _numbers(listing.phones[:_MOST_NUMBERS], listing.country, t)
    address = listing.chat_url or listing.website
    return [Piece(urlsplit(address).hostname or address, address)] if address.startswith("http") else []


def _line(intro: str, contact: Contact, t: Translator) -> list[Piece]:
    listing = contact.listing
    reach = _reach(listing, t)
    pieces = [Piece(f"{intro} "), Piece(listing.name), *([Piece(", "), *reach] if reach else []), Piece(".")]
    if listing.cost is Cost.FREE:
        pieces.append(Piece(" " + t("It is free.")))
    return pieces + (_caution(contact.level, t) if listing.phones else [])


def _helpline(reader: _Reader, for_children: bool) -> Phrase:
    t, country = reader.t, reader.country
    if not country:
        return () if reader.on_paper else (Piece(t(_NO_COUNTRY_HELPLINE[reader.audience])),)
    child, general = (
        [
            one
            for one in contacts(reader.directory, country, [kind], reader.today)
            if _reach(one.listing, t) and _fits(one.listing, for_children) and _nationwide(one.listing)
        ]
        for kind in (ListingType.CHILD_HELPLINE, ListingType.HELPLINE)
    )
    first, second = (child, general) if for_children else (general, child)
    if first:
        intro = N_("Helpline for children ({country}):") if for_children else N_("Helpline ({country}):")
        return tuple(_line(t(intro, country=t.country(country)), first[0], t))
    if second:
        return tuple(_line(t(_OTHER_HELPLINE[for_children][reader.audience]), second[0], t))
    return (Piece(t(_NO_HELPLINE[reader.audience])),)


def _fits(listing: Listing, for_children: bool) -> bool:
    """Keep children from lines that are said to be for adults or professionals alone; where nothing is said, the line may be asked."""
    if not for_children:
        return True
    grown_up = listing.minimum_age is not None and listing.minimum_age >= 18
    return not grown_up and (not listing.audience or Audience.CHILDREN in listing.audience)


def _report_hotline(library: Library, reader: _Reader) -> Phrase:
    t, directory, country = reader.t, reader.directory, reader.country
    if not country:
        return () if reader.on_paper else (Piece(t(_NO_COUNTRY_REPORT[reader.audience])),)
    tools = {tool_listing(directory, tool) for tool in library.tools.values()}
    lines = contacts(directory, country, [ListingType.REPORT_HOTLINE], reader.today)
    found = [one for one in lines if _reach(one.listing, t) and one.listing not in tools and _nationwide(one.listing)]
    if found:
        return tuple(_line(t("Report hotline ({country}):", country=t.country(country)), found[0], t))
    return (Piece(t("We know no report hotline there yet.") + " "), *_tool(library.tools["inhope"], reader))


_TAKEN = {
    "under_18": N_("Tool for pictures taken under 18:"),
    "adult": N_("Tool for pictures taken at 18 or older:"),
    "any": N_("Hotlines of many countries:"),
}


def _tool(tool: Tool, reader: _Reader) -> Phrase:
    """Name a tool and where it is; a tool for one other country is left out."""
    if tool.area not in ("INT", reader.country):
        return ()
    t, listing = reader.t, tool_listing(reader.directory, tool)
    intro = t("Tool for pictures taken under 18, in this country:") if tool.area != "INT" else t(_TAKEN[tool.taken])
    phrase = [
        Piece(f"{intro} "),
        Piece(f"{tool.name}, "),
        Piece(tool.host, listing.website if listing else f"https://{tool.host}"),
        Piece("."),
    ]
    if t.language in tool.not_in:
        phrase.append(Piece(" " + t(_NOT_YOUR_LANGUAGE[reader.audience])))
    return tuple(phrase)
