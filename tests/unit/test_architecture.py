"""The house keeps its directions: nothing upwards, nothing sideways between pages, no machinery outside its room."""

import ast
from pathlib import Path

import pytest

from services import paths

ROOT = paths.ROOT
SERVICES = sorted((ROOT / "services").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
UI = sorted((ROOT / "pages" / "ui").glob("*.py"))
WEB = sorted((ROOT / "web").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Name every module that a file imports, dotted."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def packages(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


def ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SERVICES, ids=ids)
def test_services_know_nothing_of_pages_or_servers(path: Path) -> None:
    assert not packages(path) & {"streamlit", "streamlit_folium", "starlette", "uvicorn", "pages", "web", "app"}


@pytest.mark.parametrize("path", PAGES, ids=ids)
def test_a_page_is_prose(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert not packages(path) & {"pandas", "numpy", "folium", "streamlit", "streamlit_folium", "web"}
    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.ClassDef, ast.Try, ast.FunctionDef))]
    others = {f"pages.{other.stem}" for other in PAGES}
    assert not imported(path) & others
    assert len(path.read_text("utf-8").splitlines()) <= 60


@pytest.mark.parametrize("path", [path for path in PAGES + UI if path.name != "state.py"], ids=ids)
def test_session_state_is_touched_in_one_module_only(path: Path) -> None:
    assert "session_state" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", [path for path in PAGES + UI if path.name != "cached.py"], ids=ids)
def test_caches_shared_between_visitors_live_in_one_module_only(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "cache_data" not in text
    assert "cache_resource" not in text


@pytest.mark.parametrize("path", WEB, ids=ids)
def test_web_and_pages_do_not_import_each_other(path: Path) -> None:
    assert not packages(path) & {"pages", "streamlit_folium"}


SPEAKING_CALLS = {
    "title", "header", "subheader", "write", "markdown", "caption", "text", "info", "success", "warning", "error", "button", "selectbox",
    "radio", "checkbox", "toggle", "pills", "text_input", "number_input", "slider", "expander", "popover", "download_button", "link_button",
    "multiselect", "segmented_control", "tabs", "toast", "file_uploader", "metric", "spinner", "dialog",
}  # fmt: skip


@pytest.mark.parametrize("path", PAGES + UI, ids=ids)
def test_no_literal_words_are_given_to_streamlit(path: Path) -> None:
    bad = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SPEAKING_CALLS and node.args:
            first = node.args[0]
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "st" and isinstance(first, (ast.Constant, ast.JoinedStr)):
                bad.append(f"{ids(path)}:{node.lineno}")
    assert not bad


FORBIDDEN = ("st.map(", "st.pydeck_chart(", "unsafe_allow_html=True", "unsafe_allow_javascript", "pickle")


@pytest.mark.parametrize("path", PAGES + UI + WEB, ids=ids)
def test_nothing_that_calls_elsewhere_or_runs_foreign_markup(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not [word for word in FORBIDDEN if word in text]
