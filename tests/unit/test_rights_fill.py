"""References become sentences that are true for the country: the right rows, their doubts said, and something to do where none is known."""

from datetime import date
from typing import Any

import pytest

from services import paths
from services.directory.edition import Directory
from services.directory.model import Listing
from services.directory.trust import Level
from services.language.catalogue import Translator
from services.rights import fill, library, pictures
from services.rights.markup import Phrase
from services.rights.model import LinkKind, SectionId
from services.rights.references import CONTACTS, FIGURES, TOOLS, contacts, references
from services.search.query import Need

SHELF = library.load(paths.RIGHTS)
TODAY = date(2026, 11, 24)
T = Translator("en")


def row(ident: str, kind: str, country: str = "KE", **fields: Any) -> Listing:
    known = {"name": ident, "categories": "psychological", "source_url": "https://a.example", "source_date": "2026-01"}
    return Listing.model_validate({"id": ident, "listing_type": kind, "country": country, **known, **fields})


def said(name: str, *rows: Listing, country: str = "KE") -> str:
    return "".join(piece.text for piece in phrase(name, *rows, country=country))


def phrase(name: str, *rows: Listing, country: str = "KE") -> Phrase:
    return references(SHELF, Directory(rows), country, TODAY, T)[name]


@pytest.mark.parametrize("country", ["", "KE", "GB", "XX"])
def test_every_reference_has_something_to_stand_for_it(country: str) -> None:
    filled = references(SHELF, Directory(()), country, TODAY, T)
    assert set(filled) == CONTACTS | TOOLS | FIGURES
    for name in CONTACTS:
        assert "".join(piece.text for piece in filled[name]).strip().endswith((".", "?"))


def test_figures_come_from_the_facts_file() -> None:
    assert (said("pep_hours"), said("pep_days"), said("ec_hours")) == ("72", "28", "120")


def test_emergency_number_is_named_with_the_services_it_reaches_and_can_be_tapped() -> None:
    listing = row("e", "emergency_number", phones="police+ambulance: 112 | fire: 18")
    assert said("emergency", listing) == "Emergency number (Kenya): 112 (police and ambulance), 18 (fire brigade)."
    assert [piece.href for piece in phrase("emergency", listing) if piece.href] == ["tel:112", "tel:18"]


def test_emergency_numbers_that_sources_dispute_are_all_named_the_better_backed_first() -> None:
    doubtful = row("a", "emergency_number", phones="999", doubts="sources_disagree")
    better = row("b", "emergency_number", phones="112")
    text = said("emergency", doubtful, better)
    assert text.startswith("Emergency number (Kenya): 112, 999.")
    assert "do not agree" in text
    assert "do not agree" in said("emergency", doubtful)


@pytest.mark.parametrize("name", ["emergency", "child_helpline", "helpline", "report_hotline"])
def test_no_country_chosen_asks_for_it(name: str) -> None:
    assert said(name, country="").startswith("Choose your country")


def test_unknown_emergency_number_sends_to_people_near() -> None:
    assert said("emergency") == "We do not know the emergency number there yet. Ask any adult near you to call for help."


def test_child_helpline_is_the_best_trusted_one_with_number_and_cost() -> None:
    weak = row("weak", "child_helpline", phones="121", doubts="aggregator_only")
    good = row("good", "child_helpline", phones="116", cost="free")
    assert said("child_helpline", weak, good) == "Helpline for children (Kenya): good, 116. It is free."


@pytest.mark.parametrize(
    ("fields", "caution"),
    [
        ({"source_date": "2020"}, "may have changed"),
        ({"doubts": "old_list"}, "could not confirm"),
        ({"source_date": ""}, "may have changed"),
    ],
)
def test_a_doubtful_number_says_so(fields: dict[str, str], caution: str) -> None:
    assert caution in said("child_helpline", row("x", "child_helpline", phones="116", **fields))


