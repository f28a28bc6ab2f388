"""The shell's few lines of script on pages without Streamlit: one entry in the history, one address, the focus at the new page's start."""

from __future__ import annotations

from playwright.sync_api import Page, expect

#: Two pages of ours that exist whatever the directory holds.
FIRST, SECOND = "/plain/en/nowhere", "/plain/en/nowhere-either"


def test_a_link_takes_the_pages_place_without_an_entry_in_the_history(page: Page, exit_site: str) -> None:
    page.goto(FIRST)
    entries = page.evaluate("history.length")
    page.evaluate("address => { const link = document.createElement('a'); link.href = address; link.id = 'on'; link.textContent = 'on';"
                  " document.querySelector('main').append(link); }", SECOND)  # fmt: skip
    page.click("#on")
    expect(page.locator("#on")).to_have_count(0)
    assert page.evaluate("history.length") == entries
    assert page.url.endswith("/plain/en")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("#wm-leave")).to_be_visible()
    page.keyboard.press("Shift")
    expect(page.locator("#wm-said")).to_have_text("Shift, press 2 more times to leave.")
    page.click("#wm-leave")
    page.wait_for_url(exit_site)


def test_a_form_is_sent_by_post_and_its_answer_makes_no_entry(page: Page) -> None:
    page.goto(FIRST)
    entries = page.evaluate("history.length")
    page.evaluate("address => { const form = document.createElement('form'); form.method = 'post'; form.action = address;"
                  " form.innerHTML = '<input name=place value=somewhere><button name=go value=find id=send>send</button>';"
                  " document.querySelector('main').append(form); }", SECOND)  # fmt: skip
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.click("#send")
    assert sent.value.post_data == "place=somewhere&go=find"
    assert sent.value.headers["content-type"].startswith("application/x-www-form-urlencoded")
    expect(page.locator("#send")).to_have_count(0)
    assert page.evaluate("history.length") == entries
    assert "somewhere" not in page.url


def test_what_is_no_page_is_left_to_the_browser(page: Page) -> None:
    page.goto(FIRST)
    page.evaluate("() => { const link = document.createElement('a'); link.href = '/health'; link.id = 'on'; link.textContent = 'on';"
                  " document.querySelector('main').append(link); }")  # fmt: skip
    entries = page.evaluate("history.length")
    page.click("#on")
    page.wait_for_url("**/health")
    assert page.evaluate("history.length") == entries
