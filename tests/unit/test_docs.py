"""What the documents name exists, and what exists for readers is named."""

import re

import pytest

from services import paths

ROOT = paths.ROOT
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(((?!need:|topic:|word:)[^)#\s]+)\)")
COMMAND = re.compile(r"python -m ([a-z_.]+)")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_that_a_document_links_exists(path) -> None:
    targets = [target for target in LINK.findall(path.read_text("utf-8")) if not target.startswith(("http", "mailto:"))]
    assert not [target for target in targets if not (path.parent / target).exists()]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_that_a_document_names_exists(path) -> None:
    modules = [name for name in COMMAND.findall(path.read_text("utf-8")) if name.startswith(("services.", "benchmarks."))]
    missing = [
        name
        for name in modules
        if not (
            (ROOT / (name.rstrip(".").replace(".", "/") + ".py")).exists()
            or (ROOT / name.rstrip(".").replace(".", "/") / "__main__.py").exists()
        )
    ]
    assert not missing


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_document_names_a_machine(path) -> None:
    text = path.read_text("utf-8")
    assert not re.findall(r"(?:^|[\s(`\"'])(?:/work/|/tmp/|/root/|/home/)", text)


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    [phony] = re.findall(r"^\.PHONY: (.*)$", makefile, re.M)
    explained = set(re.findall(r"^([a-z]+):.*##", makefile, re.M))
    assert set(phony.split()) - explained <= {"browser"}


def test_every_vendored_library_says_what_it_is() -> None:
    notice = (ROOT / "NOTICE.md").read_text("utf-8")
    for folder in sorted((paths.STATIC / "vendor").iterdir()):
        assert (folder / "ORIGIN.txt").exists()
        assert list(folder.glob("LICENSE*")) or list(folder.glob("OFL*"))
        assert folder.name in notice