def test_without_a_child_helpline_a_general_one_is_named_as_such_but_never_one_for_adults_only() -> None:
    general = row("general", "helpline", phones="1190")
    adults = row("adults", "helpline", phones="1191", audience="adults")
    grown = row("grown", "helpline", phones="1192", minimum_age="18")
    assert said("child_helpline", general).startswith("We know no helpline only for children there. You can ask this one: general, 1190")
    for listing in (adults, row("g", "helpline", phones="1192", minimum_age="18", audience="children;adults")):
        assert said("child_helpline", listing).startswith("We know no helpline there yet.")
    assert said("helpline", grown).startswith("Helpline (Kenya): grown")


def test_a_line_with_a_minimum_age_of_18_is_not_for_children_even_where_its_audience_is_not_said() -> None:
    assert said("child_helpline", row("g", "helpline", phones="1192", minimum_age="18")).startswith("We know no helpline there yet.")


def test_helpline_for_adults_falls_back_to_the_childrens_line_and_says_what_to_ask() -> None:
    assert said("helpline", row("c", "child_helpline", phones="116")).startswith("You can ask this helpline who can help you: c, 116")


def test_a_line_without_number_is_reached_by_its_chat_or_site_and_one_without_any_is_passed_over() -> None:
    assert (
        said("child_helpline", row("c", "child_helpline", chat_url="https://chat.example/now"))
        == "Helpline for children (Kenya): c, chat.example."
    )
    assert said("child_helpline", row("c", "child_helpline")).startswith("We know no helpline there yet.")


def test_lines_that_are_not_active_or_of_another_country_are_never_named() -> None:
    closed = row("closed", "child_helpline", phones="116", status="defunct")
    abroad = row("abroad", "child_helpline", country="UG", phones="117")
    assert said("child_helpline", closed, abroad).startswith("We know no helpline there yet.")


def test_report_hotline_is_the_countrys_own_else_the_list_of_hotlines() -> None:
    own = row("own", "report_hotline", website="https://own.example")
    inhope = row("inhope", "report_hotline", country="INT", website="https://www.inhope.org/EN?locale=en")
    assert said("report_hotline", own, inhope) == "Report hotline (Kenya): own, own.example."
    assert said("report_hotline", inhope) == "We know no report hotline there yet. Hotlines of many countries: INHOPE, inhope.org."
    assert phrase("report_hotline", inhope)[-2].href == "https://www.inhope.org/EN?locale=en"


def test_report_remove_is_named_in_the_united_kingdom_only_and_is_not_its_report_hotline() -> None:
    remove = row("remove", "report_hotline", country="GB", website="https://www.childline.org.uk/report-remove/")
    assert said("report_remove", remove, country="GB").endswith("Report Remove, childline.org.uk.")
    assert phrase("report_remove", remove, country="FR") == ()
    assert said("report_hotline", remove, country="GB").startswith("We know no report hotline there yet.")


def test_a_tool_without_the_readers_language_says_so() -> None:
    filled = references(SHELF, Directory(()), "", TODAY, Translator("ru"))
    assert "does not have your language" in "".join(piece.text for piece in filled["take_it_down"])
    assert "does not have your language" not in said("take_it_down")


def test_letters_in_a_number_are_dialled_as_the_digits_on_their_keys() -> None:
    pieces = phrase("child_helpline", row("c", "child_helpline", country="US", phones="1-800-THE-LOST"), country="US")
    assert [piece.href for piece in pieces if piece.href] == ["tel:8008435678"]


def test_of_equally_trusted_lines_the_one_for_everybody_free_and_always_open_is_named() -> None:
    women = row("women", "helpline", phones="1001", genders="women;girls", cost="free", hours="24/7")
    paid = row("unsaid", "helpline", phones="1002", hours="24/7")
    daytime = row("daytime", "helpline", phones="1003", cost="free", hours="Mo-Fr 09:00-17:00")
    always = row("always", "helpline", phones="1004", cost="free", hours="24/7")
    found = contacts(Directory((women, paid, daytime, always)), "KE", [women.listing_type], TODAY)
    assert [one.listing.id for one in found] == ["always", "daytime", "unsaid", "women"]


