"""What needs mean: the shipped taxonomy and how one is read."""

from pathlib import Path

import pytest

from services import paths
from services.directory.model import Category, ListingType
from services.search import needs
from services.search.needs import AFTER, FIRST, FITTING, POLICE_STATION, Meaning
from services.search.query import Need

SHIPPED = needs.read(paths.TAXONOMY)
MEANING = Meaning(
    frozenset({Category.MEDICAL}), frozenset({ListingType.HOSPITAL_UNIT}), frozenset({ListingType.HELPLINE}), frozenset({ListingType.COURT})
)


@pytest.mark.parametrize(
    ("kind", "has_category", "tier"),
    [
        (ListingType.HOSPITAL_UNIT, True, FIRST),
        (ListingType.HOSPITAL_UNIT, False, None),
        (ListingType.SUPPORT_SERVICE, True, FITTING),
        (ListingType.HELPLINE, True, AFTER),
        (ListingType.HELPLINE, False, AFTER),
        (ListingType.COURT, True, None),
        (ListingType.POLICE_STATION, True, POLICE_STATION),
        (ListingType.POLICE_STATION, False, None),
    ],
)
def test_a_listing_has_its_tier(kind: ListingType, has_category: bool, tier: int | None) -> None:
    assert MEANING.tier(kind, has_category) == tier


def test_every_need_has_a_meaning() -> None:
    assert set(SHIPPED) == set(Need)
    assert all(meaning.categories for meaning in SHIPPED.values())


@pytest.mark.parametrize("need", list(Need))
def test_networks_that_only_advocate_answer_no_need(need: Need) -> None:
    assert ListingType.NETWORK_MEMBER in SHIPPED[need].never


@pytest.mark.parametrize("need", [need for need in Need if need is not Need.LONG_AGO])
def test_survivor_networks_answer_one_need_only(need: Need) -> None:
    assert ListingType.SURVIVOR_NETWORK in SHIPPED[need].never
    assert ListingType.SURVIVOR_NETWORK in SHIPPED[Need.LONG_AGO].first


@pytest.mark.parametrize("need", list(Need))
def test_no_need_puts_ordinary_police_stations_first(need: Need) -> None:
    assert ListingType.POLICE_STATION not in SHIPPED[need].first


WHOLE = paths.TAXONOMY.read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("[needs.talk]", "[needs.chat]", "talk"),
        ('categories = ["medical"]', 'categories = ["medicine"]', "medicine"),
        ('first = ["content_removal"', 'first = ["court", "content_removal"', "two lists"),
        ('"forensic_unit", "health_facility"]', '"morgue", "health_facility"]', "morgue"),
    ],
)
def test_a_taxonomy_that_is_half_right_is_refused(tmp_path: Path, before: str, after: str, message: str) -> None:
    assert before in WHOLE
    broken = tmp_path / "taxonomy.toml"
    broken.write_text(WHOLE.replace(before, after, 1), "utf-8")
    with pytest.raises(ValueError, match=message):
        needs.read(broken)
