"""Short notices on listings in the reader's language.

The directory keeps them in English, each a sentence of a fixed list, several joined by a blank. One that is not on the list is shown in
its own words, marked as English, rather than not at all.
"""

from __future__ import annotations

from services.language.catalogue import N_, Translator

ALERTS: tuple[str, ...] = (
    N_("For missing children; not a line to talk."),
    N_("Takes no calls itself; it shows the hotline of each country."),
    N_("Links only: do not send pictures."),
    N_("The second number is for calls from abroad and is not free."),
    N_("The second number is for overseas territories."),
    N_("The second number is for Ukrainian and Russian speakers."),
    N_("192 answers in office hours, 1809 at other times."),
    N_("1710 from Telma, 1760 from Comores Telecom."),
    N_("Only for the Kurdistan Region."),
    N_("Only for Bogotá."),
    N_("Only for Somaliland."),
    N_("Only for the state of Morelos."),
    N_("Only for people who live in England and Wales."),
    N_("Only for Lagos and Borno States."),
    N_("Only for the United Kingdom."),
    N_("Only for Greater Libreville when last read; another list calls it national."),
    N_("May cover only part of the country."),
    N_("For trauma of war and terrorism only."),
    N_("For refugees and asylum seekers."),
    N_("For young people with harmful sexual behaviour, and their families."),
    N_("For adults who are worried about a child."),
    N_("May be out of reach because of the war."),
    N_("It may have moved: call first."),
    N_("Call 181 first."),
    N_("Ask the women's helpline 181 where exactly it is."),
    N_("Call first."),
    N_("Best within 7 days after what happened."),
    N_("No telephone service on Wednesday afternoon."),
    N_("Information and referral only, not full care."),
    N_("By telephone only: it has no rooms of its own yet."),
    N_("The team travels to villages; this is its base."),
    N_("Apply to the Scottish Government, not here."),
    N_("A fee is asked at the start."),
    N_("Office of the helpline: call 116 first."),
    N_("Without a referral only from 18."),
    N_("Women from 16."),
    N_("Not everywhere open day and night."),
    N_("This is the office of the network, not a help line."),
    N_("Still working towards a full child helpline when last read."),
    N_("Was moving to the number 116 when last read."),
)

#: Longest first, so that "Call 181 first." is not read as something shorter.
_KNOWN = tuple(sorted(ALERTS, key=len, reverse=True))


def split(alert: str) -> tuple[tuple[str, ...], str]:
    """Take a notice apart: the sentences of the list, in order, and the rest in its own words (empty: all are known)."""
    known: list[str] = []
    rest = alert.strip()
    while rest:
        sentence = next((one for one in _KNOWN if rest.startswith(one)), None)
        if sentence is None:
            break
        known.append(sentence)
        rest = rest.removeprefix(sentence).strip()
    return tuple(known), rest


def words(t: Translator, alert: str) -> tuple[str, str]:
    """Say a notice in the reader's language; the second text is what is left in English."""
    known, rest = split(alert)
    return " ".join(t(sentence) for sentence in known), rest
