"""The rich view's document: Streamlit's page rewritten at start with our shell around it, one ready answer for each language."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.language.catalogue import LANGUAGES
from services.language.preferred import preferred
from web.compression import Packed, Packer
from web.headers import rich_policy
from web.shell import Shell

_KEPT = re.compile(
    r'<script type="module"[^>]*src="\./static/[^"]+"[^>]*></script>'
    r'|<link rel="(?:modulepreload|stylesheet)"[^>]*href="\./static/[^"]+"[^>]*>'
)


class UnknownStreamlitPage(RuntimeError):
    """Streamlit's page no longer looks as the pinned release's does; the shell must be looked at before it is served."""


def streamlit_parts(page: str, script: str = "") -> str:
    """Take out of Streamlit's page what makes it run: its module scripts and its stylesheet, and neither its fonts nor its words.

    ``script`` is the address of one script in place of its many.
    """
    parts = _KEPT.findall(page)
    if not any(part.startswith("<script") for part in parts) or not any("stylesheet" in part for part in parts):
        raise UnknownStreamlitPage("no module script or stylesheet found in Streamlit's index.html; compare it with web/document.py")
    if script:
        sheets = [part for part in parts if "stylesheet" in part]
        parts = [
            *sheets,
            f'<link rel="modulepreload" crossorigin href="{script}">',
            f'<script type="module" crossorigin src="{script}"></script>',
        ]
    return "\n".join(part.replace('"./static/', '"/static/') for part in parts)


def route(shell: Shell, page: str, packer: Packer, styles: tuple[str, ...] = (), script: str = "") -> Route:
    """Make the route of ``/``; ``page`` is Streamlit's own page, ``styles`` the addresses of stylesheets of ours.

    ``script`` is the address of one script in place of Streamlit's many.
    """
    assets = streamlit_parts(page, script)
    packed: dict[str, Packed] = {language: packer.pack(shell.document(language, assets, styles).encode()) for language in LANGUAGES}

    async def document(request: Request) -> Response:
        language = preferred(request.headers.get("accept-language", ""))
        encoding, body = packed[language].best(request.headers.get("accept-encoding", ""))
        headers = {
            "content-language": language,
            "vary": "accept-language, accept-encoding",
            "content-security-policy": rich_policy([shell.rich_hash], request.headers.get("host", "")),
        }
        if encoding != "identity":
            headers["content-encoding"] = encoding
        return Response(body, headers=headers, media_type="text/html")

    return Route("/", document, methods=["GET"])
