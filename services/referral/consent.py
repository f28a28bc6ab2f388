"""Before anything about a person goes to anybody: what is explained, who says yes, and what is still missing for a sheet.

From what age a person may agree alone is the law of each country, and no table of ages is shipped: none could be verified. What a case
manager must do at every age could: explain, ask the child too, even a small one, and take each recipient by itself (source: a
case-management training, facts C2). What to do where a parent is suspected, refuses or is away is how a US protocol puts it (facts C3), and
is said as that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.language.catalogue import N_, Translator
from services.referral.model import AgeBand, Agreement, Audience, Caregiver, Case, Chosen, Consent, Giver, Item


class Point(StrEnum):
    """What is told to the person before the first tick, in this order; the limits of privacy come before any question."""

    LIMITS = "limits"
    TOLD_FIRST = "told_first"
    SERVICES = "services"
    GOOD_AND_HARD = "good_and_hard"
    SHARED = "shared"
    NOT_SHARED = "not_shared"
    NOTES = "notes"
    MAY_SAY_NO = "may_say_no"
    MAY_CHANGE = "may_change"


class Note(StrEnum):
    """What the worker, not the person, has to know at this step."""

    LAW_SAYS_AGE = "law_says_age"
    ASK_THE_CHILD_TOO = "ask_the_child_too"
    CAREGIVER_NOT_SAFE = "caregiver_not_safe"
    DUTY_STAYS = "duty_stays"
    TICKS_NOT_SIGNATURES = "ticks_not_signatures"


class Problem(StrEnum):
    """What is still missing, or stands in the way of any provider's sheet."""

    NOT_EXPLAINED = "not_explained"
    CHILD_NOT_ASKED = "child_not_asked"
    CHILD_SAYS_NO = "child_says_no"
    NOBODY_AGREED = "nobody_agreed"
    ADULT_DECIDES = "adult_decides"
    CAREGIVER_CANNOT_AGREE = "caregiver_cannot_agree"
    RECIPIENT_NOT_ASKED = "recipient_not_asked"


class Outcome(StrEnum):
    """How the step ends: something is missing; somebody may be told; or the person alone gets information."""

    UNFINISHED = "unfinished"
    REFER = "refer"
    INFORM = "inform"


@dataclass(frozen=True, slots=True)
class Steps:
    """What must be ticked for an age band: the points in order, whether the child's own will is asked, who may have agreed."""

    points: tuple[Point, ...]
    child_asked: bool
    givers: tuple[Giver, ...]
    notes: tuple[Note, ...]


#: A parent or guardian of whom this is ticked cannot have agreed for the child.
NOT_AGREEING = frozenset({Caregiver.REFUSES, Caregiver.AWAY, Caregiver.SUSPECTED})

_WORDS: Mapping[Point, tuple[str, str]] = {
    Point.LIMITS: (
        N_("What you tell me is private. But if you or another child is in danger, I may need to tell somebody who can help."),
        N_("What you tell me is private. There are limits: if somebody is in danger, or if the law says so, I may have to tell."),
    ),
    Point.TOLD_FIRST: (
        N_("If I have to tell, I tell you first if I can. You can say how you feel about it."),
        N_("If I have to tell somebody, I tell you first where I can, and I listen to what you want. If I cannot, I tell you afterwards."),
    ),
    Point.SERVICES: (
        N_("I tell you who can help and what they do."),
        N_("I tell you what each place does, what it costs and what may happen there."),
    ),
    Point.GOOD_AND_HARD: (
        N_("I tell you what can be good about going there, and what can be hard."),
        N_("For each place, I tell you what can be good, and what can be hard or risky. Then you can choose."),
    ),
    Point.SHARED: (
        N_("If you say yes, I give them a paper. It has a code and not your name. You can see it first."),
        N_("If you say yes, that place gets a sheet. It bears a code and no name, and only what you agree to. You can read it first."),
    ),
    Point.NOT_SHARED: (
        N_("Your name, where you live and your story are not on the paper."),
        N_("Not on the sheet: your name, date of birth, address, school, pictures, or what happened."),
    ),
    Point.NOTES: (
        N_("I write a few notes. My boss may read them."),
        N_("I keep notes. Managers in my service may read them. You can ask what is written."),
    ),
    Point.MAY_SAY_NO: (
        N_("You can say no. That is all right, and you still get help."),
        N_("You may say no, to all of it or to one place. You still get the numbers and the help that you want."),
    ),
    Point.MAY_CHANGE: (
        N_("You can change your mind. Just tell me."),
        N_("You may change your mind at any time, even after a yes. But what was already told cannot be taken back."),
    ),
}

