"""Lays texts out to be printed on A5: as a piece of a page, and as a file of its own that fetches nothing.

The open sheet bears its title. The discreet one bears a title that tells nothing, on the paper, in the window and in the file's head,
its headings are no larger than its words, and it does not name us; what it says is the same, because a child needs it whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markupsafe import Markup

from services.language.catalogue import Translator
from services.rights import html, pictograms
from services.rights.fill import FilledExplainer
from services.rights.justice import JusticePath
from services.rights.model import SectionId, Word
from services.rights.pictures import PicturesPath

#: The names of the files: seen in a list of downloads, they tell nothing.
OPEN_FILE, DISCREET_FILE = "page-a5.html", "notes-a5.html"


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet: its title, the language of its words, and its body with the title as its heading."""

    title: str
    language: str
    body: Markup
    discreet: bool


def topic(text: FilledExplainer, drawings: Path, today: date, t: Translator, discreet: bool = False) -> Paper:
    """Lay an explainer out: its drawing, in short, the steps, the questions; ``text`` is filled for paper, ``drawings`` a folder."""
    explainer = text.explainer
    sign = Markup("") if discreet else Markup(pictograms.drawing(drawings, explainer.topic.slug))  # noqa: S704 - our own file
    values = {"text": text, "summary": explainer.summary, "sections": SectionId, "sign": sign}
    return _paper("topic", explainer.title, explainer.language, today, t, discreet, **values)


def pictures(text: FilledExplainer, path: PicturesPath, today: date, t: Translator, discreet: bool = False) -> Paper:
    """Lay the way for pictures out: the first steps, each tool, what others can do."""
    explainer = text.explainer
    return _paper("pictures", explainer.title, explainer.language, today, t, discreet, text=text, path=path)


def justice(path: JusticePath, today: date, t: Translator, discreet: bool = False) -> Paper:
    """Lay the way to justice out, step by step."""
    return _paper("justice", t("The way to justice, step by step"), path.language, today, t, discreet, path=path)


def glossary(words: Iterable[Word], today: date, t: Translator, discreet: bool = False) -> Paper:
    """Lay all words out with their meanings, in the reader's alphabet."""
    return _paper("glossary", t("Words explained"), t.language, today, t, discreet, words=html.in_order(words))


def _paper(kind: str, title: str, language: str, today: date, t: Translator, discreet: bool, **values: object) -> Paper:
    shown = t("My notes") if discreet else title
    body = html.draw(f"paper_{kind}.html", title=shown, today=t.day(today), discreet=discreet, t=t, **values)
    return Paper(shown, language, body, discreet)


def file(paper: Paper) -> str:
    """Make a file of a sheet; its only links are numbers and addresses of helpers, it has no script and fetches nothing."""
    return str(html.draw("paper.html", paper=paper))
