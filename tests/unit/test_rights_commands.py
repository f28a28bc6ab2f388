"""The commands for authors say what is wrong and end so that a build stops; the table of scores cannot go stale unseen."""

from pathlib import Path

import pytest

from services import paths
from services.rights import check, scores


def test_check_lists_what_is_to_mend_and_fails(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(paths.RIGHTS, tmp_path / "rights")
    text = tmp_path / "rights" / "safe" / "en.md"
    text.write_text(text.read_text("utf-8").replace("## more\n", "## more\nCall 116.\n"), "utf-8")
    monkeypatch.setattr(paths, "RIGHTS", tmp_path / "rights")
    assert check.main(["en"]) == 1
    assert capsys.readouterr().out.startswith("safe/en.md, more: holds the figure 116")
    assert check.main(["en", "start"]) == 0
    assert capsys.readouterr().out == "Nothing to mend.\n"
    assert check.main(["shared"]) == 0


def test_scores_are_printed_written_and_checked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "content.md"
    assert scores.main(["--check"], page) == 1
    assert "stale" in capsys.readouterr().out
    assert scores.main(["--write"], page) == 0
    assert scores.main(["--check"], page) == 0
    assert scores.main([], page) == 0
    assert capsys.readouterr().out == page.read_text("utf-8")
    page.write_text(page.read_text("utf-8") + "x", "utf-8")
    assert scores.main(["--check"], page) == 1
