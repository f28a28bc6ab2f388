"""Which steps a case leads to, in which order, by when and why. Nothing here looks at a listing.

The order is that of ``StepKind``: danger, care while hours count, acute distress, then what can wait; pictures online run beside. Sources:
the order of need of standards E4 and the time limits of facts, section 3; urgencies and what is offered unasked are ours [D]:

- Medical care by the delay. Not said counts as if hours may count: asking costs a minute, being late costs what cannot be made up for.
- Up to 5 days after, medical care is offered even if nobody asked for it, unless the case is only about pictures online.
- Care comes first, the police may wait: the police never stand before a medical step.
- The police asked for, but no report wanted: legal help only, and said so.
- No need chosen: somebody who listens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.referral.model import AgeBand, Case, CaseNeed, Delay, Must, StepKind, Urgency
from services.referral.reasons import Reason
from services.referral.table import Kinds, Table, shipped

#: Medical care by the delay: a step of its own where hours count.
MEDICAL: Mapping[Delay, tuple[StepKind, Urgency, Reason]] = {
    Delay.DAYS_0_3: (StepKind.MEDICAL_72H, Urgency.NOW, Reason.MEDICAL_HOURS),
    Delay.DAYS_4_5: (StepKind.MEDICAL_120H, Urgency.TODAY, Reason.MEDICAL_DAYS),
    Delay.DAYS_6_14: (StepKind.MEDICAL_LATER, Urgency.THIS_WEEK, Reason.MEDICAL_LATER),
    Delay.WEEKS_2_4: (StepKind.MEDICAL_LATER, Urgency.THIS_WEEK, Reason.MEDICAL_LATER),
    Delay.MONTHS_1_3: (StepKind.MEDICAL_LATER, Urgency.THIS_WEEK, Reason.MEDICAL_LATER),
    Delay.LONGER: (StepKind.MEDICAL_LATER, Urgency.WHEN_READY, Reason.MEDICAL_LONG_AFTER),
    Delay.NOT_SAID: (StepKind.MEDICAL_72H, Urgency.NOW, Reason.MEDICAL_TIME_NOT_SAID),
}

#: While these last, medical care is offered to somebody who did not ask for it.
OFFERED: Mapping[Delay, Reason] = {Delay.DAYS_0_3: Reason.OFFER_HOURS, Delay.DAYS_4_5: Reason.OFFER_DAYS}

_PLAIN: Mapping[CaseNeed, tuple[StepKind, Urgency, Reason]] = {
    CaseNeed.DANGER: (StepKind.DANGER, Urgency.NOW, Reason.DANGER_NOW),
    CaseNeed.DISTRESS: (StepKind.DISTRESS, Urgency.NOW, Reason.DISTRESS_NOW),
    CaseNeed.FAMILY: (StepKind.FAMILY, Urgency.WHEN_READY, Reason.FAMILY),
    CaseNeed.SCHOOL: (StepKind.SCHOOL, Urgency.WHEN_READY, Reason.SCHOOL),
    CaseNeed.LIVELIHOOD: (StepKind.LIVELIHOOD, Urgency.WHEN_READY, Reason.LIVELIHOOD),
    CaseNeed.ONLINE: (StepKind.ONLINE, Urgency.TODAY, Reason.ONLINE),
}

_CHILDREN = frozenset({AgeBand.UNDER_6, AgeBand.FROM_6, AgeBand.FROM_12, AgeBand.FROM_15})


@dataclass(frozen=True, slots=True)
class Outline:
    """One step before any listing is looked for: what it is, by when, why, and which kinds of place and line serve it."""

    kind: StepKind
    urgency: Urgency
    reason: Reason
    kinds: Kinds

    @property
    def urgent(self) -> bool:
        """Whether the urgent column of the weights counts."""
        return self.urgency in (Urgency.NOW, Urgency.TODAY)


def outline(case: Case, table: Table | None = None) -> tuple[Outline, ...]:
    """Give the steps of a case in order; never none. ``table`` is the shipped one unless given."""
    table = table or shipped()
    found = [Outline(*row, table.kinds[need]) for need, row in _PLAIN.items() if need in case.needs]
    found += [step for make in (_medical, _psychosocial, _protection, _legal, _shelter) if (step := make(case, table))]
    order = list(StepKind)
    return tuple(sorted(found, key=lambda step: order.index(step.kind)))


def _medical(case: Case, table: Table) -> Outline | None:
    kind, urgency, reason = MEDICAL[case.delay]
    if CaseNeed.MEDICAL in case.needs:
        return Outline(kind, urgency, reason, table.kinds[CaseNeed.MEDICAL])
    if case.delay in OFFERED and case.needs != {CaseNeed.ONLINE}:
        return Outline(kind, urgency, OFFERED[case.delay], table.kinds[CaseNeed.MEDICAL])
    return None


def _psychosocial(case: Case, table: Table) -> Outline | None:
    kinds = table.kinds[CaseNeed.PSYCHOSOCIAL]
    if not case.needs:
        return Outline(StepKind.PSYCHOSOCIAL, Urgency.THIS_WEEK, Reason.NO_NEED_SAID, kinds)
    if CaseNeed.PSYCHOSOCIAL not in case.needs:
        return None
    if case.delay is Delay.LONGER:
        return Outline(StepKind.PSYCHOSOCIAL, Urgency.WHEN_READY, Reason.PSYCHOSOCIAL_LONG_AFTER, kinds)
    return Outline(StepKind.PSYCHOSOCIAL, Urgency.THIS_WEEK, Reason.PSYCHOSOCIAL, kinds)


def _protection(case: Case, table: Table) -> Outline | None:
    if CaseNeed.PROTECTION not in case.needs:
        return None
    urgency = Urgency.TODAY if CaseNeed.DANGER in case.needs else Urgency.THIS_WEEK
    reason = Reason.PROTECTION_CHILD if case.age in _CHILDREN else Reason.PROTECTION_ADULT
    return Outline(StepKind.PROTECTION, urgency, reason, table.kinds[CaseNeed.PROTECTION])


def _legal(case: Case, table: Table) -> Outline | None:
    police, law = table.kinds[CaseNeed.POLICE], table.kinds[CaseNeed.LEGAL]
    if CaseNeed.POLICE not in case.needs:
        return Outline(StepKind.LEGAL, Urgency.WHEN_READY, Reason.LEGAL, law) if CaseNeed.LEGAL in case.needs else None
    if Must.NO_POLICE_REPORT in case.musts:
        return Outline(StepKind.LEGAL, Urgency.WHEN_READY, Reason.NO_POLICE_WANTED, law)
    kinds = police | law if CaseNeed.LEGAL in case.needs else police
    reason = Reason.POLICE_AFTER_CARE if case.delay in OFFERED else Reason.POLICE
    return Outline(StepKind.LEGAL, Urgency.THIS_WEEK, reason, kinds)


def _shelter(case: Case, table: Table) -> Outline | None:
    if CaseNeed.SHELTER not in case.needs:
        return None
    kinds = table.kinds[CaseNeed.SHELTER]
    if CaseNeed.DANGER in case.needs:
        return Outline(StepKind.SHELTER, Urgency.TODAY, Reason.SHELTER_DANGER, kinds)
    return Outline(StepKind.SHELTER, Urgency.THIS_WEEK, Reason.SHELTER, kinds)
