"""What the codes of a referral are called, for the caseworker who reads them: plain, formal, and no more sure than the facts are.

Figures come from ``data/rights/facts.toml``. A law is named nowhere here but where the facts sheet has read it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from services.cards import words as card_words
from services.cards.card import distance
from services.cards.times import age_of_fact, opening
from services.directory.model import REMOTE_TYPES, Access, Listing, ListingType, Precision
from services.directory.trust import Level
from services.language.catalogue import N_, Translator
from services.referral.model import (
    AGES,
    AgeBand,
    CaseNeed,
    Caution,
    ChosenFor,
    Delay,
    Must,
    Option,
    Step,
    StepKind,
    Urgency,
    WishCost,
)
from services.referral.order import criterion as criterion
from services.referral.order import order_rules as order_rules
from services.referral.order import points as points
from services.referral.order import why_this_order as why_this_order
from services.referral.reasons import Reason
from services.referral.table import hours
from services.search.query import OpenState

_DELAYS: Mapping[Delay, str] = {
    Delay.DAYS_0_3: N_("up to 3 days ago"),
    Delay.DAYS_4_5: N_("4 to 5 days ago"),
    Delay.DAYS_6_14: N_("6 to 14 days ago"),
    Delay.WEEKS_2_4: N_("15 to 30 days ago"),
    Delay.MONTHS_1_3: N_("1 to 3 months ago"),
    Delay.LONGER: N_("more than 3 months ago"),
    Delay.NOT_SAID: N_("time not said"),
}

_NEEDS: Mapping[CaseNeed, str] = {
    CaseNeed.DANGER: N_("In danger now"),
    CaseNeed.MEDICAL: N_("Medical care"),
    CaseNeed.DISTRESS: N_("In acute distress"),
    CaseNeed.PSYCHOSOCIAL: N_("Someone to talk to, counselling"),
    CaseNeed.PROTECTION: N_("Child protection, case management"),
    CaseNeed.POLICE: N_("Police"),
    CaseNeed.LEGAL: N_("Legal help"),
    CaseNeed.SHELTER: N_("A safe place to stay"),
    CaseNeed.FAMILY: N_("Help with the family"),
    CaseNeed.SCHOOL: N_("Help with school"),
    CaseNeed.LIVELIHOOD: N_("Help with money or work"),
    CaseNeed.ONLINE: N_("Pictures, videos or threats online"),
}

_MUSTS: Mapping[Must, str] = {
    Must.FREE: N_("free of charge"),
    Must.ALONE: N_("may come alone"),
    Must.WHEELCHAIR: N_("a wheelchair gets in"),
    Must.NO_PAPERS: N_("no papers asked for"),
    Must.NO_POLICE_REPORT: N_("no report to the police"),
    Must.WOMENS_STAFF: N_("women among the staff"),
}

#: What to ask where the sources do not say; the law may be stronger than what a service wishes, so it is said with the question.
_QUESTIONS: Mapping[Must, str] = {
    Must.FREE: N_("Is it free of charge?"),
    Must.ALONE: N_("May the person come alone?"),
    Must.WHEELCHAIR: N_("Does a wheelchair get in?"),
    Must.NO_PAPERS: N_("Are papers asked for?"),
    Must.NO_POLICE_REPORT: N_("Are the police told? The law of the country may require it."),
    Must.WOMENS_STAFF: N_("Can the person be seen by a woman?"),
}

_URGENCIES: Mapping[Urgency, str] = {
    Urgency.NOW: N_("now"),
    Urgency.TODAY: N_("today"),
    Urgency.THIS_WEEK: N_("this week"),
    Urgency.WHEN_READY: N_("when the person is ready"),
}

_STEPS: Mapping[StepKind, str] = {
    StepKind.DANGER: N_("Be safe now"),
    StepKind.MEDICAL_72H: N_("Medical care at once: the first {hours} hours count"),
    StepKind.MEDICAL_120H: N_("Medical care today: the first {hours} hours count"),
    StepKind.MEDICAL_LATER: N_("Medical care: it is not too late"),
    StepKind.DISTRESS: N_("Someone to talk to right now"),
    StepKind.PSYCHOSOCIAL: N_("Counselling and support"),
    StepKind.PROTECTION: N_("Protection"),
    StepKind.LEGAL: N_("Law and police"),
    StepKind.SHELTER: N_("A safe place to stay"),
    StepKind.FAMILY: N_("Help with the family"),
    StepKind.SCHOOL: N_("Help with school"),
    StepKind.LIVELIHOOD: N_("Help with money or work"),
    StepKind.ONLINE: N_("Pictures and threats online, at the same time"),
}

_HOURS_OF = {StepKind.MEDICAL_72H: "pep", StepKind.MEDICAL_120H: "contraception"}

_REASONS: Mapping[Reason, str] = {
    Reason.DANGER_NOW: N_("The person is in danger now. Safety comes before everything else."),
    Reason.MEDICAL_HOURS: N_(
        "Medicine against HIV is begun at the latest {pep} hours after, and works best within {pep_best}. Count hours, not days, and ask. "
        "Emergency contraception can help up to {contraception} hours. Go even if the person has washed."
    ),
    Reason.MEDICAL_DAYS: N_(
        "Emergency contraception can help up to {contraception} hours after; count hours and ask. After {pep} hours medicine against HIV "
        "is no longer begun, but other care is. Go even if the person has washed."
    ),
    Reason.MEDICAL_LATER: N_("Care still helps: against infections, vaccines that are missing, and for worries about the body."),
    Reason.MEDICAL_LONG_AFTER: N_("It is not too late for a doctor or nurse. Ask what is still useful."),
    Reason.MEDICAL_TIME_NOT_SAID: N_(
        "How long ago it was is not known. Ask, gently: some care helps only in the first {pep} or {contraception} hours. "
        "Later care helps, too."
    ),
    Reason.OFFER_HOURS: N_(
        "Medical care was not asked for. Offer it: if the body was touched or hurt, medicine against HIV is begun at the latest {pep} "
        "hours after, emergency contraception can help up to {contraception}. The person may say no."
    ),
    Reason.OFFER_DAYS: N_(
        "Medical care was not asked for. Offer it: if the body was touched or hurt, emergency contraception can help up to {contraception} "
        "hours after, and other care helps, too. The person may say no."
    ),
    Reason.DISTRESS_NOW: N_("Someone who listens now. If a life is in danger, call the emergency number."),
    Reason.PSYCHOSOCIAL: N_("Talking with someone trained helps to get better. The person decides when and how much."),
    Reason.PSYCHOSOCIAL_LONG_AFTER: N_("Support helps long after, too. The person decides when and how much."),
    Reason.NO_NEED_SAID: N_("No need was chosen. Someone who listens can help to find out what is needed."),
    Reason.PROTECTION_CHILD: N_("A child is kept safe by those whose work it is. Tell the child first what is passed on, and to whom."),
    Reason.PROTECTION_ADULT: N_("Someone who plans with the person how to be safe, and stays at their side."),
    Reason.LEGAL: N_("Someone who knows the law says what can be done. Asking decides nothing."),
    Reason.POLICE: N_("The person wants to go to the police. A lawyer or support person may come along: ask."),
    Reason.POLICE_AFTER_CARE: N_("Care comes first, the police may wait. Ask at the medical step how proof is kept."),
    Reason.NO_POLICE_WANTED: N_(
        "The police were asked for, but no report is wanted: only legal help is named here. Talk it over with the person."
    ),
    Reason.SHELTER: N_("A safe place to sleep is found through those who know one. Where it is stays secret."),
    Reason.SHELTER_DANGER: N_("The person is in danger now and needs a safe place for tonight. Where it is stays secret."),
    Reason.FAMILY: N_("Those close to the person need support, too. Only with the person's agreement."),
    Reason.SCHOOL: N_("To stay at school, or to go back. Who at school learns what is agreed with the person."),
    Reason.LIVELIHOOD: N_("What is needed to live: money, food, work, training."),
    Reason.ONLINE: N_(
        "Beside the other steps. Nobody sends or saves the picture to get help: give the address of the page. "
        "Many places can take it down, not all. Threatened: do not pay, keep the messages."
    ),
}

_CAUTIONS: Mapping[Caution, str] = {
    Caution.AGES_DO_NOT_FIT: N_("It may not be for this person. Its sources say: {who} Ask first."),
    Caution.REFERRAL_NEEDED: N_("It takes people through another service only. Ask how to refer."),
    Caution.PAPERS_NEEDED: N_("Papers are asked for. Ask which, and what happens without."),
    Caution.POSITION_UNCERTAIN: N_("Where exactly it is, is not known. Ask for the way."),
    Caution.OLD_FACT: N_("What is known is old or has no date. Ask first."),
    Caution.ONE_SOURCE: N_("One source only says this."),
    Caution.UNCONFIRMED: N_("Not confirmed: nobody could say for sure that this still exists. Check before naming it."),
    Caution.SOURCES_DISAGREE: N_("Sources say different things about it. Check before naming it."),
    Caution.DUTY_TO_REPORT: N_("What is told there may have to be reported. Ask before anything is told."),
    Caution.TOO_FAR: N_("It is further than the person can travel."),
}

_CHOSEN: Mapping[ChosenFor, str] = {
    ChosenFor.NEAREST: N_("nearest"),
    ChosenFor.BEST_FIT: N_("fits best"),
    ChosenFor.LANGUAGE: N_("language"),
    ChosenFor.TRUSTED: N_("trusted"),
    ChosenFor.PERSON_ASKED: N_("asked for by the person"),
    ChosenFor.BACKUP: N_("in reserve"),
}

#: Of these nobody asks when they are open: they are numbers for danger, and web forms.
_NO_HOURS = frozenset({ListingType.EMERGENCY_NUMBER, ListingType.CONTENT_REMOVAL, ListingType.REPORT_HOTLINE})

_POLICE = frozenset({ListingType.POLICE_STATION, ListingType.SPECIAL_POLICE_UNIT})


def age_band(t: Translator, band: AgeBand) -> str:
    """Say an age band; the years are those of ``AGES``."""
    low, high = AGES[band]
    if band is AgeBand.NOT_SAID:
        return t("age not said")
    if band is AgeBand.ADULT:
        return t("{age} and over", age=t.number(low))
    if low == 0:
        return t("under {age}", age=t.number(high + 1))
    return t("{low} to {high}", low=t.number(low), high=t.number(high))


def delay(t: Translator, band: Delay) -> str:
    """Say how long ago it was."""
    return t(_DELAYS[band])


def need(t: Translator, code: CaseNeed) -> str:
    """Say a need."""
    return t(_NEEDS[code])


def must(t: Translator, code: Must) -> str:
    """Say what must hold, so that it fits after a colon."""
    return t(_MUSTS[code])


def question(t: Translator, code: Must) -> str:
    """Say what to ask a listing whose sources do not speak to a must."""
    return t(_QUESTIONS[code])


def urgency(t: Translator, code: Urgency) -> str:
    """Say by when."""
    return t(_URGENCIES[code])


def chosen_for(t: Translator, code: ChosenFor) -> str:
    """Say why a listing stands on the shortlist, in a word or two."""
    return t(_CHOSEN[code])


def step_title(t: Translator, kind: StepKind) -> str:
    """Head a step."""
    if kind in _HOURS_OF:
        return t(_STEPS[kind], hours=t.number(hours()[_HOURS_OF[kind]]))
    return t(_STEPS[kind])


def step_reason(t: Translator, step: Step) -> str:
    """Say why a step stands where it stands."""
    reason = Reason(step.reason)
    return t(_REASONS[reason], **{name: t.number(value) for name, value in hours().items()})


def caution(t: Translator, code: Caution, listing: Listing) -> str:
    """Say what to know about a listing before it is named to anybody."""
    if code is Caution.DUTY_TO_REPORT:
        return _duty(t, listing)
    if code is Caution.POSITION_UNCERTAIN and listing.precision is Precision.WITHHELD:
        return t("Where it is stays secret, so that people there are safe. Call or write first.")
    if code is Caution.AGES_DO_NOT_FIT:
        return t(_CAUTIONS[code], who=_for_whom(t, listing))
    return t(_CAUTIONS[code])


def _duty(t: Translator, listing: Listing) -> str:
    if listing.listing_type is ListingType.EMERGENCY_NUMBER:
        doctors = [phone.number for phone in listing.phones if "ambulance" in phone.services and "police" not in phone.services]
        if doctors:
            return t(
                "The police may come, too. For an ambulance without calling the police: {number}.",
                number=t.several(doctors, style="or"),
            )
        return t("The police may come, too. In danger it is named all the same.")
    if listing.listing_type in _POLICE:
        return t("This is the police: what is told here can become a report.")
    if listing.listing_type is ListingType.COURT:
        return t("This is a court or prosecutor: what is told here can become a report.")
    if listing.police_told.value == "yes":
        return t("Its sources say that the police are told.")
    return t(_CAUTIONS[Caution.DUTY_TO_REPORT])


def _for_whom(t: Translator, listing: Listing) -> str:
    said = [t(card_words.AUDIENCES[code]) for code in listing.audience] + [t(card_words.GENDERS[code]) for code in listing.genders]
    low, high = listing.minimum_age, listing.maximum_age
    if low and high is not None:
        said.append(t("ages {low} to {high}", low=t.number(low), high=t.number(high)))
    elif high is not None:
        said.append(t("ages up to {high}", high=t.number(high)))
    elif low:
        said.append(t("ages {low} and over", low=t.number(low)))
    return f"{', '.join(said)}."


def why(t: Translator, option: Option) -> tuple[str, ...]:
    """Say why an option stands where it stands, and what is to be asked: short lines, what it meets first."""
    match, listing = option.match, option.listing
    lines = []
    if option.against:
        lines.append(t("does not meet: {wishes}", wishes=_several(t, option.against)))
    if option.meets:
        lines.append(t("meets: {wishes}", wishes=_several(t, option.meets)))
    if far := distance(match, t):
        lines.append(far)
    if match.hours.state is not OpenState.UNKNOWN:
        lines.append(_plain(opening(match.hours, t, line=listing.listing_type in REMOTE_TYPES)))
    elif listing.listing_type not in _NO_HOURS:
        lines.append(t("opening hours not known"))
    lines += _languages(t, option)
    lines += _known(t, option)
    lines += [t("ask first: {question}", question=question(t, code)) for code in option.ask]
    return tuple(lines)


def _several(t: Translator, codes: tuple[Must, ...]) -> str:
    return t.several(must(t, code) for code in codes)


def _languages(t: Translator, option: Option) -> list[str]:
    if option.speaks:
        return [t("speaks: {languages}", languages=t.several(t.language_name(code) for code in option.speaks))]
    if option.listing.languages and "language" in {part.criterion for part in option.parts}:
        others = t.several(t.language_name(code) for code in option.listing.languages)
        return [t("named languages: {languages}. Ask for an interpreter.", languages=others)]
    return []


def _known(t: Translator, option: Option) -> list[str]:
    judged = option.match.trust
    lines = [_plain(age_of_fact(option.listing, t))]
    if judged and judged.level is not Level.UNCONFIRMED and judged.two_sources:
        lines.append(t("more than one source"))
    if option.listing.access is Access.WALK_IN:
        lines.append(t("takes people without an appointment"))
    elif option.listing.access is Access.APPOINTMENT:
        lines.append(t("by appointment"))
    return lines


_END = re.compile(r"(?<=\w\w)\.$")


def _plain(sentence: str) -> str:
    # The full stop of a Russian "г." (year) is no end of a sentence.
    return _END.sub("", sentence)


def cost(t: Translator, wish: WishCost) -> str:
    """Say what a must costs: how many more without it, and how much nearer."""
    name = must(t, wish.must)
    nearer = 0 if wish.nearer_km is None else round(wish.nearer_km)
    if not wish.more:
        if nearer:
            return t("without “{wish}”: no more within reach, but {distance} km nearer", wish=name, distance=t.number(nearer))
        return t("without “{wish}”: no more", wish=name)
    if not nearer:
        return t.n("without “{wish}”: {number} more", "without “{wish}”: {number} more", wish.more, wish=name)
    return t.n(
        "without “{wish}”: {number} more, {distance} km nearer",
        "without “{wish}”: {number} more, {distance} km nearer",
        wish.more,
        wish=name,
        distance=t.number(nearer),
    )


def unmet(t: Translator, code: Must) -> str:
    """Say that nothing listed confirms a must, and what to do about it."""
    if code is Must.WOMENS_STAFF:
        return t("The directory does not know who works where. Always ask: can the person be seen by a woman?")
    return t(
        "Nothing listed here confirms: {wish}. Ask each place before naming it: {question}", wish=must(t, code), question=question(t, code)
    )
