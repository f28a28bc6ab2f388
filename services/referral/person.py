"""The person's own sheet: where to go and whom to call, in words for them; it names no need, no story and nothing that happened.

Worded for a younger or an older person, openly or discreetly. A discreet sheet bears no telling word anywhere, in any of our languages:
what would tell is left out, not veiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.cards import alerts
from services.cards.contacts import host
from services.cards.words import what_happens
from services.directory.model import Listing
from services.language.catalogue import Translator
from services.paper.model import Block, Code, Document, Line, Number
from services.referral import consent as consents
from services.referral import listed
from services.referral.chart import chart
from services.referral.content import Material, PersonSheet, SheetPlace
from services.referral.discreet import TELLABLE, neutral
from services.referral.lines import Lines, lines
from services.referral.model import AgeBand, Agreement, Audience, Chosen, Consent, Must, Paper, Plan, StepKind
from services.referral.way import way
from services.referral.weekly import weekly
from services.rights.markup import to_text
from services.rights.prose import sentences

#: The two sentences of "Saying what you want" that stand on a sheet: for a child, and for an adult, whom "grown-ups" would not fit.
RIGHTS_TOPIC = "your-say"
_RIGHTS = {False: (0, 1), True: (0, 3)}

#: A younger child is given the first few questions: what decides whether to go.
YOUNGER_QUESTIONS = 3

#: Steps where every hour counts.
SOON = frozenset({StepKind.DANGER, StepKind.MEDICAL_72H, StepKind.MEDICAL_120H})


def for_person(
    plan: Plan,
    chosen: Sequence[Chosen],
    consent: Consent,
    t: Translator,
    material: Material,
    audience: Audience = Audience.OLDER,
    *,
    discreet: bool = False,
    size: Paper = Paper.A4,
) -> PersonSheet:
    """Make the person's sheet of what was chosen, in the language of ``t``, whatever the worker's.

    It may always be made: without consent it is information alone and names no referral. A chosen listing that the directory does not
    know any more is left out.
    """
    known = [one for one in chosen if one.listing_id in material.directory.by_id]
    return _Writer(plan, known, consent, t, material, audience, discreet, size).sheet()


@dataclass(frozen=True)
class _Writer:
    plan: Plan
    chosen: Sequence[Chosen]
    consent: Consent
    t: Translator
    material: Material
    audience: Audience
    discreet: bool
    size: Paper

    @property
    def day(self) -> date:
        return self.plan.dated

    def sheet(self) -> PersonSheet:
        found = lines(self.plan.case, self.material.index, self.day)
        places = [self.place(one) for one in self.chosen]
        blocks = [self.emergency(found), *map(self.block, range(len(places)), self.chosen, places)]
        blocks += [self.talk(found), self.turned_away(found), self.rights(), self.map_of()]
        t = self.t
        document = Document(
            title=t("My notes") if self.discreet else self.say(t("Help for you"), t("Where you can get help")),
            language=t.language,
            direction=t.direction,
            day=self.day,
            lead=() if self.discreet else tuple(self.lead()),
            blocks=tuple(self.told(block) for block in blocks if block.lines or block.chart),
            foot=(t("Made on {day}.", day=t.day(self.day)), t("Numbers and hours change. Call before you go.")),
            unshown=t("Some names could not be printed here in their own letters."),
            folding=t("Cut along the outer line. Fold along the dashed lines, the longest first."),
        )
        return PersonSheet(
            document=document,
            places=tuple(places),
            emergency=self.numbers(found.emergency),
            helplines=tuple((self.name(one), listed.numbers(one, t, plain=self.discreet)[0]) for one in found.talk),
            audience=self.audience,
            discreet=self.discreet,
            size=self.size,
        )

    def say(self, younger: str, older: str) -> str:
        return younger if self.audience is Audience.YOUNGER else older

    def listing(self, one: Chosen) -> Listing:
        return self.material.directory.by_id[one.listing_id]

    def name(self, listing: Listing) -> str:
        return neutral(listing, self.material.wording, self.t) if self.discreet else listing.name

    def instead(self, listing: Listing) -> str:
        """Name a listing where the paper lacks the letters of its name: by its kind and town; a discreet sheet says neither."""
        if self.discreet:
            return neutral(listing.model_copy(update={"name": "-"}), self.material.wording, self.t)
        return listed.without_letters(listing, self.material.atlas, self.t)

    def numbers(self, listings: Iterable[Listing]) -> tuple[Number, ...]:
        return tuple(number for one in listings for number in listed.numbers(one, self.t, plain=self.discreet))

    def lead(self) -> Iterator[str]:
        t = self.t
        yield self.say(
            t("This paper is yours. Keep it where only you look, or leave it here."),
            t("This sheet is yours. Keep it where only you can find it, or leave it here."),
        )
        if not self.referred():
            yield self.say(t("Nobody was told about you. You choose if you go."), t("No service was told about you. You choose if you go."))
        else:
            yield self.say(t("You choose if you go. You can say no later, too."), t("You choose if you go. You can change your mind."))

    def referred(self) -> frozenset[str]:
        """Ids of those who may be told, as far as the consent step allows anybody to be."""
        given = (replace(self.consent, recipients=((one.listing_id, self.consent.to(one.listing_id)),)) for one in self.chosen)
        return frozenset(
            one.listing_id
            for one, answer in zip(self.chosen, given, strict=True)
            if answer.to(one.listing_id) is Agreement.YES and not consents.problems(answer, self.plan.case, [one])
        )

    def place(self, one: Chosen) -> SheetPlace:
        listing, t = self.listing(one), self.t
        found = way(listing, self.plan.case.place, self.material.atlas, t)
        return SheetPlace(
            listing_id=listing.id,
            name=self.name(listing),
            numbers=listed.numbers(listing, t, plain=self.discreet),
            town=self.town(listing),
            address=found[0] if found and self.tellable(found[0]) else "",
            when=weekly(listing.hours, t, line=listing.is_remote),
            soon=t("Go as soon as you can. If you cannot go now, still go later.") if one.step in SOON and not listing.is_remote else "",
            call_first=listed.call_first(listing, self.day, t),
        )

    def town(self, listing: Listing) -> str:
        named = "" if listing.is_remote else listed.town(listing, self.material.atlas, self.t)
        return named if self.tellable(named) else ""

    def block(self, position: int, one: Chosen, place: SheetPlace) -> Block:
        listing = self.listing(one)
        sign = self.t.number(position + 1)
        said = tuple(self.place_lines(one, listing, place))
        tel = next((number.href for number in place.numbers), "")
        code = Code(tel, place.numbers[0].text) if tel and self.size is Paper.A4 else None
        return Block(f"{sign}. {place.name}", said, kind="place", instead=f"{sign}. {self.instead(listing)}", code=code)

    def place_lines(self, one: Chosen, listing: Listing, place: SheetPlace) -> Iterator[Line]:
        t = self.t
        yield Line(numbers=place.numbers)
        if not self.discreet:
            yield Line(what_happens(t, listing.listing_type), weight=3)
        yield Line(place.soon)
        yield Line(listed.notes(listing, t, abroad=listing.country not in ("INT", self.plan.case.where)), weight=2)
        yield from () if self.discreet else listed.messages(listing, t)
        yield from self.when_lines(listing)
        for number, text in enumerate(way(listing, self.plan.case.place, self.material.atlas, t)):
            yield Line(text, label="" if number else t("Where"), instead=place.town, weight=1)
        yield from self.online(listing)
        yield from self.bring(listing)
        known = (fact.text for fact in listed.known(listing, t, TELLABLE if self.discreet else ()))
        yield Line(" ".join(filter(self.tellable, known)), label=t("Good to know"), weight=2)
        asked = list(filter(self.tellable, self.questions(listing)))
        most = YOUNGER_QUESTIONS if self.audience is Audience.YOUNGER else len(asked)
        yield Line(" ".join(asked[:most]), label=t("What to ask"), weight=2)
        if not self.discreet:
            yield from self.alert(listing)
            yield self.agreed(one)
        yield Line(f"{place.call_first} {listed.date_of(listing, self.day, t)}".strip(), weight=1)

    def when_lines(self, listing: Listing) -> Iterator[Line]:
        said, quoted = listed.when(listing, self.t)
        yield Line(said, label=self.t("When"), weight=1)
        if quoted:
            yield Line(quoted, label=self.t("When"), language="en", weight=1)

    def online(self, listing: Listing) -> Iterator[Line]:
        if self.discreet or not (listing.website or listing.chat_url):
            return
        weight = 3 if listing.phones else 0
        yield Line(
            host(listing.chat_url or listing.website), label=self.t("Chat") if listing.chat_url else self.t("Website"), weight=weight
        )

    def bring(self, listing: Listing) -> Iterator[Line]:
        if listing.is_remote:
            return
        along = self.say(self.t("You can bring a grown-up you trust."), self.t("You can bring somebody you trust."))
        yield Line(f"{listed.papers(listing, self.t)} {along}".strip(), label=self.t("What to bring"), weight=2)

    def tellable(self, text: str) -> bool:
        return not (self.discreet and self.material.wording.tells_anywhere(text))

    def questions(self, listing: Listing) -> Iterator[str]:
        t, case = self.t, self.plan.case
        yield from listed.to_ask(listing, t, TELLABLE if self.discreet else ())
        if case.languages and listing.languages and not set(case.languages) & set(listing.languages):
            yield t("Is there somebody who speaks {language}?", language=t.language_name(case.languages[0]))
        if Must.WOMENS_STAFF in case.musts and not listing.is_remote:
            yield t("Can I be seen by a woman?")

    def alert(self, listing: Listing) -> Iterator[Line]:
        said, rest = alerts.words(self.t, listing.alert)
        yield Line(said, weight=1)
        yield Line(rest, language="en", weight=1)

    def agreed(self, one: Chosen) -> Line:
        if one.listing_id not in self.referred():
            return Line()
        t = self.t
        said = self.say(
            t("You said yes: they may get a paper about you, with a code and no name."),
            t("You agreed that they may get a sheet about you, with a code and no name."),
        )
        return Line(said, weight=2)

    def emergency(self, found: Lines) -> Block:
        t = self.t
        rows = [Line(numbers=(number,)) for number in self.numbers(found.emergency)]
        disputed = any(one.conflicts or "sources_disagree" in one.doubts for one in found.emergency)
        if disputed and len(rows) > 1:
            rows.append(Line(t("Sources disagree about these numbers. If one does not answer, try the next."), weight=1))
        return Block(t("Emergency") if self.discreet else t("In danger now"), tuple(rows), kind="urgent")

    def talk(self, found: Lines) -> Block:
        t = self.t
        rows = []
        for one in found.talk:
            name = "" if self.discreet else one.name
            rows.append(Line(name, numbers=listed.numbers(one, t, plain=self.discreet)[:2], instead=self.instead(one)))
            rows.append(Line(listed.when(one, t)[0], weight=2))
        code = Code(*_first(found.talk[0], t)) if found.talk else None
        heading = t("Numbers") if self.discreet else self.say(t("Someone who listens"), t("Someone to talk to"))
        return Block(heading, tuple(rows), kind="talk", code=code)

    def turned_away(self, found: Lines) -> Block:
        t = self.t
        if self.discreet:
            heading, said = t("If it does not work"), t("Try the next one, or call again.")
        else:
            heading = self.say(t("If they send you away"), t("If they cannot help you"))
            said = self.say(
                t("It is not because of you. You can ask: who can help me? Then try the next one."),
                t("It is not because of you. Ask who can help instead, and try the next one."),
            )
        rows = [Line(said, weight=1)]
        spare = self.spare(found)
        if spare:
            name = ", ".join(part for part in (self.name(spare), "" if spare.is_remote else spare.city) if part)
            numbers = listed.numbers(spare, t, plain=self.discreet)[:1]
            rows.append(Line(name, label=t("Next"), numbers=numbers, instead=self.instead(spare), weight=1))
        return Block(heading, tuple(rows), weight=1)

    def spare(self, found: Lines) -> Listing | None:
        """Find the next option of the plan that can be called and does not stand here yet, of a chosen step where there is one."""
        taken = {one.listing_id for one in self.chosen} | {one.id for one in (*found.emergency, *found.talk)}
        wanted = {one.step for one in self.chosen}
        steps = sorted(self.plan.steps, key=lambda step: step.kind not in wanted)
        options = (option.listing for step in steps for option in (*step.options, *step.by_phone))
        return next((one for one in options if one.id not in taken and one.phones), None)

    def rights(self) -> Block:
        t = self.t
        text = self.material.library.explainer(RIGHTS_TOPIC, t.language).in_short
        said = sentences(to_text(text))
        two = tuple(Line(said[number]) for number in _RIGHTS[self.plan.case.age is AgeBand.ADULT])
        heading = t("Remember") if self.discreet else self.say(t("What you may do"), t("Your rights"))
        return Block(heading, two, kind="rights", weight=2)

    def map_of(self) -> Block:
        t = self.t
        signs = [(t.number(number), self.listing(one)) for number, one in enumerate(self.chosen, start=1)]
        drawn = chart(signs, self.plan.case.place, self.material.outlines, self.material.atlas, t) if self.size is Paper.A4 else None
        rows: list[Line] = []
        if drawn and drawn.rings:
            rows.append(Line(t("A ring: it is somewhere there. Ask for the way.")))
        return Block(t("Map"), tuple(rows), kind="map", weight=3, chart=drawn)

    def told(self, block: Block) -> Block:
        """Leave out empty lines; on a discreet sheet say the less telling words of a line that tells, or leave it out."""
        kept = tuple(line for line in block.lines if line.text or line.numbers)
        if self.discreet:
            kept = tuple(line if self.tellable(line.text) else replace(line, text=line.instead) for line in kept)
            kept = tuple(line for line in kept if (line.text or line.numbers) and self.tellable(line.text))
        return replace(block, lines=kept)


def _first(listing: Listing, t: Translator) -> tuple[str, str]:
    number = listed.numbers(listing, t, plain=True)[0]
    return number.href, number.text
