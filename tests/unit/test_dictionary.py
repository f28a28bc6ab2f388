"""The data dictionary is made from the model and is never stale."""

from pathlib import Path

import pytest

from services import paths
from services.directory.dictionary import main, text
from services.directory.model import Listing, ListingType
from services.directory.trust import DOUBTS


def test_the_shipped_dictionary_is_what_the_model_says() -> None:
    assert main(["--check"], paths.DATA / "README.md") == 0


def test_every_column_type_and_doubt_is_in_it() -> None:
    words = text()
    assert all(f"| `{name}` |" in words for name in Listing.model_fields)
    assert all(f"`{kind.value}`" in words for kind in ListingType) and all(f"| `{code}` |" in words for code in DOUBTS)
    assert all(info.description for info in Listing.model_fields.values())


def test_a_stale_dictionary_fails_and_says_what_to_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "README.md"
    assert main(["--check"], path) == 1
    assert main([], path) == 0 and main(["--check"], path) == 0
    path.write_text(path.read_text("utf-8").replace("`minimum_age`", "`youngest`"), "utf-8")
    assert main(["--check"], path) == 1
    assert "python -m services.directory.dictionary" in capsys.readouterr().out
