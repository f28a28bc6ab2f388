"""What a visit leaves behind: one neutral entry in the history, and nothing in what the browser or the server keeps."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

MARKER = "Quillfeather Hollow"


def browse(page: Page) -> None:
    """Open every page that stands in the navigation, one after the other."""
    links = page.locator(".st-key-frame a")
    expect(links).to_have_count(3, timeout=20_000)
    for number in (1, 2, 0):
        links.nth(number).click()
        page.wait_for_timeout(1500)


def test_many_pages_make_one_entry_with_a_neutral_address_and_title(visit: Callable[[], Page]) -> None:
    page = visit()
    entries, title, address = page.evaluate("history.length"), page.title(), page.url
    browse(page)
    page.evaluate("history.pushState({}, '', '/find?place=somewhere')")
    page.evaluate("document.title = 'What was read'")
    assert page.evaluate("history.length") == entries
    assert page.url == address
    assert page.title() == title == "Waymark"


def test_back_after_leaving_leads_past_us(visit: Callable[[], Page], page: Page, exit_site: str) -> None:
    page.goto(f"{exit_site}before")
    visit()
    browse(page)
    page.click("#wm-leave")
    page.wait_for_url(exit_site)
    page.go_back()
    page.wait_for_url(f"{exit_site}before")
    page.go_forward()
    page.wait_for_url(exit_site)


def test_back_from_another_site_shows_a_fresh_page(
    visit: Callable[[], Page], page: Page, exit_site: str, typed: Callable[[str], str]
) -> None:
    visit()
    page.evaluate(
        "word => { const note = document.createElement('p'); note.textContent = word; document.body.append(note); }", typed(MARKER)
    )
    page.goto(exit_site)
    page.go_back()
    page.wait_for_selector(".wm-language", state="attached", timeout=30_000)
    assert MARKER not in page.content()


def test_a_visit_puts_nothing_into_cookies_or_storage(visit: Callable[[], Page]) -> None:
    page = visit()
    browse(page)
    assert page.context.cookies() == []
    assert page.context.storage_state()["origins"] == []
    # The page itself is given a storage of its own by the shell; a frame without the shell sees the browser's.
    assert page.evaluate(
        "() => new Promise(done => { const frame = document.createElement('iframe'); frame.src = '/health'; document.body.append(frame);"
        " frame.onload = () => { const own = frame.contentWindow; done([own.localStorage.length, own.sessionStorage.length]); }; })"
    ) == [0, 0]


def test_leaving_clears_what_a_browser_held_for_us(browser: Browser, browser_context_args: dict, exit_site: str) -> None:
    for script in (True, False):
        context = browser.new_context(**browser_context_args)
        page = context.new_page()
        page.goto("/nothing-here")
        page.evaluate(
            "async () => { document.cookie = 'kept=1'; localStorage.setItem('kept', '1');"
            " await new Promise(done => { const opened = indexedDB.open('kept');"
            " opened.onsuccess = () => { opened.result.close(); done(); }; }); }"
        )
        assert context.cookies()
        if script:
            page.click("#wm-leave")
        else:
            page.goto("/leave")
        page.wait_for_url(exit_site)
        page.wait_for_timeout(500)
        assert context.cookies() == []
        page.goto("/nothing-here")
        assert page.evaluate("async () => [localStorage.length, (await indexedDB.databases()).length]") == [0, 0]
        context.close()
