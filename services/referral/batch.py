"""Many coded cases from a spreadsheet: read row by row, each good one planned, each bad one named by row and column.

A file is a stranger's: it is refused when it is too large, a zip bomb, or no table. A cell that looks like a formula is refused, not
calculated. A code that could be a name, a birthday or a phone number is refused and never repeated: an error list is a file, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.cards import words as card_words
from services.coverage.refusals import Refused as BadTable
from services.coverage.uploads import rows
from services.directory.model import Gender
from services.language.catalogue import LANGUAGES, N_, Translator
from services.places import countries, naming
from services.places.fold import fold
from services.places.gazetteer import Gazetteer
from services.places.model import Place
from services.referral import words
from services.referral.model import CASE_CODE, AgeBand, Case, CaseNeed, Delay, Must, Plan

MOST_BYTES = 5_000_000
MOST_CASES = 500

#: The columns, in the order of the template; the last four may be missing or empty.
COLUMNS = ("code", "area", "age_band", "needs", "language", "urgency", "reach_km", "gender", "musts", "contact_safe")
NEEDED = COLUMNS[:6]

#: First signs that make a spreadsheet calculate.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_LONGEST_AREA = 120
_YES, _NO = ("yes", "oui", "si", "да", "1", "true"), ("no", "non", "нет", "0", "false")


class Fault(StrEnum):
    """Why a row, or the whole file, is not done."""

    TOO_LARGE = "too_large"
    NOT_A_TABLE = "not_a_table"
    TOO_MANY = "too_many"
    NO_ROWS = "no_rows"
    COLUMN_MISSING = "column_missing"
    EMPTY = "empty"
    FORMULA = "formula"
    CODE = "code"
    TWICE = "twice"
    AREA = "area"
    AREA_UNCLEAR = "area_unclear"
    NOT_A_VALUE = "not_a_value"


_FAULTS: Mapping[Fault, str] = {
    Fault.TOO_LARGE: N_("The file is too large. Bring at most {cases} cases, as XLSX or CSV."),
    Fault.NOT_A_TABLE: N_("The file cannot be read. Save it as XLSX or as CSV (UTF-8), with the columns of the template."),
    Fault.TOO_MANY: N_("The file has more than {cases} cases. Bring it in parts."),
    Fault.NO_ROWS: N_("The file has no cases. Write one in each row, under the names of the columns."),
    Fault.COLUMN_MISSING: N_("This column is missing. Take the template."),
    Fault.EMPTY: N_("This cell is empty."),
    Fault.FORMULA: N_("This looks like a formula. Write the value itself."),
    Fault.CODE: N_("This cannot be a case code. Use letters and digits, such as K7-204: never a name, a birthday or a phone number."),
    Fault.TWICE: N_("This code stands there twice. Each case needs its own."),
    Fault.AREA: N_("This place is not known. Write: town, country."),
    Fault.AREA_UNCLEAR: N_("Several places are called so. Write: town, region, country."),
    Fault.NOT_A_VALUE: N_("This is not one of the values. The second sheet of the template lists them."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the row of the file (1 is the header, 0 the file as a whole), the column, and why."""

    row: int
    column: str
    fault: Fault

    def say(self, t: Translator) -> str:
        """Say what is wrong and what to do; what stood in the cell is not repeated."""
        return t(_FAULTS[self.fault], cases=t.number(MOST_CASES)) if "{cases}" in _FAULTS[self.fault] else t(_FAULTS[self.fault])


@dataclass(frozen=True, slots=True)
class Coded:
    """One case with its code and the row it stood in."""

    code: str
    row: int
    case: Case


@dataclass(frozen=True, slots=True)
class Planned:
    """A case and its plan."""

    coded: Coded
    plan: Plan


class _Bad(ValueError):
    def __init__(self, column: str, fault: Fault) -> None:
        super().__init__(fault.value)
        self.column, self.fault = column, fault


