"""Streamlit's settings keep the promises, and each line says why it is there."""

import tomllib

from services import paths

CONFIG = paths.ROOT / ".streamlit" / "config.toml"


def test_the_settings_that_protect_a_visitor() -> None:
    settings = tomllib.loads(CONFIG.read_text("utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["showSidebarNavigation"] is False
    assert settings["runner"]["magicEnabled"] is False
    assert settings["runner"]["enforceSerializableSessionState"] is True
    assert settings["server"]["enableStaticServing"] is False
    assert settings["server"]["enableXsrfProtection"] is False
    assert settings["client"]["allowedOrigins"] == []
    assert settings["browser"]["serverAddress"] == "localhost"
    assert settings["logger"]["level"] in {"warning", "error"}


def test_every_line_outside_the_theme_gives_its_reason() -> None:
    before_theme = CONFIG.read_text("utf-8").split("[theme]")[0]
    lines = [line for line in before_theme.splitlines() if "=" in line and not line.startswith("#")]
    assert lines
    assert not [line for line in lines if "#" not in line or len(line.split("#", 1)[1].strip()) < 15]


def test_no_font_is_fetched_from_anywhere() -> None:
    theme = tomllib.loads(CONFIG.read_text("utf-8"))["theme"]
    assert "http" not in str(theme)
    assert "system-ui" in theme["font"]
