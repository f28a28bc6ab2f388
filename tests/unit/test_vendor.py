"""Third-party files are what their authors gave out, with licence and origin beside them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from services.paths import STATIC
from services.places.atlas.inputs import InputError
from services.places.atlas.vendor import LIBRARIES, Library, copy

FOLDERS = sorted(path for path in (STATIC / "vendor").iterdir() if path.is_dir())


def sums(folder: Path) -> dict[str, str]:
    text = (folder / "ORIGIN.txt").read_text("utf-8").partition("SHA-256\n")[2]
    return {name: digest for digest, name in re.findall(r"^([0-9a-f]{64})  (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_vendored_file_has_the_checksum_of_its_origin_note(folder: Path) -> None:
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "ORIGIN.txt"
    }
    assert found == sums(folder)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_vendored_folder_names_a_version_and_has_a_licence(folder: Path) -> None:
    assert re.search(r"-\d+\.\d+\.\d+$", folder.name)
    assert any(re.match(r"(LICENSE|OFL)", path.name) for path in folder.iterdir())


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_the_map_libraries_are_all_there_with_the_integrity_of_npm(library: Library) -> None:
    folder = STATIC / "vendor" / library.folder
    assert set(library.files) | {"LICENSE"} == set(sums(folder))
    assert library.integrity in (folder / "ORIGIN.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "path", [path for library in LIBRARIES for path in (STATIC / "vendor" / library.folder).rglob("*.css")], ids=lambda path: path.name
)
def test_style_sheets_ask_for_nothing_that_is_not_beside_them(path: Path) -> None:
    for address in re.findall(r"url\(([^)#]+?)\)", path.read_text("utf-8")):
        assert (path.parent / address.strip("'\"")).is_file()


def test_a_package_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    for library in LIBRARIES:
        (tmp_path / f"{library.folder}.tgz").write_bytes(b"something else")
    with pytest.raises(InputError, match="is not the package"):
        copy(tmp_path, tmp_path / "out")
