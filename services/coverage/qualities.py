"""How usable the listed places are: open day and night, free, for children, for boys, in the region's languages, freshly checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel.languages import get_official_languages

from services.coverage.supply import is_always_open, is_free, is_fresh, speaks, takes_boys, takes_children
from services.directory.model import Answer, Listing


@dataclass(frozen=True, slots=True)
class Tally:
    """How many listings say yes, no, or nothing; a share is of those that say something, and always shown with how many do not."""

    yes: int
    no: int
    unknown: int

    @property
    def share(self) -> float | None:
        """Yes over yes and no; ``None``: no listing says."""
        return self.yes / (self.yes + self.no) if self.yes + self.no else None


_ASK: Mapping[str, Callable[[Listing, Sequence[str], date], Answer]] = {
    "always_open": lambda listing, languages, today: is_always_open(listing),
    "free": lambda listing, languages, today: is_free(listing),
    "children": lambda listing, languages, today: takes_children(listing),
    "boys": lambda listing, languages, today: takes_boys(listing),
    "languages": lambda listing, languages, today: speaks(listing, languages),
    "fresh": lambda listing, languages, today: is_fresh(listing, today),
}
QUALITIES = tuple(_ASK)


def tally(code: str, listings: Iterable[Listing], languages: Sequence[str], today: date) -> Tally:
    """Count the answers of some listings to one quality; "depends" counts as not known."""
    counts = Counter(_ASK[code](listing, languages, today) for listing in listings)
    return Tally(counts[Answer.YES], counts[Answer.NO], counts[Answer.UNKNOWN] + counts[Answer.DEPENDS])


def official_languages(country: str) -> tuple[str, ...]:
    """Give a country's official languages as CLDR has them; a region's own are not known and have to be named by who knows them."""
    return tuple(dict.fromkeys(code.split("_")[0] for code in get_official_languages(country, regional=False, de_facto=True)))
