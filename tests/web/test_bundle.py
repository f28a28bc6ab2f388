"""Streamlit's scripts in one: nothing of them is lost or changed, and a release that nobody looked at is not put together."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest
from starlette.testclient import TestClient

from services import paths
from services.maps.base import BASE_MAP
from web import assets, bundle
from web.compression import Packer

RUNTIME = "var o=(e,t,n)=>()=>{if(n)throw n[0];try{return t}catch{}};export{o as n};"
TEXTS = {
    "rolldown-runtime.AAAAAAAA.js": RUNTIME,
    "low.AAAAAAAA.js": "var a=1;export{a as t};",
    "late.AAAAAAAA.js": 'import{n as e}from"./rolldown-runtime.AAAAAAAA.js";var a,b=e((()=>{a=2}));export{b as i,a as t};',
    "index.AAAAAAAA.js": 'const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["./Part.AAAAAAAA.js","./Other.AAAAAAAA.js"])))=>i;\n'
    'import{t as e}from"./low.AAAAAAAA.js";import{i as n,t as r}from"./late.AAAAAAAA.js";'
    "go(()=>import(`./Part.AAAAAAAA.js`),()=>import(`./Other.AAAAAAAA.js`),e,n,r);export{e as t};",
    "Part.AAAAAAAA.js": 'import{t as q}from"./low.AAAAAAAA.js";var d=q;export{d as default};',
    "Other.AAAAAAAA.js": 'import{t as q}from"./low.AAAAAAAA.js";import{z}from"./far.AAAAAAAA.js";var d=q+z;export{d as default};',
    "far.AAAAAAAA.js": "var z=3;export{z};",
}


@pytest.fixture(scope="module")
def small() -> bundle.Bundle:
    return bundle.bundle(TEXTS, "index.AAAAAAAA.js", ("Part",))


def test_the_release_that_is_installed_is_the_one_that_was_looked_at() -> None:
    assert version("streamlit") == bundle.REVIEWED
    assert f"streamlit=={bundle.REVIEWED}" in (paths.ROOT / "requirements.txt").read_text("utf-8")


def test_every_word_of_the_scripts_is_there_once() -> None:
    texts = {path.name: path.read_text("utf-8") for path in (assets._package("streamlit") / "static/static/js").glob("*.js")}
    entry = next(address for address in assets.first_load(assets.streamlit_page()) if "/js/index." in address).rpartition("/")[2]
    whole = bundle.bundle(texts, entry)
    assert len(whole.inside) > 60
    for name in whole.inside:
        words = re.sub(r"^(?:const __vite__mapDeps[^\n]*\n)?(?:import[^;]*;)*|export\{[^}]*\};?\s*$", "", texts[name].lstrip())
        for piece in re.split(r"import\(`[^`]+`\)", words):
            assert whole.text.count(piece) >= 1, name


def test_a_module_inside_is_run_before_what_needs_it_and_a_lazy_one_when_it_is_wanted(small: bundle.Bundle) -> None:
    assert small.inside.index("low.AAAAAAAA.js") < small.inside.index("index.AAAAAAAA.js")
    assert "import(`./Part" not in small.text and "Promise.resolve().then($waymark" in small.text
    assert "import(`./Other.AAAAAAAA.js`)" in small.text, "what is not inside stays a file"


def test_files_inside_are_not_fetched_ahead(small: bundle.Bundle) -> None:
    assert f'm.f=["./{small.name}","./Other.AAAAAAAA.js"]' in small.text


def test_what_is_set_late_is_set_before_anybody_looks(small: bundle.Bundle) -> None:
    assert "var a,b=e((()=>{a=2}));\nb();return{i:b,t:a}" in small.text


def test_a_script_outside_takes_from_the_bundle_what_is_inside_it(small: bundle.Bundle) -> None:
    other = small.instead("Other.AAAAAAAA.js")
    assert 'from"./low' not in other and f'from"./{small.name}"' in other and 'import{z as z}from"./far.AAAAAAAA.js"' in other
    assert re.search(r"const\{t:q\}=\$waymark\d+\(\);", other)
    assert small.instead("far.AAAAAAAA.js") == TEXTS["far.AAAAAAAA.js"]


def test_the_address_of_a_module_inside_still_gives_the_same_module(small: bundle.Bundle) -> None:
    assert re.fullmatch(
        rf'import\{{(\$waymark\d+)\}}from"\./{re.escape(small.name)}";const\{{t:x0\}}=\1\(\);export\{{x0 as t\}};',
        small.instead("low.AAAAAAAA.js"),
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"low.AAAAAAAA.js": 'import{t}from"./index.AAAAAAAA.js";var a=t;export{a as t};'},
        {"low.AAAAAAAA.js": 'var a=1;export{a as t};export{b}from"./far.AAAAAAAA.js";'},
        {"low.AAAAAAAA.js": "export default 1;"},
        {"rolldown-runtime.AAAAAAAA.js": "var o=1;export{o as n};"},
        {"Part.AAAAAAAA.js": 'import*as q from"./low.AAAAAAAA.js";export{q as default};'},
    ],
)
def test_scripts_written_in_another_way_are_refused(changed: dict[str, str]) -> None:
    with pytest.raises(bundle.UnknownModule):
        bundle.bundle(TEXTS | changed, "index.AAAAAAAA.js", ("Part",))


def test_another_release_is_served_file_by_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "REVIEWED", "0.0.0")
    files = assets.collect(Packer(assets.BUILD))
    assert files.script == "" and not any("/static/js/" in address for address in files.made)


def test_the_document_asks_for_one_script(client: TestClient) -> None:
    text = client.get("/").text
    scripts = re.findall(r'<script type="module"[^>]* src="([^"]+)"', text)
    assert scripts == [assets.collect(Packer(assets.BUILD)).script]
    assert text.count("modulepreload") == 1
    assert "javascript" in client.get(scripts[0]).headers["content-type"]


def test_the_maps_page_asks_for_its_scripts_at_once_and_has_a_title_that_says_nothing(client: TestClient) -> None:
    page = client.get(f"{assets.MAP_FRAME}/index.html").text
    assert "<title>&nbsp;</title>" in page and "Folium" not in page
    ahead = re.findall(r'<link rel="preload" as="(?:script|style)" href="([^"]+)">', page)
    assert len(ahead) > 4 and all(client.get(address).status_code == 200 for address in ahead)


def test_the_browser_gets_the_lean_base_map(client: TestClient) -> None:
    given = client.get(BASE_MAP)
    assert given.json()["objects"]["regions"]["type"] == "MultiLineString"
    assert given.headers["cache-control"] == "public, no-cache"


def test_the_place_box_is_served_under_the_name_that_the_app_gives_it() -> None:
    text = (paths.ROOT / "pages/ui/place_input.py").read_text("utf-8")
    assert 'declare_component("place"' in text and assets.PLACE_BOX.endswith("/pages.ui.place_input.place")
