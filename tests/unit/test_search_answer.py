"""Who stands in an answer, in which group, in which order, and why."""

from search_makers import NAKURU, NOW, at, index_of, listing

from services.directory.model import Listing
from services.search.answer import answer
from services.search.query import Answer, GroupKind, Need, Query, Reader

EMERGENCY = listing("emergency", listing_type="emergency_number", categories="police;medical", phones="police: 999", city="")
HELPLINE = listing(
    "child-line", listing_type="child_helpline", categories="psychological", phones="116", hours="24/7", audience="children", city=""
)
REMOVAL = listing(
    "removal", listing_type="content_removal", categories="online_safety", country="INT", city="", website="https://example.org"
)
NEAR = listing("near", **at(-0.31, 36.08))
FARTHER = listing("farther", **at(-0.50, 36.08))
FAR = listing("far", city="Mombasa", **at(-4.05, 39.66))
STATION = listing("station", listing_type="police_station", categories="police", **at(-0.303, 36.08))


def ids(found: Answer, kind: GroupKind) -> list[str]:
    group = found.group(kind)
    return [match.listing.id for match in group.matches] if group else []


def ask(*listings: Listing, **query: object) -> Answer:
    return answer(index_of(*listings), Query(**query), NOW)  # type: ignore[arg-type]


def test_groups_hold_what_their_names_say() -> None:
    found = ask(EMERGENCY, HELPLINE, REMOVAL, FAR, FARTHER, NEAR, need=Need.HURT, place=NAKURU)
    assert ids(found, GroupKind.RIGHT_NOW) == ["emergency", "child-line"]
    assert ids(found, GroupKind.NEAR) == ["near", "farther"]
    assert ids(found, GroupKind.COUNTRY) == ["far"]
    assert found.total == 3


def test_a_police_station_stands_behind_every_specialised_place() -> None:
    special = listing("special", listing_type="special_police_unit", categories="police", **at(-0.9, 36.08))
    found = ask(STATION, special, need=Need.LAWYER_POLICE, place=NAKURU)
    assert ids(found, GroupKind.NEAR) == ["special", "station"]


def test_an_unconfirmed_place_leaves_a_childs_answer_when_a_better_one_is_near() -> None:
    old = listing("old", source_date="2010", **at(-0.3031, 36.08))
    assert ids(ask(old, NEAR, need=Need.HURT, place=NAKURU), GroupKind.NEAR) == ["near"]
    alone = ask(old, FAR, need=Need.HURT, place=NAKURU).group(GroupKind.NEAR)
    assert alone is not None
    assert "unconfirmed" in alone.matches[0].reasons
    assert ids(ask(old, NEAR, need=Need.HURT, place=NAKURU, reader=Reader.CASEWORKER), GroupKind.NEAR) == ["near", "old"]
