"""The two sheets of a referral: what stands on them in four languages, what never does, and in which forms they are handed over."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st
from sheet_makers import (
    ALL,
    CASE,
    CENTRE,
    CHILDLINE,
    CHOSEN,
    CLINIC,
    DAY,
    GOLDEN,
    HEAD,
    LAWYERS,
    REFUGE,
    SPARE,
    THAI,
    consent,
    goldens,
    listing,
    material,
    option,
    person,
    plan,
    provider,
)

from services import paths
from services.directory.model import Gender, ListingType
from services.language.catalogue import LANGUAGES, translator
from services.paper import plain
from services.paper.model import Document
from services.places.model import Place
from services.referral import consent as consents
from services.referral import words
from services.referral.content import CODE_FIGURES, CODE_LETTERS
from services.referral.files import Format, made, pack
from services.referral.model import CASE_CODE, AgeBand, Agreement, Audience, Case, Chosen, Giver, Item, Paper, Step, StepKind, Urgency
from services.referral.provider import _GENDERS
from services.referral.record import record
from services.referral.sheet import BadHead, Head, NotAgreed, PersonSheet, ProviderSheet, for_person, for_provider, is_agency, suggested
from services.referral.shortlist import MOST
from services.referral.sms import sms

WORDING = material().wording

#: An audit hook cannot be taken away again, so it listens only while this holds something.
LISTENING: list[bool] = []


def words_of(document: Document) -> str:
    """Give every word of a document, seen or unseen."""
    said = [document.title, *document.lead, *document.foot, document.unshown, document.folding]
    for block in document.blocks:
        said += [block.heading, block.instead, block.code.words if block.code else ""]
        if block.chart:
            said += [block.chart.words, *(town.sign for town in block.chart.towns), *(dot.sign for dot in block.chart.dots)]
        for line in block.lines:
            said += [line.label, line.text, line.instead, *(f"{number.text} {number.label}" for number in line.numbers)]
    return "\n".join(said)


def file_of(sheet: PersonSheet | ProviderSheet, form: Format) -> bytes:
    return made(sheet, form, material().directory, paths.FONTS).content


def read(pdf: bytes) -> str:
    """Read a PDF as a person's reader does."""
    found = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return found.stdout.decode()


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_of_every_sheet_is_the_one_that_was_read_and_kept(language: str) -> None:
    kept = {path.name: path.read_text("utf-8") for path in GOLDEN.glob(f"{language}-*.txt")}
    assert goldens(language) == kept


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", Paper)
@pytest.mark.parametrize("audience", Audience)
def test_a_discreet_sheet_holds_no_telling_word_in_any_language(language: str, size: Paper, audience: Audience) -> None:
    refuge = Chosen(REFUGE.id, step=StepKind.SHELTER)
    for case in (CASE, replace(CASE, age=AgeBand.ADULT)):
        sheet = person(language, audience, discreet=True, size=size, chosen=(*CHOSEN, refuge), case=case)
        everything = words_of(sheet.document) + sms(sheet, translator(language, paths.LOCALE)).text
        assert WORDING.tells_anywhere(everything) == []
        for tell in (CENTRE.name, LAWYERS.name, REFUGE.name, "Waymark", "centre.example", "Rift Valley Women"):
            assert tell not in everything


def test_neither_a_number_in_letters_nor_a_town_tells_on_a_discreet_sheet() -> None:
    row = listing(
        "Spelt out", city="Legal Town Court", phones="43-ABUSE", address="At the court", listing_type="legal_aid", categories="legal"
    )
    some = replace(material(), directory=type(material().directory)((*ALL, row), "2026-11-01"))
    t = translator("en", paths.LOCALE)
    sheet = for_person(plan(), (Chosen(row.id),), consent(), t, some, discreet=True)
    everything = words_of(sheet.document) + sms(sheet, t).text
    assert WORDING.tells_anywhere(everything) == [] and "4322873" in everything
    assert "43-ABUSE" in words_of(for_person(plan(), (Chosen(row.id),), consent(), t, some).document)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_discreet_sheet_keeps_the_numbers_and_the_name_of_an_ordinary_clinic(language: str) -> None:
    text = words_of(person(language, discreet=True).document)
    assert "0700 111222" in text and "051 2210000" in text and "999" in text and CLINIC.name in text


