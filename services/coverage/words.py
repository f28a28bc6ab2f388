"""What coverage says in words: kinds of help, norms, confidence, and the notes that go with every figure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from services.cards.words import KINDS
from services.coverage.completeness import Completeness, Confidence
from services.coverage.demand import Demand, Group, Kind
from services.coverage.gaps import COUNTRY, Basis, Gap, Obstacle
from services.coverage.norms import Norm, Reading, Shape
from services.coverage.refusals import MOST_SHOWN, Refusal
from services.coverage.report import Report, shown
from services.coverage.supply import What
from services.directory.model import Category
from services.language.catalogue import N_, Translator

CATEGORIES: Mapping[Category, str] = {
    Category.MEDICAL: N_("Medical help"),
    Category.PSYCHOLOGICAL: N_("Psychological help"),
    Category.LEGAL: N_("Legal help"),
    Category.SOCIAL: N_("Social help"),
    Category.POLICE: N_("Specialised police"),
    Category.SHELTER: N_("Shelter"),
    Category.ONLINE_SAFETY: N_("Online safety"),
}
PATHWAY_NAME = N_("Complete pathway (medical, psychological, legal and social)")

CONFIDENCE: Mapping[Confidence, str] = {
    Confidence.UNKNOWN: N_("not known"),
    Confidence.LOW: N_("low"),
    Confidence.FAIR: N_("fair"),
}
QUALITY_NAMES: Mapping[str, str] = {
    "always_open": N_("Open day and night"),
    "free": N_("Free of charge"),
    "children": N_("For children"),
    "boys": N_("For boys"),
    "languages": N_("In the country's languages"),
    "fresh": N_("Confirmed within 12 months"),
}
GROUPS: Mapping[Group, str] = {Group.PEOPLE: N_("People"), Group.CHILDREN: N_("Children"), Group.WOMEN: N_("Women")}

NORMS: Mapping[str, str] = {
    "RC-IC": N_("Crisis or referral centres for sexual violence: one for every 200,000 inhabitants"),
    "RC-08": N_("Rape crisis centres: one for every 200,000 women, and one in every region"),
    "SAC-08": N_("Centres for medical and forensic care after sexual assault: one for every 400,000 women"),
    "SH-10k": N_("Shelters: one family place for every 10,000 inhabitants, and one specialist shelter in every region"),
    "SH-7.5k": N_("Shelters: one bed for every 7,500 inhabitants"),
    "HL-24": N_("A national helpline, free and open day and night"),
    "CAC": N_("A children's house or one-stop centre in every region"),
    "PEP-72": N_("Medicine against HIV must be started within 72 hours: the limit that reach is judged by"),
    "T-2H": N_("80 percent of people within two hours (a rule for surgery, used here by analogy only)"),
    "CC": N_("Women's counselling centres (figure not shipped: its source was not read)"),
    "EmOC": N_("Emergency maternity care (figure not shipped: its source was not read)"),
}
OBSTACLES: Mapping[Obstacle, str] = {
    Obstacle.NO_WOMEN: N_("The number of women is not known. Bring a table that says it."),
    Obstacle.NO_TOTAL: N_("The number of people is not known. Bring a table that says it."),
    Obstacle.NO_PLACES: N_("The list knows shelters, not how many beds they have."),
    Obstacle.NO_TIMES: N_("This needs travel times. Bring a table of them."),
    Obstacle.A_LIMIT: N_("This is a limit in time. It asks for no number of places."),
}
READINGS: Mapping[Reading, str] = {
    Reading.READ: N_("read in the source named"),
    Reading.SECOND_HAND: N_("read where another text quotes it"),
    Reading.UNREAD: N_("source not read: off"),
    Reading.OWN: N_("your own figure"),
}

NOT_LISTED = N_("No listing here")
FEWER = N_("fewer than 5")


def name_of(what: What, t: Translator) -> str:
    """Name what is measured."""
    if what.listing_type is not None:
        return t(KINDS[what.listing_type])
    return t(CATEGORIES[what.category]) if what.category else t(PATHWAY_NAME)


def norm_name(norm: Norm, t: Translator) -> str:
    """Say what a norm asks for; a coordinator's own figure is said as such."""
    if norm.status is Reading.OWN:
        if norm.kind is Shape.RATE:
            return t("{code}, your own figure: one for every {per} people", code=norm.code, per=t.number(norm.per))
        return t("{code}, your own norm", code=norm.code)
    return t(NORMS[norm.code])


def people(value: float, t: Translator) -> str:
    """Write a number of people, never one between 1 and 4: so few may be known by name."""
    number = shown(value)
    return t(FEWER) if number is None else t.number(int(number))


def percent(share: float | None, t: Translator) -> str:
    """Write a share in whole percent; a dash where there is none."""
    from babel.numbers import format_percent

    return "–" if share is None else format_percent(share, locale=t.locale)