_NOTES: Mapping[Note, str] = {
    Note.LAW_SAYS_AGE: N_("The law of your country says from what age a person agrees alone. Ask the service and your supervisor."),
    Note.ASK_THE_CHILD_TOO: N_("Ask the child too, at every age, even a small one: in their words, with time, and a no counts."),
    Note.CAREGIVER_NOT_SAFE: N_(
        "If the parent or guardian is suspected, refuses or is away: turn to child protection at once. A protocol from the United"
        " States says so for children before puberty, and that a court may decide. Your own law and procedures come first."
    ),
    Note.DUTY_STAYS: N_("Where the law makes you report, a no does not lift that duty. Tell the person before you do, if it is safe."),
    Note.TICKS_NOT_SIGNATURES: N_("Ticks, not signatures: no name and no signature is needed here, and nothing is kept."),
}

_PROBLEMS: Mapping[Problem, str] = {
    Problem.NOT_EXPLAINED: N_("Explain every point first, and tick it."),
    Problem.CHILD_NOT_ASKED: N_("Ask the child: are you willing? Then tick the answer."),
    Problem.CHILD_SAYS_NO: N_("The child is not willing: no sheet for a service is made. The person's own sheet can be."),
    Problem.NOBODY_AGREED: N_("Tick who agreed."),
    Problem.ADULT_DECIDES: N_("An adult agrees in person: tick it only if they did."),
    Problem.CAREGIVER_CANNOT_AGREE: N_(
        "A parent or guardian who is suspected, refuses or is away cannot have agreed. Turn to child protection."
    ),
    Problem.RECIPIENT_NOT_ASKED: N_("Ask about each place by itself: yes or no."),
}

_GIVERS: Mapping[Giver, str] = {
    Giver.PERSON: N_("the person"),
    Giver.CAREGIVER: N_("parent or guardian"),
    Giver.OTHER_ADULT: N_("another adult whom the person trusts"),
}

_CAREGIVERS: Mapping[Caregiver, str] = {
    Caregiver.AGREES: N_("agrees"),
    Caregiver.REFUSES: N_("refuses"),
    Caregiver.AWAY: N_("is away or not known"),
    Caregiver.SUSPECTED: N_("is suspected, or would not be safe to ask"),
    Caregiver.NOT_SAID: N_("not said"),
}

_AGREEMENTS: Mapping[Agreement, str] = {Agreement.YES: N_("Yes"), Agreement.NO: N_("No"), Agreement.NOT_ASKED: N_("Not asked yet")}

_ITEMS: Mapping[Item, str] = {
    Item.AGE: N_("Age group"),
    Item.GENDER: N_("Gender"),
    Item.LANGUAGE: N_("Language"),
    Item.NEEDS: N_("Needs"),
    Item.URGENCY: N_("How urgent it is"),
    Item.DELAY: N_("Time since it happened"),
    Item.CONTACT: N_("Whether contact is safe"),
}


def may_be_child(age: AgeBand) -> bool:
    """Say whether the person is, or may be, under 18 (CRC 1); where nothing is said a child is thought of."""
    return age is not AgeBand.ADULT


