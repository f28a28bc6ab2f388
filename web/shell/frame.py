"""Puts the shell together once at start: texts in every language, styles and scripts with the hashes that let them run."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from services.language.catalogue import LANGUAGES, N_, Translator
from services.paths import STATIC
from web import templates
from web.headers import plain_policy
from web.settings import Settings

_FOLDER = Path(__file__).parent

#: Where the plain pages keep the emergency numbers of all countries, after the language.
EMERGENCY_PATH = "/emergency"

#: A plain grey dot: an icon that says nothing, inside the page so that nothing is fetched for it.
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Ccircle cx='8' cy='8' r='5' fill='%23777'/%3E%3C/svg%3E"
)

_TEXTS = {
    "leave": N_("Leave now"),
    "emergency": N_("Emergency:"),
    "region": N_("Leave this site"),
    "hint": N_("or press Shift 3 times"),
    "skip": N_("Skip to the content"),
    "two_more": N_("Shift, press 2 more times to leave."),
    "one_more": N_("Shift, press 1 more time to leave."),
    "expired": N_("Leaving with Shift was cancelled."),
    "loading": N_("Loading."),
    "loading_region": N_("While this page loads"),
    "wait": N_("One moment, this page is loading. Is your line slow?"),
    "no_script": N_("This view needs JavaScript. The simple pages need none and hold the same help."),
    "simple": N_("Open the simple pages"),
    "danger": N_("In danger right now? Call the emergency number of your country."),
    "numbers": N_("Emergency numbers by country"),
    "start": N_("Go to the start"),
    "map": N_("Map of the places"),
    "zoom_in": N_("Bring the map closer"),
    "zoom_out": N_("Move the map away"),
    "file": N_("Choose a file"),
}
#: Those that the script itself says, and thus the only ones a plain page carries for it.
_SPOKEN = ("two_more", "one_more", "expired", "loading", "direction")


def texts(t: Translator) -> dict[str, str]:
    """Give the shell's words in a language, and its ``direction``."""
    return {"direction": t.direction, **{name: t(message) for name, message in _TEXTS.items()}}


def content_hash(text: str) -> str:
    """Give the CSP source of an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _read(*names: str) -> str:
    return "\n".join((_FOLDER / name).read_text("utf-8").strip() for name in names)


def _data(value: object) -> Markup:
    """Write JSON that cannot end its own script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - "<" is the only sign with a meaning inside a data block


@dataclass(frozen=True)
class PlainFrame:
    """What a plain page puts around its own words; ``style`` goes into its head, ``bar`` first into its body, ``script`` last.

    The page's own element with ``id="main"`` is where the skip link leads. ``policy`` is its Content-Security-Policy, ``aloud`` the
    integrity of the script that reads aloud, which a page with a text to read must name.
    """

    title: str
    icon: str
    texts: dict[str, str]
    style: Markup
    bar: Markup
    script: Markup
    policy: str
    aloud: str
    emergency_path: str = EMERGENCY_PATH


@dataclass(frozen=True)
class Shell:
    """The shell of a site with these settings; ``translate`` gives the translator of a language."""

    settings: Settings
    translate: Callable[[str], Translator]
    rich_script: str = field(default_factory=lambda: _read("leave.js", "aloud.js", "rich.js"))
    plain_script: str = field(default_factory=lambda: _read("leave.js", "aloud.js", "plain.js"))
    rich_style: str = field(default_factory=lambda: _read("shell.css", "rich.css"))
    shell_style: str = field(default_factory=lambda: _read("shell.css"))
    page_style: str = field(default_factory=lambda: _read("page.css"))
    aloud: str = field(default_factory=lambda: content_hash((STATIC / "read-aloud.js").read_text("utf-8")).strip("'"))

    @cached_property
    def rich_hash(self) -> str:
        """The CSP source of the rich view's inline script."""
        return content_hash(self.rich_script)

    def plain(self, t: Translator, style: str | None = None) -> PlainFrame:
        """Give the frame of a plain page; ``style`` is the page's own stylesheet, else that of the pages of trouble."""
        sheet = self.shell_style + "\n" + (self.page_style if style is None else style)
        said = texts(t)
        spoken = {t.language: {name: said[name] for name in _SPOKEN}}
        return PlainFrame(
            title=self.settings.title,
            icon=ICON,
            texts=said,
            style=_element("style", sheet),
            bar=self._bar(said, t.language, spoken, "#main"),
            script=_element("script", self.plain_script),
            policy=plain_policy([content_hash(self.plain_script), f"'{self.aloud}'"], [content_hash(sheet)]),
            aloud=self.aloud,
        )

    def document(self, language: str, assets: str, styles: Sequence[str] = ()) -> str:
        """Give the rich view's document in a language, with Streamlit's own script and style elements (``assets``) at its end.

        ``styles`` are the addresses of our own stylesheets.
        """
        said = {code: texts(self.translate(code)) for code in LANGUAGES}
        return templates.render(
            "document.html",
            language=language,
            texts=said[language],
            title=self.settings.title,
            icon=ICON,
            style=Markup(self.rich_style),  # noqa: S704 - our own file
            bar=self._bar(said[language], language, said, "#root"),
            script=_element("script", self.rich_script),
            assets=Markup(assets),  # noqa: S704 - taken from Streamlit's own page
            styles=styles,
            emergency_path=EMERGENCY_PATH,
        )

    def _bar(self, said: dict[str, str], language: str, spoken: dict[str, dict[str, str]], content: str) -> Markup:
        words = _data({"language": language, "exit": self.settings.exit_url, "texts": spoken})
        return Markup(templates.render("bar.html", texts=said, words=words, content=content))  # noqa: S704 - a rendered template


def _element(name: str, text: str) -> Markup:
    return Markup(f"<{name}>{text}</{name}>")  # noqa: S704 - our own files
