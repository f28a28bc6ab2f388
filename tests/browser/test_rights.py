"""The texts on rights in a real browser: found, read, heard, and each leading to a person who can help."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from services import paths
from services.language.catalogue import translator
from tests.browser.test_find_help import ask

Visit = Callable[[], Page]
Typed = Callable[[str], str]

#: No machine that builds this has voices, so these are made up: what is tested is which of them may be used, and what is marked.
VOICES = """
(voices) => {
  const listeners = [];
  window.__said = []; window.__cancelled = 0; window.__voices = voices;
  const fake = {
    getVoices: () => window.__voices,
    addEventListener: (_, call) => listeners.push(call),
    cancel: () => { window.__cancelled += 1; },
    speak: (said) => {
      const marked = () => [...(CSS.highlights.get("wm-spoken") || [])].map((range) => range.toString().trim());
      setTimeout(() => { said.onstart(); window.__said.push([said.text, said.voice.name, marked()[0]]); }, 5);
      if (!window.__slow) setTimeout(() => said.onend(), 15);
    },
  };
  window.__voicesChange = (voices) => { window.__voices = voices; listeners.forEach((call) => call()); };
  Object.defineProperty(window, "speechSynthesis", { value: fake });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
}
"""
REMOTE = {"name": "far", "lang": "en-GB", "localService": False}
OWN = {"name": "near", "lang": "en-US", "localService": True}
RUSSIAN = {"name": "рядом", "lang": "ru-RU", "localService": True}


def with_voices(context: BrowserContext, *voices: dict[str, object]) -> None:
    context.add_init_script(f"({VOICES})({json.dumps(voices)})")


def open_rights(page: Page, topic: str = "") -> None:
    # A click on a line of the navigation that is being drawn anew is lost.
    page.wait_for_selector(".st-key-needs button")
    page.locator('[data-testid="stPageLink-NavLink"]').nth(1).click()
    page.wait_for_selector("[data-wm-place=topics]")
    if topic:
        page.click(f".st-key-topic_{topic} button")
        page.wait_for_selector(f"[data-wm-place={topic}]")


def test_from_a_text_one_tap_opens_find_help_with_that_need_chosen(page: Page, visit: Visit) -> None:
    visit()
    open_rights(page, "start")
    page.click(".st-key-need_hurt button")
    chosen = page.locator(".st-key-chosen")
    expect(chosen).to_contain_text(translator("en", paths.LOCALE)("I was hurt and need a doctor or nurse"))
    assert page.url.count("/") == 3, "the address says nothing"


def test_a_link_in_a_text_leads_on_and_starts_at_the_top_with_the_focus_there(page: Page, visit: Visit) -> None:
    visit()
    open_rights(page, "start")
    page.click(".wm-explainer a[href='#topic_private']")
    page.wait_for_selector("[data-wm-place=private]")
    page.wait_for_function("() => document.activeElement.getAttribute('data-wm-place') === 'private'")
    assert page.locator("[data-wm-place]").bounding_box()["y"] < 844
    page.click(".wm-explainer a[href='#need_talk'] >> nth=0")
    expect(page.locator(".st-key-chosen")).to_be_visible()


def test_a_tap_on_a_word_shows_its_sentence_and_another_hides_it(page: Page, visit: Visit) -> None:
    visit()
    open_rights(page, "start")
    page.click("#part-more > summary")
    page.click("button.wm-word[popovertarget=word-grooming]")
    expect(page.locator("#word-grooming")).to_be_visible()
    expect(page.locator("#word-abuse")).to_be_hidden()
    page.click("#word-grooming button")
    expect(page.locator("#word-grooming")).to_be_hidden()


@pytest.mark.parametrize(("words", "topic"), [("blakmail piktures", "online"), ("адвакат", "support")])
def test_words_with_typing_errors_in_any_language_find_the_topic(page: Page, visit: Visit, typed: Typed, words: str, topic: str) -> None:
    visit()
    open_rights(page)
    page.fill(".st-key-rights_box input", typed(words))
    page.click(".st-key-rights_go button")
    page.wait_for_selector(".st-key-rights_hits")
    expect(page.locator(".st-key-rights_hits button").first).to_be_visible()
    page.click(f".st-key-rights_hits .st-key-topic_{topic} button")
    page.wait_for_selector(f"[data-wm-place={topic}]")
    page.click(".st-key-rights_all button")
    expect(page.locator(".st-key-rights_box input")).to_have_value("")


def test_younger_and_older_readers_get_as_much_as_they_asked_for(page: Page, visit: Visit) -> None:
    visit()
    open_rights(page, "start")
    expect(page.locator("#part-more")).to_have_count(1)
    page.locator(".st-key-reading button").first.click()
    expect(page.locator("#part-more")).to_have_count(0)
    expect(page.locator("#part-questions")).to_have_count(1)
    page.click(".st-key-rights_after button")
    page.wait_for_selector("[data-wm-place=safe]")
    expect(page.locator("#part-more")).to_have_count(0)


def test_a_card_s_question_leads_to_the_topic_that_explains_it(page: Page, visit: Visit, typed: Typed) -> None:
    visit()
    ask(page, "talk", typed("Nairob"), "Kenya")
    card = page.locator(".wm-card").first
    card.locator(".wm-know > summary").click()
    expect(card.locator(".wm-know dd").first).to_be_visible()
    card.locator(".wm-know a[href='#topic_private']").click()
    page.wait_for_selector("[data-wm-place=private]")


def test_a_text_can_be_taken_along_as_a_small_file_whose_name_tells_nothing(page: Page, visit: Visit) -> None:
    visit()
    open_rights(page, "health")
    with page.expect_download() as waiting:
        page.click(".st-key-rights_notes button")
    assert waiting.value.suggested_filename == "notes-a5.html"
    text = waiting.value.path().read_text("utf-8")
    assert "<title>My notes</title>" in text and "<h1>My notes</h1>" in text and "size: A5" in text
    assert "Waymark" not in text and "src=" not in text and "<script" not in text


@pytest.mark.parametrize("what", ["steps-path", "pictures-path", "words"])
def test_the_ways_and_the_words_can_be_taken_along_just_so(page: Page, visit: Visit, what: str) -> None:
    visit()
    open_rights(page)
    page.click(f".st-key-open_{what} button")
    page.wait_for_selector(f"[data-wm-place={what}]")
    for button, title, name in (("page", page.locator("h1").last.inner_text(), "page-a5.html"), ("notes", "My notes", "notes-a5.html")):
        with page.expect_download() as waiting:
            page.click(f".st-key-rights_{button} button")
        assert waiting.value.suggested_filename == name
        text = waiting.value.path().read_text("utf-8")
        assert f"<title>{title}</title>" in text and f"<h1>{title}</h1>" in text and "size: A5" in text
        assert "src=" not in text and "<script" not in text


@pytest.mark.parametrize("locale", ["en-GB", "ru-RU"])
@pytest.mark.parametrize("what", ["", "start", "steps-path", "pictures-path", "words"])
def test_axe_finds_nothing_to_mend(browser: Browser, browser_context_args: dict, locale: str, what: str) -> None:
    context = browser.new_context(**{**browser_context_args, "locale": locale})
    page = context.new_page()
    page.goto("/")
    page.wait_for_selector(".wm-language", state="attached", timeout=30_000)
    open_rights(page)
    if what:
        page.click(f".st-key-topic_{what} button" if what == "start" else f".st-key-open_{what} button")
        page.wait_for_selector(f"[data-wm-place={what}]")
    page.evaluate("document.querySelectorAll('.wm-explainer details').forEach((fold) => { fold.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    wrong = [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found.response["violations"]]
    context.close()
    assert not wrong


def test_a_voice_of_the_device_reads_and_the_spoken_sentence_is_marked(page: Page, context: BrowserContext, visit: Visit) -> None:
    with_voices(context, REMOTE, RUSSIAN, OWN)
    visit()
    open_rights(page, "start")
    page.click(".wm-aloud button")
    page.wait_for_function("() => window.__said.length > 12")
    said = page.evaluate("window.__said")
    assert {voice for _, voice, _ in said} == {"near"}
    assert all(text == marked for text, _, marked in said)
    texts = [text for text, _, _ in said]
    assert texts[0] == "It is not your fault"
    assert "Your body is yours." in texts
    assert not [text for text in texts if "What is not okay." in text], "what is folded away is not read"


def test_leaving_silences_the_voice_at_once(page: Page, context: BrowserContext, visit: Visit, exit_site: str) -> None:
    with_voices(context, OWN)
    visit()
    open_rights(page, "start")
    page.evaluate("window.__slow = true")
    page.click(".wm-aloud button")
    page.wait_for_function("() => window.__said.length === 1")
    page.route(exit_site, lambda route: route.fulfill(status=204))
    silenced = (
        "() => { const before = window.__cancelled; document.querySelector('#wm-leave').click(); return window.__cancelled > before; }"
    )
    assert page.evaluate(silenced)


def test_going_to_another_text_silences_the_voice(page: Page, context: BrowserContext, visit: Visit) -> None:
    with_voices(context, OWN)
    visit()
    open_rights(page, "start")
    page.evaluate("window.__slow = true")
    page.click(".wm-aloud button")
    page.wait_for_function("() => window.__said.length === 1")
    expect(page.locator(".wm-aloud button")).to_have_text("Stop reading")
    before = page.evaluate("window.__cancelled")
    page.click(".st-key-rights_after button")
    page.wait_for_function(f"() => window.__cancelled > {before} && window.__said.length === 1")
    expect(page.locator(".wm-aloud button")).to_have_text("Read aloud")


@pytest.mark.parametrize("voices", [(), (REMOTE,), (REMOTE, RUSSIAN)], ids=["none", "remote", "another language"])
def test_without_a_voice_of_the_device_for_the_language_there_is_no_button(
    page: Page, context: BrowserContext, visit: Visit, voices: tuple[dict[str, object], ...]
) -> None:
    with_voices(context, *voices)
    visit()
    open_rights(page, "start")
    page.wait_for_function("() => window.wm.aloud !== undefined")
    expect(page.locator(".wm-aloud button")).to_have_count(0)
    page.evaluate("(voice) => window.__voicesChange([voice])", OWN)
    expect(page.locator(".wm-aloud button")).to_have_count(1)
    page.evaluate("(voice) => window.__voicesChange([voice])", REMOTE)
    expect(page.locator(".wm-aloud button")).to_have_count(0)


def test_the_plain_text_is_read_by_the_same_voice(page: Page, context: BrowserContext) -> None:
    with_voices(context, REMOTE, OWN)
    page.goto("/plain/en")
    assert page.evaluate("window.wm.aloud === undefined"), "nothing is fetched before there is a text"
    page.click("button[value=rights]")
    page.click("button[value='topic:start']")
    page.click("[data-wm-aloud] button")
    page.wait_for_function("() => window.__said.length > 3")
    assert {voice for _, voice, _ in page.evaluate("window.__said")} == {"near"}