def steps(age: AgeBand) -> Steps:
    """Give what must be ticked for an age band.

    The points are the same at every age. A child's own will is asked at every age, even the youngest; who else must agree is left to
    the law. An adult agrees in person.
    """
    if not may_be_child(age):
        return Steps(tuple(Point), child_asked=False, givers=(Giver.PERSON,), notes=(Note.DUTY_STAYS, Note.TICKS_NOT_SIGNATURES))
    notes = (Note.LAW_SAYS_AGE, Note.ASK_THE_CHILD_TOO, Note.CAREGIVER_NOT_SAFE, Note.DUTY_STAYS, Note.TICKS_NOT_SIGNATURES)
    return Steps(tuple(Point), child_asked=True, givers=tuple(Giver), notes=notes)


def problems(consent: Consent, case: Case, chosen: Iterable[Chosen]) -> tuple[Problem, ...]:
    """List what is missing before a provider's sheet can be made; empty: nothing is.

    Once every recipient has a "no" nothing is missing: nobody is told, so nobody need agree.
    """
    recipients = [one.listing_id for one in chosen]
    asked = [consent.to(one) for one in recipients]
    if recipients and all(answer is Agreement.NO for answer in asked):
        return ()
    needed = steps(case.age)
    found = []
    if not set(needed.points) <= consent.explained:
        found.append(Problem.NOT_EXPLAINED)
    if needed.child_asked and consent.child_willing is None:
        found.append(Problem.CHILD_NOT_ASKED)
    if needed.child_asked and consent.child_willing is False:
        found.append(Problem.CHILD_SAYS_NO)
    found += _givers(consent, needed)
    if Agreement.NOT_ASKED in asked or not recipients:
        found.append(Problem.RECIPIENT_NOT_ASKED)
    return tuple(found)


def _givers(consent: Consent, needed: Steps) -> list[Problem]:
    if not consent.givers:
        return [Problem.NOBODY_AGREED]
    found = []
    if not needed.child_asked and Giver.PERSON not in consent.givers:
        found.append(Problem.ADULT_DECIDES)
    if Giver.CAREGIVER in consent.givers and consent.caregiver in NOT_AGREEING:
        found.append(Problem.CAREGIVER_CANNOT_AGREE)
    return found


def outcome(consent: Consent, case: Case, chosen: Iterable[Chosen]) -> Outcome:
    """Say how the step ends. A child who is not willing ends it as a "no" to everybody does: in information for the child alone."""
    listed = tuple(chosen)
    found = problems(consent, case, listed)
    if not found:
        return Outcome.REFER if agreed(consent, case, listed) else Outcome.INFORM
    return Outcome.INFORM if Problem.CHILD_SAYS_NO in found else Outcome.UNFINISHED


def agreed(consent: Consent, case: Case, chosen: Iterable[Chosen]) -> tuple[Chosen, ...]:
    """Give those of the shortlist for whom a sheet may be made, in its order; none while anything is missing."""
    listed = tuple(chosen)
    if problems(consent, case, listed):
        return ()
    return tuple(one for one in listed if consent.to(one.listing_id) is Agreement.YES)


def explain(point: Point, t: Translator, audience: Audience = Audience.OLDER) -> str:
    """Say a point to the person, in the language of ``t``, for a younger or an older one."""
    younger, older = _WORDS[point]
    return t(younger) if audience is Audience.YOUNGER else t(older)


def note(code: Note, t: Translator) -> str:
    """Say to the worker what to know at this step."""
    return t(_NOTES[code])


def problem(code: Problem, t: Translator) -> str:
    """Say to the worker what is missing, and what to do."""
    return t(_PROBLEMS[code])


def giver(code: Giver, t: Translator) -> str:
    """Name who agreed."""
    return t(_GIVERS[code])


def caregiver(code: Caregiver, t: Translator) -> str:
    """Say how it stands with the parent or guardian."""
    return t(_CAREGIVERS[code])


def agreement(code: Agreement, t: Translator) -> str:
    """Say an answer about a recipient."""
    return t(_AGREEMENTS[code])


def item(code: Item, t: Translator) -> str:
    """Name what may be told about the person, or withheld."""
    return t(_ITEMS[code])
