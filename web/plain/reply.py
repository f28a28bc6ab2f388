"""A page as it goes over the line: packed small, never kept by anybody, with the policy that lets only its own script and style run."""

from __future__ import annotations

from starlette.responses import Response

from web.compression import pack_quickly


def page(body: str, language: str, policy: str, accept_encoding: str, status: int = 200) -> Response:
    """Answer with a page. Nothing secret stands in it, so packing it together with what was typed gives nothing away."""
    headers = {"content-language": language, "content-security-policy": policy, "vary": "accept-encoding"}
    encoding, packed = pack_quickly(body.encode(), accept_encoding)
    if encoding:
        headers["content-encoding"] = encoding
    return Response(packed, status, headers, media_type="text/html")