ITEMS = {
    Item.AGE: words.age_band(translator("en", paths.LOCALE), CASE.age),
    Item.GENDER: "girl",
    Item.LANGUAGE: "Swahili",
    Item.NEEDS: "Medical care",
    Item.URGENCY: words.urgency(translator("en", paths.LOCALE), plan().steps[0].urgency),
    Item.DELAY: "up to 3 days ago",
    Item.CONTACT: "Safe, in the way that was agreed",
}
LABELS = {item: consents.item(item, translator("en", paths.LOCALE)) for item in Item}


def holds_all_but(item: Item | None, text: str) -> None:
    for other in Item:
        told = squeezed(f"{LABELS[other]}:{ITEMS[other]}") in text
        assert told == (other is not item), other
    if item:
        assert squeezed(LABELS[item] + ":") not in text


def test_what_is_withheld_is_not_in_print() -> None:
    items = [None, *Item]
    sheets = [provider(given=consent(withheld=frozenset({item} if item else ()))) for item in items]
    pages = read(pack(sheets, paths.FONTS).content).split("\f")
    for item, page in zip(items, pages[: len(items)], strict=True):
        holds_all_but(item, squeezed(page))


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.PDF])
@pytest.mark.parametrize("item", Item)
def test_what_is_withheld_is_in_no_other_format(item: Item, form: Format) -> None:
    told, kept = provider(), provider(given=consent(withheld=frozenset({item})))
    if form is Format.JSON:
        assert file_of(told, form) == file_of(kept, form)
        return
    for sheet, missing in ((told, None), (kept, item)):
        text = file_of(sheet, form).decode()
        for tag in ("<b>", "</b>", "<bdi>", "</bdi>"):
            text = text.replace(tag, "")
        holds_all_but(missing, squeezed(text))


@for_any(withheld=st.frozensets(st.sampled_from(list(Item))), band=st.sampled_from(list(AgeBand)))
@settings(max_examples=40, deadline=None)
def test_withheld_never_appears_and_leaves_no_trace(withheld: frozenset[Item], band: AgeBand) -> None:
    case = replace(CASE, age=band)
    given = consent(withheld=withheld)
    document = provider(given=given, case=case).document
    text = words_of(document)
    t = translator("en", paths.LOCALE)
    labels = {line.label for block in document.blocks for line in block.lines}
    assert not labels & {LABELS[item] for item in withheld}
    if Item.AGE in withheld:
        # Neither the band nor what would tell it: that a parent agreed, or that a child was asked.
        assert "guardian" not in text and "is willing" not in text
        assert band is AgeBand.NOT_SAID or words.age_band(t, band) not in text
    if Item.GENDER in withheld:
        assert not {t(word) for word in _GENDERS.values()} & {line.text for block in document.blocks for line in block.lines}
    if not withheld:
        assert "withheld" not in text


def test_without_a_yes_there_is_no_sheet_for_a_service() -> None:
    for answer in (Agreement.NO, Agreement.NOT_ASKED):
        with pytest.raises(NotAgreed):
            provider(given=consent({CENTRE.id: answer}))
    with pytest.raises(NotAgreed):
        provider(given=consent(explained=frozenset()))
    with pytest.raises(NotAgreed):
        provider(given=consent(child_willing=False))
    assert provider(given=consent({CENTRE.id: Agreement.YES, CLINIC.id: Agreement.NO})).listing_id == CENTRE.id


def test_the_sheet_of_one_service_says_nothing_of_another() -> None:
    text = words_of(provider().document)
    assert CENTRE.name in text
    assert CLINIC.name not in text and LAWYERS.name not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", Audience)
