"""What a deployer sets is checked before anybody depends on it."""

import pytest

from web.settings import DEFAULT_EXIT, Settings, UnusableSetting, from_environment


def test_nothing_set_gives_safe_defaults() -> None:
    assert from_environment({}) == Settings(exit_url=DEFAULT_EXIT, title="Waymark", always_tls=False)
    assert DEFAULT_EXIT.startswith("https://")


def test_a_deployer_may_choose_the_way_out() -> None:
    chosen = from_environment({"WAYMARK_EXIT_URL": " https://weather.example/ ", "WAYMARK_TITLE": "Guide", "WAYMARK_TLS": "yes"})
    assert (chosen.exit_url, chosen.title, chosen.always_tls) == ("https://weather.example/", "Guide", True)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "weather.example",
        "//weather.example",
        "ftp://weather.example/",
        "https://",
        "data:text/html,x",
        "https://a b/",
        "https://me:secret@x.example/",
    ],
)
def test_a_way_out_that_is_no_web_address_stops_the_start(address: str) -> None:
    with pytest.raises(UnusableSetting, match="WAYMARK_EXIT_URL"):
        from_environment({"WAYMARK_EXIT_URL": address})
