"""What a curator is shown first is what could hurt somebody first."""

from datetime import date

import pytest

from services.directory.edition import Directory
from services.directory.model import Category, Listing
from services.directory.quality import REASONS, needs_checking

TODAY = date(2026, 11, 24)


def listing(**values: object) -> Listing:
    basis: dict[str, object] = {
        "id": "ke-line",
        "name": "Line",
        "listing_type": "helpline",
        "categories": (Category.SOCIAL,),
        "country": "KE",
        "source_url": "https://a.example",
        "source_date": "2026-10",
    }
    return Listing.model_validate({**basis, **values})


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"conflicts": "one says 119, another 120"}, "conflict"),
        ({"doubts": ("aggregator_only",)}, "doubted"),
        ({"source_date": "2014"}, "too_old"),
        ({"listing_type": "child_helpline"}, "one_source"),
        ({"phones": "020112 (unconfirmed format)"}, "number_format"),
        ({"source_date": ""}, "undated"),
        ({"listing_type": "hospital_unit", "precision": "region"}, "position"),
        ({"source_date": "2023"}, "older"),
    ],
)
def test_each_reason_is_found(values: dict[str, object], reason: str) -> None:
    [finding] = needs_checking(Directory((listing(**values),)), TODAY)
    assert reason in finding.reasons


def test_a_fresh_listing_needs_nobody() -> None:
    assert needs_checking(Directory((listing(),)), TODAY) == ()


def test_the_gravest_stand_first_and_a_country_is_enough() -> None:
    rows = (
        listing(id="ke-old", source_date="2023"),
        listing(id="ke-conflict", conflicts="two numbers"),
        listing(id="ug-a", country="UG", source_date=""),
    )
    found = needs_checking(Directory(rows), TODAY)
    assert [REASONS.index(finding.reasons[0]) for finding in found] == sorted(REASONS.index(finding.reasons[0]) for finding in found)
    assert [finding.listing.id for finding in needs_checking(Directory(rows), TODAY, "UG")] == ["ug-a"]