def test_a_no_ends_in_information_without_any_referral(language: str, audience: Audience) -> None:
    refused = person(language, audience, given=consent({one.listing_id: Agreement.NO for one in CHOSEN}))
    referred = person(language, audience)
    t = translator(language, paths.LOCALE)
    lines = {line.text for block in refused.document.blocks for line in block.lines}
    said = t("You said yes: they may get a paper about you, with a code and no name.")
    older = t("You agreed that they may get a sheet about you, with a code and no name.")
    assert not lines & {said, older}
    assert {line.text for block in referred.document.blocks for line in block.lines} & {said, older}
    nobody = t("Nobody was told about you. You choose if you go."), t("No service was told about you. You choose if you go.")
    assert refused.document.lead[1] in nobody
    assert [place.numbers for place in refused.places] == [place.numbers for place in referred.places]


def test_only_those_who_were_agreed_to_are_named_as_told() -> None:
    sheet = person(given=consent({CENTRE.id: Agreement.NO, CLINIC.id: Agreement.YES, LAWYERS.id: Agreement.NOT_ASKED}))
    agreed = [block.heading for block in sheet.document.blocks if any("You agreed" in line.text for line in block.lines)]
    assert agreed == [f"2. {CLINIC.name}"]


def test_the_persons_sheet_names_no_need_no_time_and_no_code() -> None:
    for language in LANGUAGES:
        t = translator(language, paths.LOCALE)
        text = words_of(person(language).document)
        assert words.delay(t, CASE.delay) not in text and HEAD.code not in text and HEAD.agency not in text
        assert words.age_band(t, CASE.age) not in text


def test_a_person_who_gave_their_own_position_is_not_placed_on_paper() -> None:
    here = Place("Nakuru", "KE", -0.31, 36.07, geonames_id=0)
    text = words_of(person(case=replace(CASE, place=here)).document)
    assert "in a straight line" not in text and "-0.31" not in text and "36.07" not in text


def test_a_sheltered_place_is_never_placed() -> None:
    sheet = person(chosen=(Chosen(REFUGE.id),))
    place = next(block for block in sheet.document.blocks if block.kind == "place")
    assert any("address is not shown" in line.text for line in place.lines)
    assert not any(block.chart for block in sheet.document.blocks)


def test_next_option_helpline_and_emergency_stand_on_every_sheet() -> None:
    for language in LANGUAGES:
        for discreet in (False, True):
            numbers = {
                number.text
                for block in person(language, discreet=discreet).document.blocks
                for line in block.lines
                for number in line.numbers
            }
            assert {"999", "116", "051 2223333"} <= numbers


def test_the_next_option_is_one_that_does_not_stand_on_the_sheet_yet() -> None:
    lines = replace(plan(), steps=(Step(StepKind.DISTRESS, Urgency.NOW, "distress_now", (option(CHILDLINE), option(SPARE)), (), 2),))
    for discreet in (False, True):
        sheet = for_person(lines, CHOSEN, consent(), translator("en", paths.LOCALE), material(), discreet=discreet)
        texts = [line.text for block in sheet.document.blocks for line in block.lines if line.label == "Next"]
        assert texts == ["Second Clinic, Nakuru"]


def test_hours_that_are_not_known_are_a_question() -> None:
    blocks = person(chosen=(Chosen(SPARE.id),)).document.blocks
    lines = {line.label: line.text for block in blocks if block.kind == "place" for line in block.lines}
    assert "When" not in lines and lines["What to ask"].startswith("When is it open? ")


def test_facts_carry_their_date_and_call_first_where_it_is_due() -> None:
    blocks = {block.heading: block for block in person().document.blocks}
    old, new = (" ".join(line.text for line in blocks[f"{n}. {one.name}"].lines) for n, one in ((1, CENTRE), (2, CLINIC)))
    assert "It may have changed: call first. Date of the source: May 2019." in old
    assert "Date of the source: March 2026." in new and "call first" not in new


def test_a_younger_child_gets_fewer_questions_and_other_words() -> None:
    younger, older = (words_of(person(audience=audience).document) for audience in (Audience.YOUNGER, Audience.OLDER))
    assert "a grown-up you trust" in younger and "somebody you trust" in older
    assert younger.count("?") < older.count("?")