def is_code(text: str) -> bool:
    """Say whether a text is a case code, which can be no name, birthday or phone number."""
    return bool(CASE_CODE.fullmatch(text))


def read(content: bytes, gazetteer: Gazetteer, translators: Sequence[Translator]) -> tuple[tuple[Coded, ...], tuple[Problem, ...]]:
    """Read cases from XLSX or CSV: those that can be planned, and what is wrong with the others.

    Values are the codes of the template, or their words in any of the languages of ``translators``; places are looked for in the first.
    """
    if len(content) > MOST_BYTES:
        return (), (Problem(0, "", Fault.TOO_LARGE),)
    reader = _Reader(gazetteer, translators)
    try:
        for number, row in rows(content, "", most_rows=MOST_CASES * 4):
            if number and not reader.takes(number, row):
                break
    except BadTable:
        reader.problems.append(Problem(0, "", Fault.NOT_A_TABLE))
        return (), tuple(reader.problems)
    if not reader.cases and not reader.problems:
        reader.problems.append(Problem(0, "", Fault.NO_ROWS))
    return tuple(reader.cases), tuple(reader.problems)


class _Reader:
    """Reads rows one after the other; every fault of a row is named, not only its first."""

    def __init__(self, gazetteer: Gazetteer, translators: Sequence[Translator]) -> None:
        self.gazetteer = gazetteer
        self.t = translators[0]
        self.cases: list[Coded] = []
        self.problems: list[Problem] = []
        self._seen: set[str] = set()
        self._values = _values(translators)

    def takes(self, number: int, row: Mapping[str, str]) -> bool:
        """Take a row; false where no further row need be read."""
        missing = [column for column in NEEDED if column not in row]
        if missing:
            self.problems += [Problem(1, column, Fault.COLUMN_MISSING) for column in missing]
            return False
        if len(self.cases) >= MOST_CASES:
            self.problems.append(Problem(number, "", Fault.TOO_MANY))
            return False
        found: dict[str, object] = {}
        before = len(self.problems)
        for column in COLUMNS:
            try:
                found[column] = self._cell(column, row.get(column, ""))
            except _Bad as bad:
                self.problems.append(Problem(number, bad.column, bad.fault))
        if len(self.problems) == before:
            self.cases.append(Coded(str(found["code"]), number, _case(found)))
        return True

    def _cell(self, column: str, text: str) -> object:
        if text.startswith(_FORMULA):
            raise _Bad(column, Fault.FORMULA)
        if not text:
            if column in ("code", "area"):
                raise _Bad(column, Fault.EMPTY)
            return _BLANK.get(column, "")
        if column == "code":
            return self._code(text)
        if column == "area":
            return self._area(text)
        if column == "reach_km":
            return _reach(text)
        if column in ("needs", "musts", "language"):
            parts = [self._value(column, part) for part in text.replace(",", ";").split(";") if part.strip()]
            return tuple(dict.fromkeys(parts))
        return self._value(column, text)

    def _code(self, text: str) -> str:
        code = text.upper()
        if not is_code(code):
            raise _Bad("code", Fault.CODE)
        if code in self._seen:
            raise _Bad("code", Fault.TWICE)
        self._seen.add(code)
        return code

    def _value(self, column: str, text: str) -> str:
        found = self._values[column].get(fold(text))
        if found is None:
            raise _Bad(column, Fault.NOT_A_VALUE)
        return found

    def _area(self, text: str) -> Place | str:
        """Find one place, or a country by itself; a name that may mean several is never guessed at."""
        language = self.t.language
        named = naming.resolve(self.gazetteer, text, language)
        if named is not None:
            return named
        parts = [part.strip() for part in text.split(",") if part.strip()]
        country = _country(parts[-1], language) if parts else ""
        if not country:
            raise _Bad("area", Fault.AREA)
        if len(parts) == 1:
            return country
        found = self.gazetteer.town(country, parts[0], parts[1] if len(parts) > 2 else "", language)
        if len(parts) > 2 and (region := self.gazetteer.region(country, parts[1])):
            found = tuple(one for one in found if one.region_code == region.region_code)
        if len(found) != 1:
            clear = self.gazetteer.find(text[:_LONGEST_AREA], language, country)
            found = clear if len(clear) == 1 and clear[0].country == country else found
        if len(found) != 1:
            raise _Bad("area", Fault.AREA_UNCLEAR if found else Fault.AREA)
        return found[0]


