"""What a visit leaves behind: one neutral entry in the history, and nothing in what the browser or the server keeps."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page

from tests.browser.test_find_help import ask
from tests.browser.tour import every_page, pick_country

MARKER = "Quillfeather Hollow"


def browse(page: Page) -> None:
    """Open every page that stands in the navigation, one after the other."""
    assert len(list(every_page(page))) > 5


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


#: Links to other sites, with what stands around them; none may tell the other site where a person came from, and each says that it leaves.
OUTSIDE = """() => [...document.querySelectorAll('a[href^="http"]')].filter(one => one.host !== location.host).map(one => ({
  href: one.getAttribute('href'), rel: one.rel.split(' '), around: one.closest('li, p, div').innerText, text: one.innerText.trim() }))"""
PREFETCHED = "link[rel~=prefetch], link[rel~=prerender], link[rel~=preconnect], link[rel~=dns-prefetch], script[type=speculationrules]"


def test_links_to_other_sites_say_that_they_leave_tell_nothing_and_are_never_prefetched(page: Page, visit: Callable[[], Page]) -> None:
    visit()
    pick_country(page, "Kenya")
    for name in every_page(page):
        assert page.locator(PREFETCHED).count() == 0, name
        for link in page.evaluate(OUTSIDE):
            assert "noreferrer" in link["rel"], (name, link)
    ask(page, "pictures", "Nairobi", "Kenya")
    found = page.evaluate(OUTSIDE)
    assert found, "an answer about pictures names at least one site"
    for link in found:
        assert {"noreferrer", "noopener"} <= set(link["rel"]) and "leaves" in link["around"], link