def test_an_adult_is_not_told_of_grown_ups() -> None:
    adult = words_of(person(case=replace(CASE, age=AgeBand.ADULT)).document)
    assert "Grown-ups" not in adult and "You may say yes, no" in adult


def test_a_listing_that_is_gone_is_left_out_of_the_persons_sheet() -> None:
    sheet = person(chosen=(*CHOSEN, Chosen("gone")))
    assert [place.listing_id for place in sheet.places] == [one.listing_id for one in CHOSEN]
    with pytest.raises(KeyError):
        provider(chosen=Chosen("gone"), given=consent({"gone": Agreement.YES}))


def test_the_pdf_says_all_that_its_documents_say_in_reading_order() -> None:
    sheets: list[PersonSheet | ProviderSheet] = []
    for language in LANGUAGES:
        sheets += [provider(language), person(language), person(language, Audience.YOUNGER, discreet=True)]
    content = pack(sheets, paths.FONTS).content
    found = squeezed(subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True).stdout.decode())
    at = -1
    for block in (block for sheet in sheets for block in sheet.document.blocks):
        at = found.find(squeezed(block.heading), at + 1)
        assert at >= 0, block.heading
        for line in block.lines:
            assert squeezed(line.text) in found[at:], line.text
            assert all(squeezed(number.text) in found[at:] for number in line.numbers)


@pytest.mark.parametrize(("language", "kind"), [("en", "discreet"), ("fr", "open"), ("ru", "open")])
def test_a_wallet_card_is_one_page_with_every_number_and_name(language: str, kind: str) -> None:
    sheet = person(language, discreet=kind == "discreet", size=Paper.WALLET)
    content = file_of(sheet, Format.PDF)
    found = squeezed(read(content))
    assert b"/Count 1\n" in content
    for place in sheet.places:
        assert all(squeezed(number.text) in found for number in place.numbers)
    assert "999" in found and "116" in found
    assert not any(block.chart for block in sheet.document.blocks)


def test_the_longest_shortlist_fits_on_a_card() -> None:
    name, road = "A very long name of a place that helps children and young people", "A very long road in the middle of the town 12"
    rows = [listing(f"{name} {number}", address=road, phones="051 222 0000 | 051 222 0001 | 051 222 0002") for number in range(MOST)]
    some = replace(material(), directory=type(material().directory)((*ALL, *rows), "2026-11-01"))
    chosen = tuple(Chosen(row.id, step=StepKind.MEDICAL_72H) for row in rows)
    sheet = for_person(plan(), chosen, consent(), translator("ru", paths.LOCALE), some, size=Paper.WALLET)
    found = squeezed(read(file_of(sheet, Format.PDF)))
    assert all(squeezed(f"{name} {number}") in found for number in range(MOST)) and "999" in found


@pytest.mark.parametrize("kind", ["open", "discreet", "service"])
def test_the_pdf_tells_nothing_of_who_made_it_when(kind: str) -> None:
    sheet: PersonSheet | ProviderSheet = provider() if kind == "service" else person(discreet=kind == "discreet")
    content = file_of(sheet, Format.PDF)
    assert b"/CreationDate (D:20261124000000Z" in content
    for word in (b"/Producer", b"/Author", b"/Creator", b"/Subject", b"/Keywords", b"fpdf", b"ModDate", HEAD.code.encode()):
        assert word not in content
    assert (b"/Lang (en)" in content and b"/MarkInfo" in content and b"/H1" in content and b"/Figure" in content) or kind == "service"


def test_names_in_other_letters_become_kind_and_town_in_print_and_stay_in_html() -> None:
    case = Case("TH", None, age=AgeBand.FROM_15)
    sheet = person("ru", chosen=(Chosen(THAI.id),), case=case)
    found = read(file_of(sheet, Format.PDF))
    t = translator("ru", paths.LOCALE)
    assert t("Hospital or clinic") in found and t("Some names could not be printed here in their own letters.") in found
    assert "053 999 000" in found and THAI.name not in found
    assert THAI.name in file_of(sheet, Format.HTML).decode() and "ถนนสุเทพ" in file_of(sheet, Format.HTML).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_is_one_file_that_fetches_nothing_and_runs_nothing(language: str) -> None:
    page = file_of(person(language), Format.HTML).decode()
    assert f'<html lang="{language}"' in page and "<h1>" in page and page.count("<main>") == 1
    for word in ("<script", "src=", "url(", "@import", "<link", "<img", "onload", "http-equiv"):
        assert word not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert 'href="tel:116"' in page and '<svg class="wm-chart" role="img"' in page and "<title>" in page


