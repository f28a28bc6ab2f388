"""What a sheet's notes say of trust: doubts, conflicts, warnings and the age of the list behind a row.

Careful with the degree. "2018 list; verify before use" on a dated list is age, which the date already tells. "Aggregator only",
"no official source named" or "check that it still runs" doubt that the line or place is there at all.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from services.directory.model import Source


class Remark(NamedTuple):
    """One line of a table: what is meant, and the pattern that says so."""

    meaning: str
    pattern: str

    def says(self, notes: str) -> bool:
        """Say whether the notes hold it, without regard to case."""
        return _compiled(self.pattern).search(notes) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


#: Notes that doubt a row, with the code of ``services.directory.trust.DOUBTS``.
DOUBTS: tuple[Remark, ...] = (
    Remark("aggregator_only", r"aggregator only|from an aggregator only|(?<!seen in )one list only"),
    Remark("aggregator_only", r"no official source named|not an official list"),
    Remark("notes_doubt", r"crawl lost the name"),
    Remark("notes_doubt", r"(check|verify) (that )?it (still )?(runs|exists)|verify that it (still exists|is active)|check that it still"),
    Remark("notes_doubt", r"whether the council still meets|check whether it runs|likely outdated|\d{4} page, verify|very old source"),
    Remark("notes_doubt", r"country derived from the list of states without"),
    Remark("notes_doubt", r"page old and undated|old page; check|no official page|old source; verify|old source, verify|verify the number"),
    Remark("notes_doubt", r"old: verify before use|confirm name, address and number before showing|check the present number"),
    Remark(
        "old_list", r"(list|entries) (of|from) about (19\d\d|200\d|201[0-4])|2009 list|irish times list|reports of may and december 2009"
    ),
    Remark("old_list", r"undated page \(about 20(0\d|1[0-4])\)|\(about 201[0-4]\); no telephone\.$"),
)

#: Doubts that another source, itself undoubted, settles.
SETTLED_BY_ANOTHER = frozenset({"aggregator_only", "old_list"})

#: What a person must read before going or calling, in English, with the notes that say so.
ALERTS: tuple[Remark, ...] = (
    Remark("For missing children; not a line to talk.", r"for missing children, not a counselling line"),
    Remark("Takes no calls itself; it shows the hotline of each country.", r"takes no calls itself"),
    Remark("Links only: do not send pictures.", r"do not send images"),
    Remark("The second number is for calls from abroad and is not free.", r"second number is for calls from abroad"),
    Remark("The second number is for overseas territories.", r"second number is for overseas"),
    Remark("The second number is for Ukrainian and Russian speakers.", r"second number (is for )?ukrainian"),
    Remark("192 answers in office hours, 1809 at other times.", r"192 in office hours, 1809 outside"),
    Remark("1710 from Telma, 1760 from Comores Telecom.", r"1710 from telma"),
    Remark("Only for the Kurdistan Region.", r"kurdistan region only"),
    Remark("Only for Bogotá.", r"bogotá only"),
    Remark("Only for Somaliland.", r"somaliland only"),
    Remark("Only for the state of Morelos.", r"state of morelos only"),
    Remark("Only for people who live in England and Wales.", r"residents of england and wales only"),
    Remark("Only for Lagos and Borno States.", r"lagos and borno states only"),
    Remark("Only for the United Kingdom.", r"\buk only"),
    Remark("Only for Greater Libreville when last read; another list calls it national.", r"greater libreville only"),
    Remark("May cover only part of the country.", r"may cover only part of the country|likely limited to"),
    Remark("For trauma of war and terrorism only.", r"trauma of war and terrorism only"),
    Remark("For refugees and asylum seekers.", r"for refugees and asylum seekers"),
    Remark("For young people with harmful sexual behaviour, and their families.", r"adolescents with harmful sexual behaviour"),
    Remark("For adults who are worried about a child.", r"adults worried about child sexual abuse"),
    Remark("May be out of reach because of the war.", r"unreachable during the conflict|disrupted by the war|predates the 2023 war"),
    Remark("It may have moved: call first.", r"may have moved"),
    Remark("Call 181 first.", r"call 181 first"),
    Remark("Ask the women's helpline 181 where exactly it is.", r"181 gives the exact location"),
    Remark("Call first.", r"\bcall first\b"),
    Remark("Best within 7 days after what happened.", r"within 7 days of the assault|best within 7 days"),
    Remark("No telephone service on Wednesday afternoon.", r"no telephone service on wednesday"),
    Remark("Information and referral only, not full care.", r"referral and information, not full care"),
    Remark("By telephone only: it has no rooms of its own yet.", r"no premises yet: phone only"),
    Remark("The team travels to villages; this is its base.", r"itinerant service for rural communities"),
    Remark("Apply to the Scottish Government, not here.", r"apply through the scottish government"),
    Remark("A fee is asked at the start.", r"fee is \d+ dollars"),
    Remark("Office of the helpline: call 116 first.", r"office of the helpline; call 116 first"),
    Remark("Without a referral only from 18.", r"self-referral from 18"),
    Remark("Women from 16.", r"women from 16"),
    Remark("Not everywhere open day and night.", r"not open 24 hours everywhere|centres differ in hours"),
    Remark("This is the office of the network, not a help line.", r"not a help line"),
    Remark("Still working towards a full child helpline when last read.", r"still working towards a child helpline|full child helpline"),
    Remark("Was moving to the number 116 when last read.", r"still migrating to 116|116 was being introduced"),
)

#: Notes that put a list's real age below the date of the copy: the date that then counts.
REAL_DATES: tuple[Remark, ...] = (
    Remark("2018", r"list is from before 2019"),
    Remark("2010", r"list of about 2010"),
    Remark("2013", r"entries from about 2008-2013"),
)

#: What stands as evidence for a list that was not read, only named.
NAMED_ONLY = "same number"
_GITHUB = "https://github.com"

#: Other lists that, by the notes, have the same number: they count as a further source. Numbering data does not: it only says that a
#: number may exist.
CORROBORATIONS: tuple[tuple[str, Source], ...] = (
    (
        r"(lineageos list|and aidlines|lineageos) (\(2024\) )?(has|have) the same( phone)? number|lineageos list also has",
        Source(
            url=f"{_GITHUB}/LineageOS/android_vendor_lineage/blob/HEAD/prebuilt/common/etc/sensitive_pn.xml",
            date="2024-07-23",
            evidence=NAMED_ONLY,
        ),
    ),
    (
        r"aidlines (list )?(\(2024\) )?(and libphonenumber )?(has|have|, which has) the same( phone)? number"
        r"|aidlines \(2024-09\)(:| also lists)",
        Source(url=f"{_GITHUB}/DennisGross/aidlines/blob/HEAD/data.js", date="2024-09-13", evidence=NAMED_ONLY),
    ),
    (
        r"findahelpline(\.com| crawl) \(2026(-04)?\) (shows the same number|also has)",
        Source(
            url=f"{_GITHUB}/craigrallen/world-emergency-hotlines/blob/HEAD/sources/findahelpline.json",
            date="2026-04-22",
            evidence=NAMED_ONLY,
        ),
    ),
)

_CONFLICT = re.compile(
    r"\bconflict: *(.+?)(?=;|(?<=[a-z0-9)])\. [A-Z]|\.?$)|\bconflict between sources, check before use: *(.+?)(?=\. [A-Z]|$)", re.I
)
_OLDER_PAGE = re.compile(r"an older official page [^.]*\.[^.]*\.[^.]*gives [\d ]+|an older (?:official )?page [^;]*?gives [\d ]+", re.I)
REFERRAL = re.compile(r"by referral from|\breferral only|referrals only|cases are sent through|normally after a police report", re.I)
APPOINTMENT = re.compile(r"(?<!no )(?<!other times )by appointment", re.I)
WALK_IN = re.compile(r"no appointment|drop-in", re.I)


def doubts(notes: str) -> tuple[str, ...]:
    """Give the codes of the doubts that the notes hold, each once."""
    return tuple(dict.fromkeys(remark.meaning for remark in DOUBTS if remark.says(notes)))


def alerts(notes: str) -> str:
    """Give the warnings that the notes hold, in plain English; empty: none."""
    return " ".join(dict.fromkeys(remark.meaning for remark in ALERTS if remark.says(notes)))


def conflicts(notes: str) -> str:
    """Give what the notes say that another source has differently; empty: nothing."""
    found = [(match[1] or match[2]).strip(" .;") for match in _CONFLICT.finditer(notes)]
    found += [match[0] for match in _OLDER_PAGE.finditer(notes)]
    return "; ".join(dict.fromkeys(part[0].upper() + part[1:] for part in found if part))


def corroborations(notes: str) -> tuple[Source, ...]:
    """Give the other lists that, by the notes, have the same number."""
    return tuple(source for pattern, source in CORROBORATIONS if _compiled(pattern).search(notes))


def real_date(notes: str, stated: str) -> str:
    """Give the date that a row's facts really have: the stated one, unless the notes say that the list behind it is older."""
    for remark in REAL_DATES:
        if remark.says(notes) and (not stated or remark.meaning < stated):
            return remark.meaning
    return stated