def distance(value: float, t: Translator, *, minutes: bool = False) -> str:
    """Write a distance in whole km (or minutes); infinity is "no listing here", NaN (nobody lives there) a dash."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return t(NOT_LISTED)
    number = t.number(round(value) if value >= 10 else round(value, 1))
    return t("{number} minutes", number=number) if minutes else t("{number} km", number=number)


def refusals(faults: Sequence[Refusal], t: Translator) -> str:
    """Say what is wrong with a file, one line for each fault; the names of fields stay as they are in the file."""
    lines = []
    for fault in faults[:MOST_SHOWN]:
        values: dict[str, object] = {"file": fault.file, "field": fault.field, "message": t(fault.said).format_map(fault.values)}
        if fault.row is None:
            lines.append(t("{file}, {field}: {message}", **values))
        else:
            lines.append(t("{file}, row {row}, {field}: {message}", row=fault.row, **values))
    if len(faults) > MOST_SHOWN:
        lines.append(t("… and {number} more", number=t.number(len(faults) - MOST_SHOWN)))
    return "\n".join(lines)


def reach(report: Report, t: Translator) -> str:
    """Write the radius: km, or minutes where journeys were brought."""
    number = t.number(report.settings.radius)
    return t("{number} minutes", number=number) if report.times else t("{number} km", number=number)


def headline(report: Report, t: Translator) -> str:
    """Say in a sentence or two what matters most about a country; it speaks of what is listed, never of what exists."""
    whole, kind = report.whole, name_of(report.settings.what, t)
    country = t.country(report.settings.country)
    if not whole.listed:
        return t("{country}, {kind}: nothing is listed here yet. That does not mean that there is nothing.", country=country, kind=kind)
    return t(
        "{country}, {kind}: of the people counted, {share} live within {reach} of a listed place. Regions in which none is listed: "
        "{none} of {all}.",
        country=country,
        kind=kind,
        share=percent(whole.share(report.settings.radius), t),
        reach=reach(report, t),
        none=t.number(len(report.with_none)),
        all=t.number(len(report.rows)),
    )


def gap_sentence(gap: Gap, report: Report, t: Translator) -> str:
    """Explain one gap in a sentence; it speaks of what this list has, never of what exists."""
    where = t.country(report.settings.country) if gap.region == COUNTRY else report.regions.names[gap.region]
    if gap.norm.kind is Shape.LIMIT:
        return t(
            "{region}: care must begin within {hours} hours. People counted within {radius} km of listed medical help: {share}.",
            region=where,
            hours=t.number(gap.norm.hours),
            radius=t.number(report.settings.radius),
            share=percent(_medical(gap, report), t),
        )
    if gap.norm.kind is Shape.TIME_SHARE and gap.obstacle is Obstacle.A_LIMIT:
        return t(
            "{region}: {norm} asks that {wanted} of people be within {minutes} minutes. Of the people counted it is {share}.",
            region=where,
            norm=gap.norm.code,
            wanted=percent(gap.norm.share, t),
            minutes=t.number(gap.norm.minutes),
            share=percent(1 - gap.people / gap.of_people if gap.of_people else None, t),
        )
    if gap.required is None:
        return t("{region}, {norm}: cannot be judged. {reason}", region=where, norm=gap.norm.code, reason=t(OBSTACLES[gap.obstacle]))
    if gap.norm.kind is Shape.NATIONAL:
        if gap.difference:
            return t("{region}: this list has no national helpline whose sources say that it is free and open day and night.", region=where)
        return t("{region}: this list has a national helpline that is free and open day and night.", region=where)
    if gap.norm.kind is Shape.PRESENCE and gap.region == COUNTRY:
        return t(
            "{region}: {norm} asks for one in every region. Regions in which this list has one: {listed} of {all}.",
            region=where,
            norm=gap.norm.code,
            listed=t.number(gap.listed),
            all=t.number(gap.required),
        )
    values = {"region": where, "norm": gap.norm.code, "required": t.number(gap.required), "listed": t.number(gap.listed)}
    if gap.obstacle is Obstacle.NO_PLACES and not gap.difference:
        return t("{region}: {norm} asks for {required} places. This list has {listed} shelters and does not know their beds.", **values)
    if not gap.difference:
        return t("{region}: {norm} asks for at least {required}, and this list has {listed}.", **values)
    if gap.region == COUNTRY:
        return t("{region}: {norm} asks for at least {required}, and this list has only {listed}.", **values)
    values |= {"radius": t.number(report.settings.radius), "people": people(gap.people, t)}
    if report.demand.origin.kind is Kind.SETTLEMENTS:
        return t(
            "{region}: {norm} asks for at least {required}, and this list has {listed}. People in towns with none within {radius} km: "
            "{people}.",
            **values,
        )
    return t(
        "{region}: {norm} asks for at least {required}, and this list has {listed}. People with none within {radius} km: {people}.",
        **values,
    )


def _medical(gap: Gap, report: Report) -> float | None:
    row = report.whole if gap.region == COUNTRY else report.rows[gap.region]
    return row.category_within[Category.MEDICAL] / row.people if row.people else None


def completeness_note(known: Completeness, t: Translator) -> str:
    """Say how much is known of a region, in one line."""
    if not known.known:
        return t("Nothing is listed there at all. Perhaps nobody has looked yet.")
    parts = [t("Places listed: {number}", number=t.number(known.known))]
    if known.unconfirmed:
        parts.append(t("unconfirmed: {number}", number=t.number(known.unconfirmed)))
    if known.town_only or known.withheld:
        parts.append(t("without an exact position: {share}", share=percent(known.imprecise_share, t)))
    if known.median_months is not None:
        parts.append(t("age of the facts: {months} months (median)", months=t.number(round(known.median_months))))
    if known.undated:
        parts.append(t("undated: {number}", number=t.number(known.undated)))
    return "; ".join(parts) + "."


def demand_note(demand: Demand, t: Translator) -> str:
    """Say who the people counted are, and what share of the country they stand for."""
    origin = demand.origin
    share = percent(demand.share_of_country, t)
    if origin.kind is Kind.SETTLEMENTS:
        text = t(
            "The people counted live in towns of {floor} people or more, which hold {share} of the country's people. Everyone else, often "
            "the poorest in the countryside, is missing from these figures.",
            floor=t.number(origin.floor),
            share=share,
        )
        if demand.share_of_country is None:
            text = t(
                "The people counted live in towns of {floor} people or more. Which share of the country that is, is not known.",
                floor=t.number(origin.floor),
            )
        if (demand.share_of_country or 0) > 1:
            twice = t("The towns add up to more than the whole country, so some people are counted twice.")
        else:
            twice = t("A city and its districts may both be in the source, so some people may be counted twice.")
        return f"{text} {twice}"
    if origin.kind is Kind.TABLE:
        return t(
            "The people counted are those of the table {name}, placed in the towns of each region in proportion to their size: that is an "
            "assumption.",
            name=origin.source,
        )
    text = t("The people counted are those of the grid {name}.", name=origin.source)
    if not origin.step_km:
        return text
    joined = t("Its cells were joined into blocks of {number} km.", number=t.number(round(origin.step_km, 1)))
    return f"{text} {joined}"


def notes(report: Report, t: Translator) -> tuple[str, ...]:
    """Give every caveat that must travel with the figures."""
    settings, demand = report.settings, report.demand
    shared = any(len(regions) > 1 for _, regions in report.regions.areas)
    said = [
        *(
            [t("These are the figures of a scenario: listings were added, left out or changed. They are not what is listed.")]
            if report.what_if
            else []
        ),
        t('These figures count what is listed here. "No listing here" never means "no service here".'),
        demand_note(demand, t),
    ]
    if demand.total_source:
        said.append(t("Country total: {source}.", source=demand.total_source))
    if demand.notes:
        said.append(t("Left out for want of a shape or town: {names}.", names=", ".join(demand.notes[:20])))
    if report.times:
        said.append(t("Travel times were brought by the user. A journey without a time counts as out of reach."))
    elif settings.detour > 1:
        said.append(t("Distances are straight lines times {factor}. The factor is an assumption.", factor=t.number(settings.detour)))
    else:
        said.append(t("Distances are straight lines. Roads are longer, and a line says nothing of cost, danger or closed borders."))
    said += [
        t(
            "A place known only by its town is left out of measures below 5 km. A place whose address is kept secret counts in its region "
            "only."
        ),
        t("Unconfirmed listings are counted, because you asked for it.")
        if settings.with_unconfirmed
        else t("Unconfirmed listings are not counted; their number stands beside."),
        t(
            "Ordinary police stations, courts and networks that only speak up for children are not counted as help. Places in "
            "neighbouring countries are not counted."
        ),
        t(
            "Most norms were made for services for women. Using them for children is our own extension. Which kinds of listing meet a "
            "norm is our reading."
        ),
        t("Where people are counted by towns, a norm for a region is a lower bound."),
        t('Shares such as "free" are of the listings that say yes or no; how many do not say stands beside.'),
        t("No figure says how good a place is, whether it has room, or whether children are believed there."),
        t("Fewer than 5 people are never shown as a number."),
        t("Borders are drawn as Natural Earth draws them. That is no opinion of ours."),
        *([t("Where the map has only older and larger areas, several regions are drawn as one.")] if shared else []),
    ]
    if len(demand.groups) < len(Group):
        said.append(t("Children and women are counted only where a table or grid says how many there are."))
    return tuple(said)


def basis_note(gap: Gap, t: Translator) -> str:
    """Say whose number a requirement rests on; empty where the norm needs none."""
    if gap.basis is Basis.TOWNS:
        return t("from the people of its towns only: a lower bound")
    return t("from the whole population") if gap.basis is Basis.WHOLE else ""