def test_html_escapes_what_a_source_says() -> None:
    hostile = CLINIC.model_copy(update={"id": "x", "name": "<script>alert(1)</script>", "address": '"><img src=x>'})
    some = replace(material(), directory=type(material().directory)((*ALL, hostile), "2026-11-01"))

    sheet = for_person(plan(), (Chosen("x"),), consent(), translator("en", paths.LOCALE), some)
    page = file_of(sheet, Format.HTML).decode()
    assert "<script>" not in page and "<img" not in page and "&lt;script&gt;" in page


def test_json_holds_stable_ids_and_hsds_names_and_nobody() -> None:
    content = json.loads(file_of(person(), Format.JSON))
    assert [service["id"] for service in content["services"]] == [one.listing_id for one in CHOSEN]
    centre = content["services"][0]
    assert centre["organization"] == {"name": "Rift Valley Women"} and centre["status"] == "active"
    assert {"number": "0700 111 222", "type": "voice"} in centre["phones"] and {"number": "0700 111 222", "type": "text"} in centre[
        "phones"
    ]
    assert centre["location"]["addresses"][0]["city"] == "Nakuru"
    assert set(content) == {"format", "format_version", "hsds_version", "edition", "services"}
    text = json.dumps(content)
    for word in (HEAD.code, HEAD.agency, "medical_72h", "2026-11-24", "from_12", "girls"):
        assert word not in text
    assert "location" in json.loads(file_of(person(chosen=(Chosen(LAWYERS.id),)), Format.JSON))["services"][0]
    refuge = json.loads(file_of(person(chosen=(Chosen(REFUGE.id),)), Format.JSON))["services"][0]
    assert "latitude" not in json.dumps(refuge) and "address_1" not in json.dumps(refuge)


def test_the_page_for_integrators_names_every_field_of_the_json_and_every_kind_of_place() -> None:
    page = (paths.ROOT / "docs" / "integrating.md").read_text("utf-8")
    everything = json.loads(record(ALL, "edition"))
    for name in {*everything, *(name for service in everything["services"] for name in service)}:
        assert f"`{name}" in page, name
    assert not [kind for kind in ListingType if f"`{kind}`" not in page]
    assert everything["format_version"] == 1


def test_a_discreet_sheet_has_no_json() -> None:
    with pytest.raises(ValueError, match="discreet"):
        file_of(person(discreet=True), Format.JSON)


def test_making_sheets_writes_no_file_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    opened: list[tuple[str, str]] = []

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if LISTENING and event == "open":
            opened.append((str(arguments[0]), str(arguments[1])))

    sys.addaudithook(listen)
    LISTENING.append(True)
    with caplog.at_level("DEBUG"):
        for sheet in (person(), person(discreet=True, size=Paper.WALLET), provider()):
            for form in Format:
                if not (form is Format.JSON and sheet.document.title == "My notes"):
                    file_of(sheet, form)
    LISTENING.clear()
    assert list(tmp_path.iterdir()) == []
    assert not [mode for _, mode in opened if any(sign in mode for sign in "wax+")]
    told = caplog.text + "".join(capfd.readouterr())
    assert not [word for word in (HEAD.code, HEAD.agency, CENTRE.name, CLINIC.name, "0700") if word in told]


@pytest.mark.parametrize("form", Format)
def test_file_names_tell_nothing(form: Format) -> None:
    assert made(person(), form, material().directory, paths.FONTS).name == f"notes.{form}"


def test_many_sheets_make_one_file_each_from_a_new_page() -> None:
    content = pack([provider("en"), provider("ru"), person("fr")], paths.FONTS).content
    found = read(content)
    assert found.count("\f") >= 3
    assert all(document.title in found for document in (provider("ru").document, person("fr").document))


