"""How a deployer sets the site: one frozen value read once from the environment and passed on as an argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

#: The start page of an encyclopaedia: the same for everybody, in many languages, and no place visited before is named on it.
DEFAULT_EXIT = "https://www.wikipedia.org/"

#: A word that tells somebody who reads the tabs nothing.
DEFAULT_TITLE = "Waymark"


class UnusableSetting(ValueError):
    """A setting that must be put right before the site may start; the message says which and how."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a deployer may choose.

    ``exit_url`` is where a person lands who leaves in a hurry; ``title`` is what a tab and the history show; ``always_tls`` says that
    the site is only reached through TLS, so that browsers are told to insist on it even where a proxy does not say so.
    ``form_bytes`` is the largest form that is read, and ``grace_seconds`` how long a session waits for a line that broke.
    """

    exit_url: str = DEFAULT_EXIT
    title: str = DEFAULT_TITLE
    always_tls: bool = False
    form_bytes: int = 64 * 1024
    grace_seconds: float = 60.0


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Read the settings; one that cannot be used raises ``UnusableSetting``, because a wrong way out must not be found in an emergency."""
    return Settings(
        exit_url=_web_address("WAYMARK_EXIT_URL", environment.get("WAYMARK_EXIT_URL") or DEFAULT_EXIT),
        title=environment.get("WAYMARK_TITLE", "").strip() or DEFAULT_TITLE,
        always_tls=environment.get("WAYMARK_TLS", "").strip().lower() in {"1", "true", "yes"},
    )


def _web_address(name: str, value: str) -> str:
    parts = urlsplit(value.strip())
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.username or any(ord(sign) <= 32 for sign in value.strip()):
        raise UnusableSetting(f"{name} must be a whole web address that begins with https:// or http://, such as {DEFAULT_EXIT}")
    return parts.geturl()
