"""What a sheet holds, before it is laid out: two kinds from one plan, for the service that is asked and for the person.

Every word on a sheet is public (the directory's), a word of ours, or a code. The only typed words are the case code and the name of the
worker's agency; both are checked here, so that no name, number or story of a person fits into them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from services.directory.edition import Directory
from services.paper.model import Document, Number
from services.places.gazetteer import Gazetteer
from services.referral.chart import Outlines
from services.referral.model import CASE_CODE, Audience, Paper, Role
from services.rights.library import Library
from services.rights.wording import Wording
from services.search.index import Index

#: Letters without those that are taken for figures, so that a code read out on a bad line arrives as it was.
CODE_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
CODE_FIGURES = "2346789"

LONGEST_AGENCY = 40
#: A phone number has more figures than this, "Office 12" has not.
MOST_FIGURES = 3
_AGENCY = re.compile(r"[^\W_][\w &'’().,/-]*", re.UNICODE)


class NotAgreed(ValueError):
    """No sheet may be made for this service: nobody said yes to it, or the consent step is not finished."""


class BadHead(ValueError):
    """The code or the agency cannot stand on a sheet; ``field`` says which: ``code`` or ``agency``."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} may not stand on a sheet")
        self.field = field


@dataclass(frozen=True, slots=True)
class Head:
    """Who refers: the case code, the agency's name (public, may be empty) and the worker's role. Never a name of anybody.

    Raises ``BadHead`` where a code or an agency cannot stand on a sheet.
    """

    code: str
    agency: str = ""
    role: Role = Role.CASEWORKER

    def __post_init__(self) -> None:
        if not CASE_CODE.fullmatch(self.code):
            raise BadHead("code")
        if not is_agency(self.agency):
            raise BadHead("agency")


def is_agency(text: str) -> bool:
    """Say whether a text can be an agency's name: one short line of words, no number to call, no address of a mailbox or site."""
    if not text:
        return True
    figures = sum(sign.isdigit() for sign in text)
    return len(text) <= LONGEST_AGENCY and figures <= MOST_FIGURES and bool(_AGENCY.fullmatch(text)) and "//" not in text


def suggested(choose: Callable[[str], str]) -> str:
    """Make a code at random; ``choose`` picks one sign of several (``secrets.choice``)."""
    return "".join(choose(CODE_LETTERS) for _ in range(3)) + "-" + "".join(choose(CODE_FIGURES) for _ in range(4))


@dataclass(frozen=True, slots=True)
class Material:
    """What sheets are made from; read once, shared by all, and holding nothing of anybody."""

    directory: Directory
    index: Index
    library: Library
    wording: Wording
    atlas: Gazetteer
    outlines: Outlines


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """One listing as it stands on a person's sheet: ``name`` is the neutral one where the sheet is discreet.

    ``when`` is empty where the hours are not known or cannot be said surely, ``address`` where it may not be told.
    """

    listing_id: str
    name: str
    numbers: tuple[Number, ...]
    town: str
    address: str
    when: str
    soon: str
    call_first: str


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """The person's own sheet: what a message needs piece by piece, and the whole as a document."""

    document: Document
    places: tuple[SheetPlace, ...]
    emergency: tuple[Number, ...]
    helplines: tuple[tuple[str, Number], ...]
    audience: Audience
    discreet: bool
    size: Paper


@dataclass(frozen=True, slots=True)
class ProviderSheet:
    """The sheet for one service that was agreed to."""

    document: Document
    listing_id: str
    code: str
