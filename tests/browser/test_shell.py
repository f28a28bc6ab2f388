"""The safety shell in a real browser: the bar that is always there, and leaving by it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

#: A page of ours that needs no data and no Streamlit, and has the same shell.
BARE = "/nothing-here"
LANGUAGES = {
    "en-GB": ("en", "Leave now", "Shift, press 2 more times to leave.", "Shift, press 1 more time to leave."),
    "fr-FR": ("fr", "Quitter vite", "Majuscule : appuie encore 2 fois pour quitter.", "Majuscule : appuie encore 1 fois pour quitter."),
    "es-MX": ("es", "Salir ya", "Mayúsculas: pulsa 2 veces más para salir.", "Mayúsculas: pulsa 1 vez más para salir."),
    "ru-RU": ("ru", "Уйти сейчас", "Shift: нажми ещё 2 раза, чтобы уйти.", "Shift: нажми ещё 1 раз, чтобы уйти."),
}


def press_shift(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def box(page: Page) -> dict[str, float]:
    found = page.locator("#wm-leave").bounding_box()
    assert found is not None
    return dict(found)


def test_a_click_leaves_in_the_same_tab(visit: Callable[[], Page], exit_site: str) -> None:
    page = visit()
    page.click("#wm-leave")
    page.wait_for_url(exit_site)
    assert len(page.context.pages) == 1


def test_shift_pressed_three_times_leaves(visit: Callable[[], Page], exit_site: str) -> None:
    page = visit()
    press_shift(page, 3)
    page.wait_for_url(exit_site)


def test_shift_used_to_write_a_capital_is_not_counted(page: Page) -> None:
    page.goto(BARE)
    for _ in range(4):
        page.keyboard.press("Shift+A")
    page.wait_for_timeout(1000)
    assert page.url.endswith(BARE)
    expect(page.locator("#wm-said")).to_have_text("")


def test_shift_held_for_a_click_is_not_counted(page: Page) -> None:
    page.goto(BARE)
    for _ in range(4):
        page.keyboard.down("Shift")
        page.mouse.click(200, 300)
        page.keyboard.up("Shift")
    page.wait_for_timeout(1000)
    assert page.url.endswith(BARE)


def test_another_key_starts_the_count_anew(page: Page, exit_site: str) -> None:
    page.goto(BARE)
    press_shift(page, 2)
    page.keyboard.press("x")
    press_shift(page, 2)
    page.wait_for_timeout(1000)
    assert page.url.endswith(BARE)
    press_shift(page, 1)
    page.wait_for_url(exit_site)


def test_each_press_gives_five_more_seconds(page: Page, exit_site: str) -> None:
    page.clock.install()
    page.goto(BARE)
    for _ in range(3):
        page.clock.run_for(4900)
        press_shift(page, 1)
    page.clock.run_for(800)
    page.wait_for_url(exit_site)


def test_after_five_seconds_the_presses_are_forgotten_and_it_is_said(page: Page) -> None:
    page.clock.install()
    page.goto(BARE)
    press_shift(page, 2)
    expect(page.locator("#wm-bar")).to_have_attribute("data-presses", "2")
    page.clock.run_for(5000)
    expect(page.locator("#wm-said")).to_have_text("Leaving with Shift was cancelled.")
    expect(page.locator("#wm-bar")).to_have_attribute("data-presses", "0")
    page.clock.run_for(5000)
    expect(page.locator("#wm-said")).to_have_text("")
    press_shift(page, 1)
    expect(page.locator("#wm-said")).to_have_text("Shift, press 2 more times to leave.")


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_shell_speaks_the_browsers_language(browser: Browser, browser_context_args: dict, locale: str) -> None:
    language, leave, two_more, one_more = LANGUAGES[locale]
    context = browser.new_context(**{**browser_context_args, "locale": locale})
    for address in (BARE, "/"):
        page = context.new_page()
        page.goto(address)
        assert page.evaluate("document.documentElement.lang") == language
        expect(page.locator("#wm-leave")).to_contain_text(leave)
        press_shift(page, 1)
        expect(page.locator("#wm-said")).to_have_text(two_more)
        press_shift(page, 1)
        expect(page.locator("#wm-said")).to_have_text(one_more)
    context.close()


@pytest.mark.parametrize("inside", ["/health", BARE])
def test_the_keys_work_inside_a_frame(visit: Callable[[], Page], exit_site: str, inside: str) -> None:
    page = visit()
    page.evaluate(
        "inside => { const frame = document.createElement('iframe'); frame.src = inside; frame.id = 'probe';"
        " frame.style = 'position: fixed; inset: 40% 0 0 0; z-index: 9'; document.body.append(frame);"
        " return new Promise(done => frame.onload = () => setTimeout(done, 200)); }",
        inside,
    )
    page.frame_locator("#probe").locator("body").click()
    press_shift(page, 3)
    page.wait_for_url(exit_site)


def test_without_script_the_link_leaves_and_the_simple_pages_are_offered(
    browser: Browser, browser_context_args: dict, exit_site: str
) -> None:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_text("This view needs JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="Open the simple pages")).to_have_attribute("href", "/plain/en")
    page.click("#wm-leave")
    page.wait_for_url(exit_site)
    context.close()


def test_the_bar_and_the_simple_pages_are_there_while_the_rich_view_loads(page: Page, exit_site: str) -> None:
    page.route("**/static/js/**", lambda route: route.abort())
    page.goto("/")
    expect(page.locator("#wm-leave")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Open the simple pages")).to_be_visible()
    expect(page.get_by_role("link", name="Emergency numbers by country")).to_be_visible()
    press_shift(page, 3)
    page.wait_for_url(exit_site)


def test_a_dead_server_holds_nobody_back(page: Page, start_app: Callable[..., object], exit_site: str) -> None:
    server = start_app()
    page.goto(server.address)
    page.wait_for_selector("#wm-leave")
    server.stop()
    page.click("#wm-leave")
    page.wait_for_url(exit_site, timeout=5000)


def test_the_page_is_blank_at_once_and_does_not_wait_for_the_network(visit: Callable[[], Page], exit_site: str) -> None:
    page = visit()
    held: list[Route] = []
    page.route("**/leave", lambda route: held.append(route))
    seen = page.evaluate(
        "() => { document.getElementById('wm-leave').click(); return { title: document.title, text: document.body.innerText.trim(),"
        " top: document.elementFromPoint(150, 400).id }; }"
    )
    assert seen == {"title": "Loading.", "text": "Loading.", "top": "wm-blank"}
    page.wait_for_url(exit_site, timeout=3000)
    assert held


def test_the_bar_is_at_the_same_place_on_a_narrow_and_a_wide_screen_and_covers_nothing(visit: Callable[[], Page]) -> None:
    page = visit()
    places = {}
    for width in (320, 390, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        place = box(page)
        places[width] = (place["x"], place["y"], place["width"], place["height"])
        assert place["width"] >= 44 and place["height"] >= 44
        bar = page.locator("#wm-bar").bounding_box()
        assert page.locator("#root").bounding_box()["y"] >= bar["y"] + bar["height"]
        assert page.evaluate("document.elementFromPoint(20, 20).closest('#wm-leave') !== null")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert len(set(places.values())) == 1


def test_the_bar_covers_nothing_on_a_page_without_streamlit(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 480})
    page.goto(BARE)
    assert page.locator("h1").bounding_box()["y"] >= page.locator("#wm-bar").bounding_box()["height"]
    for link in page.get_by_role("link").all():
        link.focus()
        if link.get_attribute("id") != "wm-leave" and "wm-skip" not in (link.get_attribute("class") or ""):
            assert link.bounding_box()["y"] >= page.locator("#wm-bar").bounding_box()["height"]


def test_the_first_tab_stop_skips_to_the_content_and_the_second_leaves(visit: Callable[[], Page]) -> None:
    page = visit()
    page.keyboard.press("Tab")
    expect(page.locator(".wm-skip")).to_be_focused()
    expect(page.locator(".wm-skip")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator("#wm-leave")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('[data-testid=stMain]')")
    assert page.url.endswith("/")


def test_enter_on_the_focused_bar_leaves(visit: Callable[[], Page], exit_site: str) -> None:
    page = visit()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(exit_site)


def test_the_document_follows_the_language_chosen_inside(visit: Callable[[], Page]) -> None:
    page = visit()
    page.evaluate("document.querySelector('.wm-language').dataset.language = 'ru'")
    expect(page.locator("#wm-leave")).to_contain_text("Уйти сейчас")
    assert page.evaluate("document.documentElement.lang") == "ru"
    press_shift(page, 1)
    expect(page.locator("#wm-said")).to_have_text(LANGUAGES["ru-RU"][2])


def test_a_link_to_another_site_tells_it_nothing(visit: Callable[[], Page]) -> None:
    page = visit()
    rel = page.evaluate(
        "() => { const link = document.createElement('a'); link.href = 'https://example.org/'; document.body.append(link);"
        " link.addEventListener('click', event => event.preventDefault()); link.click(); return link.rel; }"
    )
    assert set(rel.split()) == {"noreferrer", "noopener", "external"}
