"""Refer without script: the coded case, its plan, the agreement, and the person's sheet to read, to print and to send as a message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from services import paths
from services.cards import words as card_words
from services.directory.model import Gender
from services.language.catalogue import LANGUAGES, Translator, translator
from services.paper import html
from services.places import naming
from services.places.fold import fold
from services.referral import consent as consents
from services.referral import files, sheet, words
from services.referral.compare import calls
from services.referral.files import Format
from services.referral.model import (
    REACHES_KM,
    AgeBand,
    Agreement,
    Audience,
    Caregiver,
    Case,
    CaseNeed,
    Delay,
    Must,
    Option,
    Paper,
    Plan,
    Step,
)
from services.referral.plan import plan as make_plan
from services.referral.sms import sms
from web.plain import work as works
from web.plain.asked import Asked, Unknown, Unreadable
from web.plain.views import Reading, View
from web.plain.work import Work

#: The pages that answer with a file; each is made of the same form as the page with its button.
PAPERS = {"refer_pdf": Paper.A4, "refer_card": Paper.WALLET}

_YOUNG = frozenset({AgeBand.UNDER_6, AgeBand.FROM_6})
_OPTIONS = 2


def form(asked: Asked, reading: Reading, *, found: tuple[Any, ...] | None = None) -> View:
    """Ask for the coded case; ``found`` are the places that a typed name may mean."""
    t, work = reading.t, _work(asked)
    tongues = sorted({*LANGUAGES, *reading.sources.languages}, key=lambda code: fold(t.language_name(code)))
    values = {
        "work": work,
        "choice": None if found is None else [(naming.token(one), _named(one, t)) for one in found],
        "typed": asked.text,
        "place": naming.full(asked.query.place, t) if asked.query.place else "",
        "countries": reading.country_names,
        "country": asked.country,
        "needs": [(one, words.need(t, one)) for one in CaseNeed],
        "delays": [(one, words.delay(t, one)) for one in Delay],
        "ages": [(one, words.age_band(t, one)) for one in AgeBand],
        "genders": [(one, t(card_words.GENDERS[one])) for one in Gender],
        "tongues": [(code, t.language_name(code)) for code in tongues],
        "reaches": REACHES_KM,
        "musts": [(one, words.must(t, one)) for one in Must],
    }
    inputs = ("r_needs", "r_musts", "r_delay", "r_age", "r_gender", "r_tongue", "r_tongue2", "r_reach", "r_picks", "country")
    return View("refer.html", values, _carrying(asked.on("refer"), work), but=inputs if asked.query.place is None else inputs[:-1])


def move(asked: Asked, reading: Reading) -> View:
    """Ask for another place; everything else stays."""
    return form(replace(asked, query=replace(asked.query, place=None, country=asked.country), token="", text=""), reading)


def plan(asked: Asked, reading: Reading) -> View:
    """Show the plan of the case, each option with a tick for taking it along; a place that is typed is looked up first."""
    if asked.text and asked.query.place is None:
        found = reading.sources.gazetteer().find(asked.text, reading.t.language, asked.country)
        if len(found) != 1:
            return form(asked, reading, found=tuple(found))
        asked = replace(asked, query=replace(asked.query, place=found[0], country=""), token=naming.token(found[0]), text="")
    if not asked.country:
        return form(asked, reading, found=())
    t, work = reading.t, _work(asked)
    made = _plan(asked, work, reading)
    values = {
        "place": naming.full(asked.query.place, t) if asked.query.place else t.country(asked.country),
        "unmet": [words.unmet(t, code) for code in made.unmet],
        "costs": [words.cost(t, wish) for wish in made.costs],
        "steps": [_step(number, step, made, t) for number, step in enumerate(made.steps, start=1)],
        "chosen": work.chosen,
        "rules": words.order_rules(t),
        "weights": words.why_this_order(t),
    }
    return View("refer_plan.html", values, _carrying(asked.on("refer_plan"), work), but=("r_picks",))


def agree(asked: Asked, reading: Reading) -> View:
    """Ask for agreement: each point in the person's language, each recipient by itself."""
    t, work = reading.t, _work(asked)
    if not work.chosen:
        return plan(asked, reading)
    case = work.case(asked.query)
    steps, said, audience = consents.steps(case.age), _own(work, case, reading), _audience(work, case)
    by_id = reading.sources.directory().by_id
    values = {
        "work": work,
        "points": [(one, consents.explain(one, said, audience)) for one in steps.points],
        "said": said.language,
        "audience": audience,
        "notes": [consents.note(one, t) for one in steps.notes],
        "child_asked": steps.child_asked,
        "givers": [(one, consents.giver(one, t)) for one in steps.givers],
        "caregivers": [(one, consents.caregiver(one, t)) for one in reversed(Caregiver)],
        "recipients": [(one, by_id[one].name, work.to.get(one, Agreement.NOT_ASKED)) for one in work.chosen],
        "answers": [(one, consents.agreement(one, t)) for one in Agreement],
        "tongues": [(code, translator(code, paths.LOCALE).language_name(code).capitalize()) for code in LANGUAGES],
    }
    inputs = ("r_tolds", "r_willing", "r_givers", "r_care", "r_speak", "r_words", "r_look", *(f"r_to.{one}" for one in work.chosen))
    return View("refer_agree.html", values, _carrying(asked.on("refer_agree"), work), but=inputs)


