"""A page as it goes over the line: packed small, never kept by anybody, with the policy that lets only its own script and style run."""

from __future__ import annotations

import gzip

import brotli
from starlette.responses import Response

from web.compression import accepted

#: Quick levels: a page is packed for one reader only. Nothing secret stands in it, so packing it with what was typed gives nothing away.
_BROTLI, _GZIP = 5, 6


def page(body: str, language: str, policy: str, accept_encoding: str, status: int = 200) -> Response:
    """Answer with a page."""
    plain = body.encode()
    headers = {"content-language": language, "content-security-policy": policy, "vary": "accept-encoding"}
    encoding, packed = pack(plain, accept_encoding)
    if encoding:
        headers["content-encoding"] = encoding
    return Response(packed, status, headers, media_type="text/html")


def pack(plain: bytes, accept_encoding: str) -> tuple[str, bytes]:
    """Pack with the best encoding a browser takes; empty: it takes none of ours."""
    taken = accepted(accept_encoding)
    if "br" in taken:
        return "br", brotli.compress(plain, quality=_BROTLI)
    if "gzip" in taken:
        return "gzip", gzip.compress(plain, _GZIP, mtime=0)
    return "", plain
