"""The files that a browser gets from us, packed and with the right lifetime: Streamlit's own, the map frame's, and ours in static/.

``python -m web.assets`` packs beforehand what a first visit needs.
"""

from __future__ import annotations

import hashlib
import importlib.util
import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.maps.base import BASE_MAP, LocalCluster, LocalMap
from services.maps.outline import COARSER, outline
from services.paths import ROOT, STATIC
from web import bundle, icons
from web.compression import TEXT_ENDINGS, Packed, Packer
from web.headers import IMMUTABLE, REVALIDATE

BUILD = ROOT / "build" / "packed"
MAP_FRAME = "/component/streamlit_folium.st_folium"
PLACE_BOX = "/component/pages.ui.place_input.place"

#: A build puts a hash of the content before the ending: index.DormvYxC.js, main-3fa9c1d2.js.
_HASHED = re.compile(r"[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
_VERSIONED = re.compile(r"^/app/static/vendor/[^/]+\d+\.\d+[^/]*/")
#: A page of ours is never kept; the map frame's page is the same for everybody, but tells that a map was seen.
_PAGES = (".html",)


@dataclass
class Files:
    """All text files by their address, each packed when first wanted and then kept; ``others`` are the addresses of Streamlit's fonts
    and pictures, which it serves itself, but for those ``replaced`` by smaller ones of ours. ``made`` are texts that we put together from
    the files; one at a file's own address takes that file's place. ``script`` is the address of Streamlit's scripts put into one."""

    paths: Mapping[str, Path]
    packer: Packer
    others: frozenset[str] = frozenset()
    replaced: Mapping[str, bytes] = field(default_factory=dict)
    made: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    script: str = ""
    _packed: dict[str, Packed] = field(default_factory=dict)

    def __contains__(self, address: str) -> bool:
        return address in self.paths or address in self.made

    def packed(self, address: str) -> Packed:
        """Give a file packed; the first time reads and packs it."""
        known = self._packed.get(address)
        if known is None:
            known = self._packed[address] = self.packer.pack(self._content(address))
        return known

    def _content(self, address: str) -> bytes:
        """Read a file; a stylesheet of ours carries its small pictures, each of which would cost a slow line a round trip."""
        if address in self.made:
            return self.made[address]()
        content = self.paths[address].read_bytes()
        if not (address.startswith("/app/static/") and address.endswith(".css")):
            return content
        return re.sub(rb"url\((/app/static/[^)?#\"' ]+\.svg)\)", lambda found: self._inside(found[1].decode()), content)

    def _inside(self, address: str) -> bytes:
        drawn = quote(self.paths[address].read_text("utf-8").strip().replace('"', "'"), safe="/:=' ,().-")
        return f'url("data:image/svg+xml,{drawn}")'.encode()

    def lifetime(self, address: str, query: str = "") -> str:
        """Say how long a browser may keep a file: for good where its address changes with its content, else asking again; "" is never."""
        if address.endswith(_PAGES):
            return ""
        if address in self.made and address in self.paths:
            # The address is that of another's file and stays, while what we put there may change.
            return REVALIDATE
        named = _VERSIONED.match(address) or (address.startswith(("/static/", "/component/")) and _HASHED.search(address))
        if named or (query.startswith("v=") and address in self and self.packed(address).tag.startswith(query[2:]) and len(query) >= 10):
            return IMMUTABLE
        return REVALIDATE

    def versioned(self, address: str) -> str:
        """Give the address under which a file may be kept for good."""
        return f"{address}?v={self.packed(address).tag[:10]}"


def collect(packer: Packer) -> Files:
    """Find every text file that we serve: Streamlit's, the two frames' and those of ``static/``."""
    found: dict[str, Path] = {}
    streamlit, folium = _package("streamlit"), _package("streamlit_folium")
    found.update(_under(streamlit / "static" / "static", "/static"))
    others = {address: path for address, path in found.items() if path.suffix not in TEXT_ENDINGS}
    icons_font = {address: path for address, path in others.items() if "/MaterialSymbols-" in address}
    replaced = {address: _few_icons(path, found.values(), packer) for address, path in icons_font.items()}
    script, made = _one_script(found)
    found.update(_under(folium / "frontend" / "build", MAP_FRAME))
    found.update(_under(ROOT / "pages" / "ui" / "place_box", PLACE_BOX))
    found.update(_under(STATIC, "/app/static"))
    page, base = found[f"{MAP_FRAME}/index.html"], found[BASE_MAP]
    made[f"{MAP_FRAME}/index.html"] = lambda: _map_page(page.read_text("utf-8")).encode()
    made[BASE_MAP] = partial(_outline, base, packer)
    texts = {address: path for address, path in found.items() if path.suffix in TEXT_ENDINGS}
    return Files(texts, packer, frozenset(others), replaced, made, script)


def _one_script(found: Mapping[str, Path]) -> tuple[str, dict[str, Callable[[], bytes]]]:
    """Put Streamlit's scripts of a first visit into one, if this is the release that was looked at; else they are served one by one."""
    if version("streamlit") != bundle.REVIEWED:
        return "", {}
    texts = {path.name: path.read_text("utf-8") for address, path in found.items() if re.fullmatch(r"/static/js/[^/]+\.js", address)}
    entry = next(address for address in first_load(streamlit_page()) if "/js/index." in address)
    whole = bundle.bundle(texts, Path(entry).name)
    made: dict[str, Callable[[], bytes]] = {f"/static/js/{name}": partial(_instead, whole, name) for name in texts}
    script = f"/static/js/{whole.name}"
    return script, made | {script: lambda: whole.text.encode()}


def _outline(path: Path, packer: Packer) -> bytes:
    text = path.read_bytes()
    return packer.made(f"{hashlib.sha256(text).hexdigest()[:20]}.{COARSER}.outline", lambda: outline(text))


def _map_page(page: str) -> str:
    """Let the map's page ask at once for all that its script would ask for one after the other, and give it a title that says nothing."""
    scripts = [address for kind in (LocalMap, LocalCluster) for _, address in kind.default_js]
    styles = [address for kind in (LocalMap, LocalCluster) for _, address in kind.default_css]
    ahead = [f'<link rel="preload" as="script" href="{address}">' for address in scripts]
    ahead += [f'<link rel="preload" as="style" href="{address}">' for address in styles]
    page, titles = re.subn(r"<title>[^<]*</title>", "<title>&nbsp;</title>" + "".join(ahead), page)
    if titles != 1:
        raise RuntimeError("the map frame's page is not written as that of the pinned release; compare it with web/assets.py")
    return page


def _instead(whole: bundle.Bundle, name: str) -> bytes:
    return whole.instead(name).encode()


def _few_icons(font: Path, paths: Iterable[Path], packer: Packer) -> bytes:
    """Cut the icon font down to the icons that Streamlit's scripts and our pages name; done once for each release."""
    sources = [*(path for path in paths if path.suffix == ".js"), *sorted((ROOT / "pages").rglob("*.py"))]
    whole = font.read_bytes()
    names = icons.names_in((path.read_bytes() for path in sources), icons.icons_of(whole))
    tag = hashlib.sha256(whole + " ".join(sorted(names)).encode()).hexdigest()[:20]
    return packer.made(f"{tag}.woff2", lambda: icons.cut(whole, names))


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"{name} is not installed; run make run, which installs requirements.txt")
    return Path(spec.origin).parent


