"""The headers that go with every answer, errors included: what the browser may load, keep, tell others and be embedded in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Everything a page could ask of the device is off, but for the place, which is asked only on a tap, and copying a number.
_OFF = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join(["geolocation=(self)", "clipboard-write=(self)", *(f"{name}=()" for name in _OFF)])

NO_STORE = "no-store, max-age=0"
IMMUTABLE = "public, max-age=31536000, immutable"

_FIXED = {
    "referrer-policy": "no-referrer",
    "permissions-policy": PERMISSIONS,
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "x-dns-prefetch-control": "off",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
}
_TLS = "max-age=63072000; includeSubDomains"
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")
#: What answers of Streamlit allow to everybody, and of ours to nobody.
_TAKEN_AWAY = ("access-control-allow-origin", "access-control-allow-credentials")


def plain_policy(script: Iterable[str] = (), style: Iterable[str] = ()) -> str:
    """Give the policy of a page that needs nothing but its own words: only scripts and styles with these hashes run."""
    scripts, styles = " ".join(script) or "'none'", " ".join(style) or "'none'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    )


def rich_policy(script: Iterable[str], host: str) -> str:
    """Give the policy of the Streamlit document; docs/safety.md says why each word is needed.

    ``host`` is named beside ``'self'`` for the line because older Safari does not take ``'self'`` to include ``ws:``; a host that is not
    plainly a host is left out.
    """
    line = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return (
        f"default-src 'none'; script-src 'self' {' '.join(script)}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        f"font-src 'self' data:; connect-src 'self'{line}; media-src 'self'; frame-src 'self'; worker-src 'self'; "
        "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'"
    )


#: A frame of our own inside the rich view: its script and style are files of ours; Streamlit shows it through a style on its element.
COMPONENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)

#: The map's frame: streamlit-folium runs the map's script by writing it into the page, which no hash can foresee.
MAP_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'"
)


def _policy_of(path: str) -> str:
    if path.startswith("/component/streamlit_folium."):
        return MAP_POLICY
    return COMPONENT_POLICY if path.startswith("/component/") else plain_policy()


class SafetyHeaders:
    """ASGI middleware, the outermost: sets what is fixed, and a policy and ``no-store`` wherever an answer has not said its own."""

    def __init__(self, app: ASGIApp, always_tls: bool = False) -> None:
        self.app = app
        self.always_tls = always_tls

    def _is_tls(self, scope: Scope) -> bool:
        told = Headers(scope=scope).get("x-forwarded-proto", "").split(",")[0].strip()
        return self.always_tls or scope.get("scheme") == "https" or told == "https"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in _FIXED.items():
                    headers[name] = value
                for name in _TAKEN_AWAY:
                    del headers[name]
                if self._is_tls(scope):
                    headers["strict-transport-security"] = _TLS
                headers.setdefault("content-security-policy", _policy_of(scope["path"]))
                if headers.get("cache-control") not in {IMMUTABLE, REVALIDATE}:
                    headers["cache-control"] = NO_STORE
            await send(message)

        await self.app(scope, receive, dress)


#: Our own files without a version in their name: kept, but asked about each time.
REVALIDATE = "public, no-cache"
