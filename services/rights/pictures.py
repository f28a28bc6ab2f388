"""The path for "someone has pictures of me": which tools there are, what each does and cannot do, and who can go through it with you."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.directory.edition import Directory
from services.directory.model import Answer, Cost, Listing, ListingType
from services.language.catalogue import N_, Translator
from services.rights.library import Library
from services.rights.model import Tool
from services.rights.references import Contact, contacts, tool_listing

_WHAT = {
    "take_it_down": N_(
        "It makes a fingerprint of the picture on your own phone or computer. The picture does not leave it. "
        "Sites that joined look for copies and can take them down."
    ),
    "report_remove": N_(
        "You give the picture or its address to the Internet Watch Foundation. People there look at it. "
        "If it is against the law, they act to get it taken down and share its fingerprint."
    ),
    "stopncii": N_(
        "It makes a fingerprint of the picture on your own phone or computer. Sites that joined look for copies. Fake pictures count, too."
    ),
    "inhope": N_(
        "It lists hotlines of many countries. You tell a hotline the address of a page. "
        "People there check it, and tell the police and the site."
    ),
}
_WHOM = {
    "take_it_down": N_(
        "For pictures taken when you were under 18, in any country. You may be older now. Also if you only fear that they will be shared."
    ),
    "report_remove": N_("For anyone under 18 in the United Kingdom. You need no adult for it."),
    "stopncii": N_("For pictures taken when you were 18 or older."),
    "inhope": N_("For anyone who sees such a page."),
}
_LIMITS = {
    "take_it_down": N_(
        "It needs the phone or computer that has the picture. It does not reach locked chats. A changed copy counts as another picture."
    ),
    "report_remove": N_("It does not reach private chats or other people's phones."),
    "stopncii": N_("For a picture from before you were 18, use Take It Down."),
    "inhope": N_("INHOPE itself takes no reports. Never send a picture by e-mail."),
}
_NAME = {
    "report_remove": N_("You make a Childline account, and it does not need your real name. You may be asked to show your age."),
    "inhope": N_("At many hotlines you need not give your name."),
}
_NAME_NEEDED = {
    Answer.YES: N_("You need to give your name."),
    Answer.NO: N_("You do not need to give your name."),
    Answer.DEPENDS: N_("It depends if they ask for your name. Look first."),
    Answer.UNKNOWN: N_("We do not know if it asks for your name. Look first."),
}
_COST = {Cost.FREE: N_("It is free."), Cost.PAID: N_("It costs money."), Cost.UNKNOWN: N_("We do not know if it is free. Look first.")}

#: What others can do, in the words of the child's page; what is promised here must stay within the checked facts.
_OTHERS = (
    N_("The police can look for the person who did it. They should keep your name private."),
    N_("A helpline can go through these steps with you."),
    N_("Never save or send on a picture to show it to a helper. In some places it is against the law."),
    N_("Many places can take a picture down or slow it. Not all can, so nobody can promise it."),
)


@dataclass(frozen=True, slots=True)
class ToolCard:
    """One tool in the reader's words; ``url`` is the directory's where it has the tool, and ``listing`` that row."""

    tool: Tool
    url: str
    what: str
    whom: str
    limits: str
    name: str
    cost: str
    languages: str
    listing: Listing | None


@dataclass(frozen=True, slots=True)
class PicturesPath:
    """The whole path for a country: tools (the country's own first), report hotlines, helplines, and what others can do."""

    tools: tuple[ToolCard, ...]
    hotlines: tuple[Contact, ...]
    helplines: tuple[Contact, ...]
    others: tuple[str, ...]


def pictures_path(library: Library, directory: Directory, country: str, today: date, t: Translator) -> PicturesPath:
    """Put the path together for a country (``""``: none chosen): tools of other countries are left out."""
    tools = [tool for tool in library.tools.values() if tool.area in ("INT", country)]
    own = {tool_listing(directory, tool) for tool in library.tools.values()}
    hotlines = contacts(directory, country, [ListingType.REPORT_HOTLINE], today)
    return PicturesPath(
        tools=tuple(_card(tool, directory, t) for tool in sorted(tools, key=lambda tool: tool.area == "INT")),
        hotlines=tuple(one for one in hotlines if one.listing not in own),
        helplines=contacts(directory, country, [ListingType.CHILD_HELPLINE], today),
        others=tuple(t(sentence) for sentence in _OTHERS),
    )


def _card(tool: Tool, directory: Directory, t: Translator) -> ToolCard:
    listing = tool_listing(directory, tool)
    return ToolCard(
        tool=tool,
        url=listing.website if listing else f"https://{tool.host}",
        what=t(_WHAT[tool.id]),
        whom=t(_WHOM[tool.id]),
        limits=t(_LIMITS[tool.id]),
        name=t(_NAME.get(tool.id) or _NAME_NEEDED[tool.name_needed]),
        cost=t(_COST[listing.cost if listing and listing.cost is not Cost.UNKNOWN else tool.cost]),
        languages=_languages(tool, t),
        listing=listing,
    )


def _languages(tool: Tool, t: Translator) -> str:
    """Say which languages a tool is known to have; what no source says is not claimed either way."""
    if t.language in tool.not_in:
        return t("As far as we know, it does not have your language. Ask somebody to help you with it.")
    if t.language in tool.languages:
        return t("It has your language.")
    if not tool.languages:
        return t("We do not know which languages it has.")
    names = t.several(t.language_name(code) for code in tool.languages)
    return t("Known languages: {names}. We do not know if it has yours.", names=names)