def handed(asked: Asked, reading: Reading) -> View:
    """Show the person's own sheet, and what is still missing before a service may be told."""
    t, work = reading.t, _work(asked)
    if not work.chosen:
        return plan(asked, reading)
    made, said = _sheet(asked, work, reading, Paper.A4)
    case, message = work.case(asked.query), sms(made, said)
    given, listed = work.consent(), work.shortlist()
    values = {
        "problems": [consents.problem(one, t) for one in consents.problems(given, case, listed)],
        "inform": consents.outcome(given, case, listed) is consents.Outcome.INFORM,
        "sheet": html.part(made.document),
        "message": message.text,
        "parts": t.n("{number} part ({encoding})", "{number} parts ({encoding})", message.parts, encoding=message.encoding),
        "said": said.language,
    }
    return View("refer_sheet.html", values, _carrying(asked.on("refer_sheet"), work))


def paper(asked: Asked, reading: Reading) -> Response:
    """Answer with the person's sheet as a PDF; it is made in memory, and its name tells nothing."""
    work = _work(asked)
    if not work.chosen:
        raise Unreadable(asked.country)
    made, said = _sheet(asked, work, reading, PAPERS[asked.go])
    file = files.made(made, Format.PDF, reading.sources.directory(), reading.sources.fonts)
    headers = {"content-disposition": f'attachment; filename="{file.name}"', "content-language": said.language}
    return Response(file.content, headers=headers, media_type=file.mime)


def _work(asked: Asked) -> Work:
    try:
        return works.read(asked.work)
    except ValueError:
        raise Unreadable(asked.country) from None


def _carrying(asked: Asked, work: Work) -> Asked:
    return replace(asked, work=dict(work.fields()))


def _plan(asked: Asked, work: Work, reading: Reading) -> Plan:
    by_id = reading.sources.directory().by_id
    if any(one not in by_id for one in work.chosen):
        raise Unknown(asked.country)
    return make_plan(reading.sources.index(), work.case(asked.query), reading.now)


def _sheet(asked: Asked, work: Work, reading: Reading, size: Paper) -> tuple[sheet.PersonSheet, Translator]:
    case = work.case(asked.query)
    said = _own(work, case, reading)
    made = _plan(asked, work, reading)
    steps = {option.listing.id: step.kind for step in reversed(made.steps) for option in (*step.options, *step.by_phone)}
    chosen = [replace(one, step=steps.get(one.listing_id)) for one in work.shortlist()]
    words_for = _audience(work, case)
    material = reading.sources.material
    return sheet.for_person(made, chosen, work.consent(), said, material, words_for, discreet=work.discreet, size=size), said


def _own(work: Work, case: Case, reading: Reading) -> Translator:
    """Give the person's translator: the language picked, else their first that we have, else the reader's."""
    code = work.speak or next((one for one in case.languages if one in LANGUAGES), reading.t.language)
    return translator(code, paths.LOCALE)


def _audience(work: Work, case: Case) -> Audience:
    return work.audience or (Audience.YOUNGER if case.age in _YOUNG else Audience.OLDER)


def _named(place: Any, t: Translator) -> str:
    return ", ".join(part for part in (place.name, naming.detail(place, t)) if part)


def _step(number: int, step: Step, made: Plan, t: Translator) -> dict[str, Any]:
    return {
        "title": t("{number}. {step}", number=t.number(number), step=words.step_title(t, step.kind)),
        "when": words.urgency(t, step.urgency),
        "reason": words.step_reason(t, step),
        "far": step.far,
        "options": [_option(option, made, t) for option in step.options[:_OPTIONS]],
        "by_phone": [_option(option, made, t) for option in step.by_phone[:_OPTIONS]],
    }


def _option(option: Option, made: Plan, t: Translator) -> dict[str, Any]:
    again = {t("ask first: {question}", question=words.question(t, code)) for code in made.unmet}
    return {
        "id": option.listing.id,
        "name": option.listing.name,
        "why": " · ".join(line for line in words.why(t, option) if line not in again),
        "cautions": " ".join(words.caution(t, code, option.listing) for code in option.cautions),
        "calls": calls(option.match, t)[:1],
    }