GOOD = ["", "Rift Valley Child Desk", "Centre d'accueil (Lyon)", "Служба 12", "Save & Care, Unit 3", "Niños"]
BAD = [
    "Anna\nSmith",
    "call 0722 123 456",
    "a@b.org",
    "https://x.org",
    "x" * 41,
    " leading",
    "12/03/2011",
    "1234",
    "-x",
    "a\tb",
    "a|b",
    "<b>",
]


@pytest.mark.parametrize("text", GOOD)
def test_an_agency_is_a_short_line_of_words(text: str) -> None:
    assert is_agency(text)
    assert Head("AB-12", text).agency == text


@pytest.mark.parametrize("text", BAD)
def test_an_agency_is_no_number_no_mailbox_and_no_second_line(text: str) -> None:
    assert not is_agency(text)
    with pytest.raises(BadHead) as caught:
        Head("AB-12", text)
    assert caught.value.field == "agency" and text not in str(caught.value)


@pytest.mark.parametrize("code", ["", "Anna Smith", "a", "ANNA SMITH", "AB-12\n", "12.03.2011", "ABCDEFGH"])
def test_a_code_is_no_name(code: str) -> None:
    with pytest.raises(BadHead) as caught:
        Head(code)
    assert caught.value.field == "code"


@for_any(signs=st.lists(st.integers(min_value=0, max_value=1000), min_size=7, max_size=7))
def test_a_suggested_code_is_a_code(signs: list[int]) -> None:
    left = iter(signs)
    code = suggested(lambda some: some[next(left) % len(some)])
    assert CASE_CODE.fullmatch(code)
    assert set(code) <= {*CODE_LETTERS, *CODE_FIGURES, "-"}


def _types(kind: type) -> set[str]:
    return {str(field.type) for field in fields(kind)}


def test_no_field_of_a_persons_can_be_put_in() -> None:
    """A sheet is made of codes, public listings and two checked words: nothing takes a name, a date of birth, an address or a story."""
    allowed = {"country", "place", "reach_km", "age", "gender", "languages", "needs", "delay", "musts", "contact_safe"}
    assert {field.name for field in fields(Case)} == allowed
    assert {field.name for field in fields(Head)} == {"code", "agency", "role"}
    assert not _types(type(consent())) & {"str", "str | None"}


@for_any(text=st.text(min_size=1, max_size=60))
@settings(max_examples=100, deadline=None)
def test_no_free_text_gets_onto_a_sheet(text: str) -> None:
    """Whatever is typed, a head takes only a code of capitals and figures, and an agency of one short line without a number to call."""
    try:
        head = Head(text, text)
    except BadHead:
        return
    assert CASE_CODE.fullmatch(head.code)
    assert "\n" not in head.agency and "@" not in head.agency and len(head.agency) <= 40


@for_any(band=st.sampled_from(list(AgeBand)), gender=st.sampled_from([None, *Gender]), safe=st.sampled_from([None, True, False]))
@settings(max_examples=25, deadline=None)
def test_contact_that_was_not_said_to_be_safe_is_not_safe(band: AgeBand, gender: Gender | None, safe: bool | None) -> None:
    some: dict[str, Any] = {"age": band, "gender": gender, "contact_safe": safe}
    text = words_of(provider(case=replace(CASE, **some), given=consent(givers=frozenset({Giver.PERSON}))).document)
    assert ("Not safe: do not contact the person." in text) == (safe is not True)
    assert "Answer the worker who refers, with the code, not the person." in text


def test_the_day_on_a_service_sheet_is_the_one_given() -> None:
    sheet = for_provider(plan(), CHOSEN[0], consent(), HEAD, date(2027, 1, 2), translator("en", paths.LOCALE), material())
    assert "January 2, 2027" in words_of(sheet.document) and sheet.document.day != DAY


def test_plain_text_has_every_line() -> None:
    document = person().document
    text = plain.text(document)
    assert all(line.text in text for block in document.blocks for line in block.lines)
