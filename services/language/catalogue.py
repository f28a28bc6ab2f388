"""What a page says in the reader's language: gettext catalogues, and names, dates and numbers from Babel's CLDR.

English is the source text. Each language has a folder ``data/locale/<language>/`` with one ``.po`` file per subject; together they
are one catalogue. ``python -m services.language.missing`` prints every message that a language lacks.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from services.language.typography import typeset

LANGUAGES = ("en", "fr", "es", "ru")


def N_(message: str) -> str:
    """Mark a message for translation where it is kept as a constant; say it later with a ``Translator``."""
    return message


class Translator:
    """Says things in one language; immutable, and holds nothing of a visitor."""

    def __init__(self, language: str, catalogues: Iterable[gettext.NullTranslations] = ()) -> None:
        self.language = language
        self.locale = Locale.parse(language)
        chain = gettext.NullTranslations()
        for catalogue in catalogues:
            chain.add_fallback(catalogue)
        self._texts = chain
        # Babel looks every name up through its chain of locales; these are asked for on every page.
        self._countries: dict[str, str] = dict(self.locale.territories)
        self._languages: dict[str, str] = dict(self.locale.languages)
        # Babel takes long over what a count mostly is: below a thousand nothing is grouped, so digits are all there is to it.
        self._plain_digits = all(format_decimal(number, locale=self.locale) == str(number) for number in (0, 456, 123, 987))

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``, from the locale."""
        return str(self.locale.text_direction)

    def __call__(self, message: str, /, **values: object) -> str:
        """Say a message, with its named values put in."""
        text = self._texts.gettext(message) if message else ""
        return text.format_map(values) if values else text

    def n(self, singular: str, plural: str, number: int, /, **values: object) -> str:
        """Say a message that counts; ``{number}`` is the number in the reader's own digits and grouping."""
        text = self._texts.ngettext(singular, plural, number)
        return text.format_map({"number": self.number(number), **values})

    def number(self, value: float) -> str:
        """Write a number as readers of the language do."""
        if isinstance(value, int) and 0 <= value < 1000 and self._plain_digits:
            return str(value)
        return format_decimal(value, locale=self.locale)

    def day(self, value: date, width: str = "long") -> str:
        """Write a day as readers of the language do."""
        return format_date(value, width, locale=self.locale)

    def month(self, value: date) -> str:
        """Write a month and year as readers of the language do."""
        return format_skeleton("yMMMM", value, locale=self.locale)

    def several(self, parts: Iterable[str], style: str = "standard") -> str:
        """Join parts with commas and "and" (``style="or"``: "or")."""
        return format_list(list(parts), style=style, locale=self.locale)  # type: ignore[arg-type]

    def country(self, code: str) -> str:
        """Name a country by its ISO code; an unknown code is given back as it is."""
        return self._countries.get(code, code)

    def language_name(self, code: str) -> str:
        """Name a language by its ISO 639 code; an unknown code is given back as it is."""
        return self._languages.get(code, code)


def _typeset(said: str | Iterable[str], language: str) -> str | tuple[str, ...]:
    return typeset(said, language) if isinstance(said, str) else tuple(typeset(one, language) for one in said)


@cache
def translator(language: str, folder: Path) -> Translator:
    """Give the translator of a language; one that we do not have gives English."""
    if language not in LANGUAGES:
        language = "en"
    whole: Catalog | None = None
    for path in sorted((folder / language).glob("*.po")):
        with path.open("rb") as handle:
            catalogue = read_po(handle, locale=language)
        whole = catalogue if whole is None else whole
        for message in catalogue:
            if message.id:
                message.string = _typeset(message.string or "", language)
                if not _said(whole, message.id):
                    whole[message.id] = message
    if whole is None:
        return Translator(language)
    buffer = io.BytesIO()
    write_mo(buffer, whole)
    buffer.seek(0)
    return Translator(language, [gettext.GNUTranslations(buffer)])


def _said(catalogue: Catalog, message: str | Iterable[str]) -> bool:
    known = catalogue.get(message)  # type: ignore[arg-type]  # Babel's stub knows no plurals here
    return known is not None and bool(known.string)