def test_contacts_come_best_trusted_first_and_of_the_kinds_asked_for() -> None:
    rows = (row("old", "helpline", source_date="2018"), row("new", "helpline"), row("court", "court"))
    found = contacts(Directory(rows), "KE", [rows[0].listing_type], TODAY)
    assert [(one.listing.id, one.level) for one in found] == [("new", Level.CHECKED), ("old", Level.OLDER)]


def test_a_filled_explainer_holds_its_parts_steps_needs_and_foot() -> None:
    directory = Directory((row("line", "child_helpline", phones="116"),))
    shown = fill.filled(SHELF, SHELF.explainer("start", "en"), directory, "KE", TODAY, T, lambda kind, target: f"/{kind}/{target}")
    assert list(shown.headings) == list(SectionId)
    assert len(shown.steps) == 5
    assert shown.steps[2].needs == (Need.TALK,)
    assert '<a href="tel:116">116</a>' in shown.steps[2].html
    assert "116" in shown.now.text
    assert shown.needs == (Need.NOT_SAFE, Need.TALK, Need.HURT, Need.HELPING)
    assert 'href="/word/grooming"' in shown.more.html
    assert "grooming" in shown.more.words
    assert shown.notes == ("Not yet reviewed by a child-protection expert in this language.",)
    assert shown.treaties[0] == "Convention on the Rights of the Child: articles 19, 34, 36, 35."
    assert shown.treaties[-1] == "A treaty counts only in countries that joined it."
    assert "ecpat-poster" in {source.id for source in shown.sources}


@pytest.mark.parametrize("slug", [topic.slug for topic in SHELF.topics])
def test_no_reference_and_no_mark_is_left_in_any_filled_text(slug: str) -> None:
    shown = fill.filled(SHELF, SHELF.explainer(slug, "en"), Directory(()), "", TODAY, T)
    for part in (shown.in_short, shown.more, shown.now, shown.caregivers, *(pair.answer for pair in shown.questions)):
        assert not set("{}*[]") & set(part.text)
        assert "{" not in part.html
        assert "](" not in part.html


def test_adults_texts_have_headings_for_adults() -> None:
    shown = fill.filled(SHELF, SHELF.explainer("later", "en"), Directory(()), "", TODAY, T)
    assert shown.headings[SectionId.QUESTIONS] == "Questions people ask"
    assert shown.headings[SectionId.CAREGIVERS] == "For people close by"


def test_a_reviewed_text_names_role_and_day_and_a_text_in_another_language_says_so() -> None:
    from dataclasses import replace

    text = replace(SHELF.explainer("start", "en"), asked="ru", reviewed_on=date(2026, 3, 2), reviewer_role="child psychologist")
    assert fill.notes(text, T) == (
        "This text is not in your language yet. You see it in English.",
        "Reviewed on March 2, 2026 by: child psychologist.",
    )


def test_one_reference_alone_can_be_shown_as_html() -> None:
    listing = row("e", "emergency_number", phones="112")
    assert fill.phrase(SHELF, "emergency", Directory((listing,)), "KE", TODAY, T) == 'Emergency number (Kenya): <a href="tel:112">112</a>.'


def test_pictures_path_puts_the_countrys_own_tool_first_and_leaves_out_others() -> None:
    rows = (
        row("remove", "report_hotline", country="GB", website="https://www.childline.org.uk/report-remove/", cost="free"),
        row("iwf", "report_hotline", country="GB", website="https://iwf.example"),
        row("tid", "report_hotline", country="INT", website="https://takeitdown.ncmec.org/", cost="free"),
        row("line", "child_helpline", country="GB", phones="0800 1111"),
    )
    path = pictures.pictures_path(SHELF, Directory(rows), "GB", TODAY, T)
    assert [card.tool.id for card in path.tools] == ["report_remove", "take_it_down", "stopncii", "inhope"]
    assert [one.listing.id for one in path.hotlines] == ["iwf"]
    assert [one.listing.id for one in path.helplines] == ["line"]
    assert len(path.others) == 4
    first, second, third, fourth = path.tools
    assert (first.cost, first.listing) == ("It is free.", rows[0])
    assert (second.url, second.name) == ("https://takeitdown.ncmec.org/", "You do not need to give your name.")
    assert (third.url, third.cost) == ("https://stopncii.org", "It is free."), "no row says so, but a source of ours does"
    assert fourth.cost == "We do not know if it is free. Look first."
    elsewhere = pictures.pictures_path(SHELF, Directory(rows), "KE", TODAY, T)
    assert "report_remove" not in {card.tool.id for card in elsewhere.tools}
    assert elsewhere.hotlines == ()


