"""The weight that was promised for a slow line, counted on the line itself; the times stand in benchmarks/weight.py."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Browser

from benchmarks import weight
from benchmarks.wire import wire
from tests.browser.conftest import Server, Watch


def test_the_rich_view_weighs_at_most_900_kilobytes_with_its_map(browser: Browser, app_server: Server, watch: Watch) -> None:
    with wire(urlsplit(app_server.address).port or 0) as line:
        watch.allowed.add(urlsplit(line.address).netloc)
        found = weight.measure(browser, line, (weight.rich_first, weight.rich_answer, weight.rich_map), slow=False)
    assert found["third_party"] == 0
    assert 300_000 < found["bytes"] <= 900_000
    assert found["first_bytes"] <= 550_000 and found["requests"] <= 40


def test_the_plain_pages_need_one_request_and_one_round_trip_each(browser: Browser, app_server: Server, watch: Watch) -> None:
    with wire(urlsplit(app_server.address).port or 0) as line:
        watch.allowed.add(urlsplit(line.address).netloc)
        sizes = weight.languages(browser, line)
        found = weight.measure(browser, line, (weight.plain_first, weight.plain_answer, weight.no_map), slow=True)
    assert set(sizes) == set(weight.LANGUAGES)
    heavy = {(language, page): size for language, pages in sizes.items() for page, size in pages.items() if size > weight.ROUND_TRIP}
    assert not heavy
    assert all(size > 4_000 for pages in sizes.values() for size in pages.values())
    assert found["requests"] == 3
    assert found["seconds_to_read"] < 4, "2 s on a quiet machine; this one may be busy"
