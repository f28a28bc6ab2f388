"""What a caseworker should know at a step beside its listings: proof, the duty to report, and the few national rules that were read.

Only what the facts sheet has (section 3 and 5): no limit for an examination is given as "the" limit, for it differs by place; no country's
duty to report is stated, for none was verified. A rule of one country is said for that country only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from services.language.catalogue import N_, Translator
from services.referral.model import Case, Must, Step, StepKind

_PROOF = (
    N_("An examination that keeps proof may be possible, too. Until when differs from place to place: the local service says."),
    N_("Care can be asked for first, and the police thought about later. In some places a doctor must tell: ask before."),
    N_(
        "If possible, before an examination: do not wash, change, eat, drink or use the toilet, and "
        "take other clothes along. Already done: go anyway."
    ),
)

_DUTY = N_("The law of the country may oblige you or the service to report. Tell the person so before you ask anything.")

_FAR_CARE = N_("Nothing listed here is within reach. That does not say that there is nothing: any hospital or clinic may be asked.")

_NATIONAL: Mapping[str, str] = {
    "IN": N_(
        "India: the examination is made without a police report, too; a girl is seen by a woman doctor, with a parent or another trusted "
        "person there. No legal paper may be asked for before emergency care."
    ),
    "FR": N_("France: the child units of hospitals (UAPED) may begin care outside any court procedure."),
    "US": N_(
        "USA: the examination is open to people who make no police report, too. "
        "On the duty to report what happened to a child, ask locally."
    ),
    "GB.ENG": N_(
        "England, as read for London and the West Midlands: under 13, the examination is reached through the police or children's social "
        "care. From 13 on, who is judged able to decide may come without the police in the West Midlands."
    ),
    "AU.07": N_("Victoria (Australia), as read in 2016: the examination is reached through child protection or the police."),
    "GB.SCT": N_("Scotland: from 16 years on, an examination is possible without the police."),
}

_MEDICAL = frozenset({StepKind.MEDICAL_72H, StepKind.MEDICAL_120H, StepKind.MEDICAL_LATER})
_REPORTED = frozenset({StepKind.PROTECTION, StepKind.LEGAL})


def notes(t: Translator, case: Case, step: Step) -> tuple[str, ...]:
    """Say what to know at a step, in short sentences; empty where there is nothing to add."""
    return tuple(t(text) for text in _notes(case, step.kind, far=step.far))


def _notes(case: Case, kind: StepKind, *, far: bool) -> Iterator[str]:
    if far and kind in _MEDICAL:
        yield _FAR_CARE
    if kind in _MEDICAL:
        yield from _PROOF if kind is not StepKind.MEDICAL_LATER else _PROOF[:2]
        region = case.place.region_code if case.place else ""
        yield from (_NATIONAL[code] for code in (case.where, region) if code in _NATIONAL)
    if kind in _REPORTED or (Must.NO_POLICE_REPORT in case.musts and kind is not StepKind.ONLINE):
        yield _DUTY