@pytest.mark.parametrize(
    ("tool", "language", "text"),
    [
        ("take_it_down", "ru", "As far as we know, it does not have your language. Ask somebody to help you with it."),
        ("take_it_down", "fr", "It has your language."),
        ("inhope", "en", "We do not know which languages it has."),
        ("stopncii", "fr", "We do not know if it has yours."),
    ],
)
def test_a_tools_languages_are_claimed_only_where_a_source_names_them(tool: str, language: str, text: str) -> None:
    path = pictures.pictures_path(SHELF, Directory(()), "", TODAY, Translator(language))
    assert text in next(card.languages for card in path.tools if card.tool.id == tool)


def test_links_can_be_led_by_kind() -> None:
    seen: set[tuple[LinkKind, str]] = set()

    def leads(kind: LinkKind, target: str) -> str:
        seen.add((kind, target))
        return ""

    shown = fill.filled(SHELF, SHELF.explainer("start", "en"), Directory(()), "", TODAY, T, leads)
    assert (LinkKind.TOPIC, "private") in seen
    assert "<a" not in shown.in_short.html


def test_what_the_directorys_row_says_of_cost_counts_more_than_what_we_knew() -> None:
    paid = row("tool", "content_removal", country="INT", website="https://stopncii.org", cost="paid")
    path = pictures.pictures_path(SHELF, Directory((paid,)), "", TODAY, T)
    assert {card.tool.id: card.cost for card in path.tools}["stopncii"] == "It costs money."


@pytest.mark.parametrize("slug", ["start", "later", "health", "school"])
def test_on_paper_no_sentence_asks_to_choose_a_country(slug: str) -> None:
    paper = fill.filled(SHELF, SHELF.explainer(slug, "en"), Directory(()), "", TODAY, T)
    screen = fill.filled(SHELF, SHELF.explainer(slug, "en"), Directory(()), "", TODAY, T, lambda kind, target: "#")
    assert "on this page" in screen.now.text
    assert "on this page" not in paper.now.text + paper.more.text + "".join(pair.answer.text for pair in paper.questions)
    assert len(paper.steps) == len(screen.steps) and all(step.text for step in paper.steps)
    known = fill.filled(SHELF, SHELF.explainer(slug, "en"), Directory((row("l", "child_helpline", phones="116"),)), "KE", TODAY, T)
    assert ("116" in known.now.text) or slug == "later"


def test_a_line_for_one_region_alone_is_never_named_as_the_countrys_own() -> None:
    local = row("local", "child_helpline", phones="116", service_area="region", region="Coast", cost="free", hours="24/7")
    town = row("town", "child_helpline", phones="117", service_area="place")
    national = row("national", "helpline", phones="1190", service_area="nation")
    assert said("child_helpline", local, national).startswith("We know no helpline only for children there. You can ask this one: national")
    assert said("child_helpline", local, town).startswith("We know no helpline there yet.")
    report = row("report", "report_hotline", website="https://report.example", service_area="region")
    assert said("report_hotline", report).startswith("We know no report hotline there yet.")
    old = row("old", "child_helpline", phones="118", source_date="2018", service_area="nation")
    found = contacts(Directory((local, old)), "KE", [local.listing_type], TODAY)
    assert [one.listing.id for one in found] == ["old", "local"]
