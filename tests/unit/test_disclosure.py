"""What may be told: no shelter's door, no helper's own mailbox or mobile phone."""

import pytest

from services.directory.disclosure import breaches, is_confidential, is_personal_mailbox, phones_to_show, visibility
from services.directory.model import AddressVisibility, Category, Listing, ListingType, Phone


def listing(**fields: object) -> Listing:
    plain = {
        "id": "ke-x",
        "name": "X",
        "listing_type": "shelter_contact",
        "categories": "shelter",
        "country": "KE",
        "source_url": "https://example.org",
        "city": "Nairobi",
    }
    return Listing.model_validate(plain | fields)


@pytest.mark.parametrize(
    ("kind", "categories", "notes", "remote", "expected"),
    [
        (ListingType.COUNSELLING_CENTRE, [Category.PSYCHOLOGICAL], "", False, AddressVisibility.FULL),
        (ListingType.HELPLINE, [Category.PSYCHOLOGICAL], "", True, AddressVisibility.FULL),
        (ListingType.HELPLINE, [Category.SHELTER], "", True, AddressVisibility.WITHHELD),
        (ListingType.SHELTER_CONTACT, [Category.SOCIAL], "", False, AddressVisibility.WITHHELD),
        (ListingType.ONE_STOP_CENTRE, [Category.MEDICAL, Category.SHELTER], "", False, AddressVisibility.AREA),
        (ListingType.SURVIVOR_NETWORK, [Category.LEGAL], "The centre does not publish its address.", False, AddressVisibility.WITHHELD),
        (ListingType.HELPLINE, [Category.LEGAL], "phone line only, address not published", True, AddressVisibility.WITHHELD),
        (ListingType.SOCIAL_SERVICES, [Category.SOCIAL], "Street left out: the campus also houses children", False, AddressVisibility.AREA),
    ],
)
def test_how_much_of_an_address_is_shown(
    kind: ListingType, categories: list[Category], notes: str, remote: bool, expected: AddressVisibility
) -> None:
    assert visibility(kind, categories, notes, remote=remote) is expected


@pytest.mark.parametrize(
    ("email", "names", "personal"),
    [
        ("jane.doe@gmail.com", ("Childline", "CWIN"), True),
        ("soyuzkz@rambler.ru", ("Telefon 150", ""), True),
        ("cambodiachildhelpline@gmail.com", ("Child Helpline Cambodia",), False),
        ("deamvc@gmail.com", ("Delegacia da Mulher", "Women's police station (DEAM/DDM type)"), False),
        ("wgmh46@gmail.com", ("Weija-Gbawe Municipal Hospital",), False),
        ("huuhdiinutas@yahoo.com", ("Child Helpline 108",), True),
        ("jane.doe@barnahus.se", ("X",), False),
        ("", ("X",), False),
    ],
)
def test_a_providers_mailbox_is_personal_unless_it_is_named_after_the_service(email: str, names: tuple[str, ...], personal: bool) -> None:
    assert is_personal_mailbox(email, *names) is personal


def test_a_shelter_shows_no_mobile_phone() -> None:
    phones = (Phone(number="0719638006"), Phone(number="+254 20 2179519"), Phone(number="116"))
    assert [phone.number for phone in phones_to_show(phones, "KE", confidential=True)] == ["+254 20 2179519", "116"]
    assert phones_to_show(phones, "KE", confidential=False) == phones


def test_confidential_is_whatever_shelters() -> None:
    assert is_confidential(ListingType.HELPLINE, [Category.SHELTER]) and is_confidential(ListingType.SHELTER_CONTACT, [])
    assert not is_confidential(ListingType.HELPLINE, [Category.SOCIAL])


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"address_visibility": "full", "address": "1 Street"}, "address_visibility"),
        ({"address_visibility": "full", "latitude": 1, "longitude": 36}, "address_visibility"),
        ({"address_visibility": "area", "address": "1 Street"}, "address"),
        ({"address_visibility": "area", "postal_code": "00100"}, "address"),
        ({"email": "shelterx@gmail.com"}, "email"),
        ({"phones": "0719638006"}, "phones"),
    ],
)
def test_every_breach_names_its_column(fields: dict[str, object], column: str) -> None:
    assert [found for found, _ in breaches(listing(**fields))] == [column]


def test_a_discreet_listing_breaches_nothing() -> None:
    assert breaches(listing(phones="+254 20 2179519", email="help@shelter.or.ke", precision="withheld")) == []


def test_a_withheld_address_cannot_even_be_written() -> None:
    with pytest.raises(ValueError, match="must not stand in the file"):
        listing(address="1 Street")