def _under(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"{prefix}/{path.relative_to(folder).as_posix()}", path


def streamlit_page() -> str:
    """Give Streamlit's own page, as the release that is installed ships it."""
    return (_package("streamlit") / "static" / "index.html").read_text("utf-8")


def first_load(page: str) -> list[str]:
    """Name the files that Streamlit's page asks for by itself."""
    return [f"/static/{name}" for name in re.findall(r'"\./static/([^"]+\.(?:js|css))"', page)]


class PackedFiles:
    """ASGI middleware that answers for ``Files``, and sets the lifetime of what Streamlit serves beside them (fonts, pictures)."""

    def __init__(self, app: ASGIApp, files: Files) -> None:
        self.app = app
        self.files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(("/static/", "/component/", "/app/static/")):
            await self.app(scope, receive, send)
            return
        headers, address = Headers(scope=scope), scope["path"]
        # Streamlit would give its bare page, without our shell, for a file that it does not have.
        if address.startswith("/static/") and address not in self.files and address not in self.files.others:
            raise HTTPException(404)
        lifetime = await run_in_threadpool(self.files.lifetime, address, scope.get("query_string", b"").decode("latin-1"))
        if scope["method"] in {"GET", "HEAD"} and address in self.files.replaced:
            # Asked about each time: the address is Streamlit's and stays, while a new icon in our pages changes the font.
            font = self.files.replaced[address]
            tag = hashlib.sha256(font).hexdigest()[:20]
            await _tagged(font, tag, headers, {"cache-control": REVALIDATE}, "font/woff2")(scope, receive, send)
            return
        if scope["method"] in {"GET", "HEAD"} and address in self.files and "range" not in headers:
            packed = await run_in_threadpool(self.files.packed, address)
            await _answer(packed, address, headers, lifetime)(scope, receive, send)
            return

        async def timed(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in {200, 206, 304} and lifetime:
                MutableHeaders(raw=message["headers"])["cache-control"] = lifetime
            await send(message)

        await self.app(scope, receive, timed)


def _answer(packed: Packed, address: str, headers: Headers, lifetime: str) -> Response:
    encoding, body = packed.best(headers.get("accept-encoding", ""))
    said = {"vary": "accept-encoding", "cache-control": lifetime}
    if encoding != "identity":
        said["content-encoding"] = encoding
    kind = mimetypes.guess_type(address)[0] or "application/json"
    return _tagged(body, f"{packed.tag}-{encoding}", headers, said, kind)


def _tagged(body: bytes, tag: str, headers: Headers, said: dict[str, str], kind: str) -> Response:
    """Answer with a content and its tag, or say that the browser has it already (RFC 9110, 13.1.2)."""
    said = {**said, "etag": f'"{tag}"'}
    known = [part.strip().removeprefix("W/") for part in headers.get("if-none-match", "").split(",")]
    if said["etag"] in known:
        return Response(status_code=304, headers={name: value for name, value in said.items() if name != "content-encoding"})
    return Response(body, headers=said, media_type=kind)


def prepare(files: Files, addresses: Iterable[str]) -> None:
    """Pack files before anybody asks for them."""
    for address in addresses:
        files.packed(address)


def wanted_early(files: Files) -> list[str]:
    """Name what a first visit needs: Streamlit's first files, the two frames' and ours."""
    ours = [address for address in files.paths if address.startswith(("/app/static/", MAP_FRAME, PLACE_BOX))]
    first = [files.script] if files.script else []
    first += [address for address in first_load(streamlit_page()) if address in files and (address.endswith(".css") or not first)]
    return [*first, *ours]


def main() -> None:
    """Pack beforehand, so that the first start is as quick as the others, and throw away what was packed for an earlier release."""
    packer = Packer(BUILD)
    files = collect(packer)
    prepare(files, wanted_early(files))
    packer.prune()


if __name__ == "__main__":
    main()
