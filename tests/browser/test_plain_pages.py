"""The plain pages in a real browser: without script to a number that can be called, by keyboard, at 320 px, in large type, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

LANGUAGES = ("en", "fr", "es", "ru")

#: Buttons to tap one after the other from the first page on; a text is typed where a field is.
WAYS: dict[str, tuple[str, ...]] = {
    "first": (),
    "place": ("need:hurt",),
    "choice": ("need:hurt", "=Springfield"),
    "unknown": ("need:hurt", "=Xqzzvkw"),
    "results": ("need:hurt", "=Nairobi"),
    "listing": ("need:hurt", "=Nairobi", "^listing:"),
    "numbers": ("numbers",),
    "safety": ("safety",),
    "leaflet": ("need:hurt", "=Nairobi", "leaflet:ke"),
    "card": ("need:hurt", "=Nairobi", "leaflet:ke", "card:ke"),
    "rights": ("rights",),
    "topic": ("rights", "topic:private"),
    "sheet": ("rights", "topic:private", "paper:topic:private"),
    "words": ("rights", "words"),
    "pictures": ("rights", "pictures"),
    "steps": ("rights", "steps"),
    "refer": ("refer",),
}


def walk(page: Page, language: str, way: str) -> Page:
    page.goto(f"/plain/{language}")
    for step in WAYS[way]:
        before = page.locator("input[name=here]").input_value()
        if step.startswith("="):
            page.fill("#text", step[1:])
            page.locator('button[value="search"]').click()
        else:
            page.locator(f'button[value^="{step[1:]}"]' if step.startswith("^") else f'button[value="{step}"]').first.click()
        page.wait_for_function(
            "before => { const here = document.querySelector('input[name=here]');"
            " return here && (here.value !== before || document.querySelector('#which, [role=alert]')); }",
            arg=before,
        )
    return page


def test_every_page_that_the_pages_lead_to_from_their_foot_is_walked(page: Page) -> None:
    walk(page, "en", "results")
    offered = page.locator("nav button[name=go]").evaluate_all("buttons => buttons.map(button => button.value.split(':')[0])")
    walked = {step.lstrip("^").split(":")[0] for steps in WAYS.values() for step in steps} | {"needs"}
    assert len(offered) > 4 and set(offered) <= walked, "a new page is to be added to WAYS"


@pytest.fixture
def bare(browser: Browser, browser_context_args: dict) -> Iterator[Page]:
    """Give a page without script."""
    context: BrowserContext = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_page(page: Page, language: str) -> None:
    found = {}
    for way in WAYS:
        walk(page, language, way)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        problems = Axe().run(page).response["violations"]
        if problems:
            found[way] = [(one["id"], one["nodes"][0]["html"][:120]) for one in problems]
    assert found == {}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(("width", "type_size"), [(320, "100%"), (640, "200%")])
def test_pages_reflow_and_keep_their_targets_large(page: Page, language: str, width: int, type_size: str) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    for way in WAYS:
        walk(page, language, way)
        page.evaluate("size => document.documentElement.style.fontSize = size", type_size)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, way
        small = page.evaluate(
            """() => [...document.querySelectorAll('main a, main button, main input:not([type=checkbox]):not([type=hidden]), main select,'
               + ' main summary, nav a, nav button, label:has(input[type=checkbox]), #wm-leave')].filter(one => {
                 const box = one.getBoundingClientRect(), sentence = one.parentElement.closest('[data-wm-read] :is(p, li)');
                 // A link inside a sentence is as high as its line (WCAG 2.2, 2.5.8).
                 if (sentence && sentence.textContent.trim().length > one.textContent.trim().length + 2) return false;
                 return box.width && (box.height < 43.5 || box.width < 43.5);
               }).map(one => one.outerHTML.slice(0, 100))"""
        )
        assert small == [], way


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_script_a_person_gets_from_a_need_to_a_number(bare: Page, language: str, typed: Callable[[str], str]) -> None:
    bare.goto(f"/plain/{language}")
    bare.locator('button[value="need:talk"]').click()
    bare.fill("#text", typed("Nyahururu"))
    bare.locator('button[value="search"]').click()
    expect(bare.locator('a[href="tel:116"]').first).to_be_visible()
    assert bare.url.endswith(f"/plain/{language}")
    bare.locator('button[value^="listing:"]').first.click()
    expect(bare.locator("article.wm-card")).to_have_count(1)
    assert bare.url.endswith(f"/plain/{language}")


def test_the_keyboard_alone_leads_to_an_answer(page: Page) -> None:
    page.goto("/plain/en")
    page.locator('button[value="need:hurt"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#text")
    expect(page.locator("h1")).to_be_focused()
    page.locator("#text").focus()
    page.keyboard.type("Kisumu")
    page.keyboard.press("Enter")
    page.wait_for_selector(".wm-cards")
    expect(page.locator("h1")).to_contain_text("Kisumu")


def test_a_focused_thing_is_never_under_the_leave_bar(page: Page) -> None:
    walk(page, "en", "results")
    page.locator("nav button").last.focus()
    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        page.wait_for_function(
            "() => document.activeElement.getBoundingClientRect().top >= document.getElementById('wm-bar').offsetHeight - 1"
        )


def test_with_script_all_pages_are_one_entry_in_the_history_with_one_neutral_address(page: Page) -> None:
    page.goto("about:blank")
    entries = page.evaluate("history.length")
    walk(page, "en", "card")
    assert page.evaluate("history.length") == entries + 1
    assert page.url.endswith("/plain/en")
    assert page.title() == "Waymark"


def test_a_page_needs_one_request(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/plain/fr")
    assert len([url for url in asked if not url.startswith("data:")]) == 1


@pytest.mark.parametrize("country", ["ke", "za", "gb"])
@pytest.mark.parametrize("kind", ["leaflet", "card"])
def test_a_leaflet_prints_on_one_page_without_what_is_only_for_the_screen(page: Page, country: str, kind: str) -> None:
    page.goto(f"/plain/en/{country}/{kind}")
    page.emulate_media(media="print")
    expect(page.locator("nav, .s").first).to_be_hidden()
    expect(page.locator("#wm-bar")).to_be_hidden()
    paper = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "12mm"))
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_the_rich_view_is_one_tap_away(page: Page) -> None:
    page.goto("/plain/en")
    expect(page.get_by_role("link", name="The view with a map")).to_have_attribute("href", "/")