_BLANK: Mapping[str, object] = {"reach_km": 50.0, "needs": (), "musts": (), "language": ()}


def _country(text: str, language: str) -> str:
    """Find a country by code or exact name: "Nakuru" is one letter from Nauru, and a guess would send a person across an ocean."""
    if len(text) == 2 and countries.exists(text.upper()):
        return text.upper()
    code = countries.find(text, language)
    return code if fold(text) in {fold(countries.name(code, one)) for one in LANGUAGES} else ""


def _reach(text: str) -> float:
    try:
        km = float(text.replace(",", "."))
    except ValueError:
        raise _Bad("reach_km", Fault.NOT_A_VALUE) from None
    if not 1 <= km <= 1000:
        raise _Bad("reach_km", Fault.NOT_A_VALUE)
    return km


def _case(found: Mapping[str, object]) -> Case:
    area = found["area"]
    place = area if isinstance(area, Place) else None
    gender, contact = str(found["gender"]), str(found["contact_safe"])

    def many(name: str) -> tuple[str, ...]:
        value = found[name]
        return tuple(str(one) for one in value) if isinstance(value, tuple) else ()

    return Case(
        country=place.country if place else str(area),
        place=place,
        reach_km=float(str(found["reach_km"])),
        age=AgeBand(str(found["age_band"]) or AgeBand.NOT_SAID),
        gender=Gender(gender) if gender else None,
        languages=many("language"),
        needs=frozenset(CaseNeed(one) for one in many("needs")),
        delay=Delay(str(found["urgency"]) or Delay.NOT_SAID),
        musts=frozenset(Must(one) for one in many("musts")),
        contact_safe={"yes": True, "no": False}.get(contact),
    )


def _values(translators: Sequence[Translator]) -> Mapping[str, Mapping[str, str]]:
    """Give what may stand in a cell, folded, and the code it means: the codes themselves and their words in every language."""
    found: dict[str, dict[str, str]] = {}
    for column, codes in listed(translators[0]).items():
        found[column] = {fold(code): code for code in codes}
        for t in translators:
            found[column] |= {fold(said): code for code, said in listed(t)[column].items()}
    found["contact_safe"] |= {fold(word): "yes" for word in _YES} | {fold(word): "no" for word in _NO}
    return found


def listed(t: Translator) -> Mapping[str, Mapping[str, str]]:
    """Give the values of each column that has a list, each with its words."""
    return {
        "age_band": {one.value: words.age_band(t, one) for one in AgeBand},
        "needs": {one.value: words.need(t, one) for one in CaseNeed},
        "language": {code: t.language_name(code) for code in _languages(t)},
        "urgency": {one.value: words.delay(t, one) for one in Delay},
        "gender": {one.value: t(card_words.GENDERS[one]) for one in Gender},
        "musts": {one.value: words.must(t, one) for one in Must},
        "contact_safe": {"yes": t("yes"), "no": t("no")},
    }


def _languages(t: Translator) -> Iterator[str]:
    return (str(code) for code in t.locale.languages if 2 <= len(str(code)) <= 3 and str(code).isalpha())


def run(cases: Sequence[Coded], plan_of: Callable[[Case], Plan], progress: Callable[[int, int], None]) -> tuple[Planned, ...]:
    """Plan one case after the other; ``progress`` is told how many of how many are done."""
    done = []
    for number, coded in enumerate(cases, start=1):
        done.append(Planned(coded, plan_of(coded.case)))
        progress(number, len(cases))
    return tuple(done)
