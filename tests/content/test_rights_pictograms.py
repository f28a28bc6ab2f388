"""Every topic and need has one small drawing of our own that brings in nothing from elsewhere."""

from xml.etree import ElementTree

import pytest

from services import paths
from services.language.catalogue import Translator
from services.rights import library, pictograms
from services.search.query import Need

FOLDER = paths.STATIC / "pictograms"
NAMES = [*(topic.slug for topic in library.load(paths.RIGHTS).topics), *Need]
SHAPES = {"path", "circle", "rect"}


def test_there_is_one_drawing_for_each_topic_and_need_and_no_other() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*")) == sorted(NAMES) == sorted(pictograms.ALTERNATIVES)


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_is_small_plain_and_in_the_one_style(name: str) -> None:
    raw = (FOLDER / f"{name}.svg").read_text("utf-8")
    root = ElementTree.fromstring(raw)  # noqa: S314 - our own file
    assert len(raw) < 1500
    assert root.attrib == {
        "viewBox": "0 0 48 48",
        "fill": "none",
        "stroke": "currentColor",
        "stroke-width": "2.5",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }
    assert {child.tag.rpartition("}")[2] for child in root} <= SHAPES
    assert "http" not in raw.replace("http://www.w3.org/2000/svg", "")


def test_a_drawing_is_decoration_and_its_words_stand_ready() -> None:
    assert pictograms.drawing(FOLDER, "home").startswith('<svg aria-hidden="true" focusable="false" xmlns=')
    assert pictograms.alternative("home", Translator("en")) == "A house with a heart"
    with pytest.raises(KeyError):
        pictograms.drawing(FOLDER, "../waymark")
