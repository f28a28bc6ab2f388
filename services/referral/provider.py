"""The sheet for one service: a coded case, what the person agreed to tell, and nothing that says who the person is.

What is withheld leaves no trace on it: neither its line nor a word that something was withheld.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.cards.card import address
from services.cards.words import kind
from services.directory.model import AddressVisibility, Gender, Listing
from services.language.catalogue import N_, Translator
from services.paper.model import Block, Document, Line
from services.referral import consent as consents
from services.referral import listed, words
from services.referral.content import Head, Material, NotAgreed, ProviderSheet
from services.referral.model import AgeBand, Agreement, Case, CaseNeed, Caution, Chosen, Consent, Delay, Giver, Item, Plan, Role, Urgency
from services.referral.weekly import weekly

ROLES: dict[Role, str] = {
    Role.CASEWORKER: N_("Caseworker"),
    Role.SOCIAL_WORKER: N_("Social worker"),
    Role.HEALTH_WORKER: N_("Health worker"),
    Role.COUNSELLOR: N_("Counsellor or psychologist"),
    Role.TEACHER: N_("Teacher or school staff"),
    Role.LEGAL_WORKER: N_("Lawyer or legal worker"),
    Role.HELPLINE_WORKER: N_("Helpline worker"),
    Role.OTHER: N_("Other helper"),
}

_URGENT = (Urgency.NOW, Urgency.TODAY, Urgency.THIS_WEEK, Urgency.WHEN_READY)

_GENDERS: dict[Gender, str] = {Gender.GIRLS: N_("girl"), Gender.BOYS: N_("boy"), Gender.WOMEN: N_("woman"), Gender.MEN: N_("man")}

_AGREED_BY: dict[Giver, str] = {
    Giver.PERSON: N_("the person"),
    Giver.CAREGIVER: N_("a parent or guardian"),
    Giver.OTHER_ADULT: N_("another trusted adult"),
}


def for_provider(plan: Plan, chosen: Chosen, consent: Consent, head: Head, day: date, t: Translator, material: Material) -> ProviderSheet:
    """Make the sheet for one service of the shortlist, in the language of ``t``.

    Raises ``NotAgreed`` where the person said no to it or was not asked, or where anything of the consent step is missing, and
    ``KeyError`` where the directory does not know the listing.
    """
    listing = material.directory.by_id[chosen.listing_id]
    if consent.to(listing.id) is not Agreement.YES or consents.problems(consent, plan.case, [chosen]):
        raise NotAgreed("no sheet without a yes to this service")
    writer = _Writer(plan, chosen, consent, head, day, t, listing)
    document = Document(
        title=t("Referral"),
        language=t.language,
        direction=t.direction,
        day=day,
        lead=(t("This sheet bears a code and no name. Please add none."),),
        blocks=tuple(block for block in writer.blocks() if block.lines),
        foot=(t("Keep this sheet locked away and destroy it when it is no longer needed."),),
        unshown=t("Some names could not be printed here in their own letters."),
    )
    return ProviderSheet(document, listing.id, head.code)


@dataclass(frozen=True)
class _Writer:
    plan: Plan
    chosen: Chosen
    consent: Consent
    head: Head
    day: date
    t: Translator
    listing: Listing

    def blocks(self) -> Iterator[Block]:
        t = self.t
        yield Block(t("From"), tuple(self.sender()))
        yield Block(t("About the person, as agreed"), tuple(line for line in self.person() if line.text))
        yield Block(t("What was agreed"), tuple(self.agreed()))
        yield Block(t("What we ask of you"), tuple(Line(text) for text in self.asked()))
        yield Block(t("To"), tuple(line for line in self.service() if line.text or line.numbers))

    def sender(self) -> Iterator[Line]:
        t = self.t
        yield Line(self.head.code, label=t("Case code"))
        yield Line(", ".join(part for part in (self.head.agency, t(ROLES[self.head.role])) if part), label=t("Referred by"))
        yield Line(t.day(self.day), label=t("Date"))

    def person(self) -> Iterator[Line]:
        told = {
            Item.AGE: self.age(),
            Item.GENDER: self.t(_GENDERS[self.case.gender]) if self.case.gender else "",
            Item.LANGUAGE: self.t.several(self.t.language_name(code) for code in self.case.languages),
            Item.NEEDS: "; ".join(words.need(self.t, need) for need in CaseNeed if need in self.case.needs),
            Item.URGENCY: self.urgency(),
            Item.DELAY: "" if self.case.delay is Delay.NOT_SAID else words.delay(self.t, self.case.delay),
            Item.CONTACT: self.contact(),
        }
        for item, text in told.items():
            if item not in self.consent.withheld:
                yield Line(text, label=consents.item(item, self.t))

    @property
    def case(self) -> Case:
        return self.plan.case

    def age(self) -> str:
        return "" if self.case.age is AgeBand.NOT_SAID else words.age_band(self.t, self.case.age)

    def urgency(self) -> str:
        """Say by when: as the step has it that the service serves, else as the most urgent step of the plan."""
        own = [step.urgency for step in self.plan.steps if step.kind is self.chosen.step]
        every = own or [step.urgency for step in self.plan.steps]
        return words.urgency(self.t, min(every, key=_URGENT.index)) if every else ""

    def contact(self) -> str:
        if self.case.contact_safe:
            return self.t("Safe, in the way that was agreed with the worker who refers.")
        return self.t("Not safe: do not contact the person.")

    def agreed(self) -> Iterator[Line]:
        t, consent = self.t, self.consent
        yield Line(t("Explained: what is shared and with whom, the limits of privacy, and that no is an answer."))
        if Item.AGE not in consent.withheld:
            # That a parent agreed, or that a child was asked, would tell the age.
            yield Line(t.several(t(_AGREED_BY[giver]) for giver in Giver if giver in consent.givers), label=t("Agreed by"))
            if consent.child_willing and consents.may_be_child(self.case.age):
                yield Line(t("The person was asked and is willing."))
        yield Line(t("It is agreed for this service only, and may be taken back at any time."))

    def asked(self) -> Iterator[str]:
        t = self.t
        yield t("Answer the worker who refers, with the code, not the person.")
        yield t("Say what stays private, and what does not, before you ask anything.")
        yield t("Ask again for agreement. Ask only what you need; nobody should have to tell everything again.")
        yield t("Pass nothing on without a new yes, unless the law demands it; then say so first, if it is safe.")
        yield t("What does not stand here was not agreed, or is not known.")

    def service(self) -> Iterator[Line]:
        t, listing = self.t, self.listing
        yield Line(listing.name, instead=kind(t, listing.listing_type))
        yield Line(listing.organization)
        shown = listing.address_visibility is AddressVisibility.FULL
        yield Line(address(listing, t) if shown else listing.city, label=t("Where"), instead=listing.city)
        yield Line(numbers=listed.numbers(listing, t))
        said = weekly(listing.hours, t, line=listing.is_remote)
        yield Line(said or listing.hours_text, label=t("When"), language="" if said else "en")
        old = words.caution(t, Caution.OLD_FACT, listing) if listed.call_first(listing, self.day, t) else ""
        yield Line(f"{old} {listed.date_of(listing, self.day, t)}".strip())
