"""Whatever place of the directory stands on a discreet sheet, its name there tells nothing, in any of our languages."""

from __future__ import annotations

import pytest

from services import paths
from services.directory.edition import load
from services.language.catalogue import LANGUAGES, translator
from services.referral import listed
from services.referral.discreet import ORDINARY, neutral
from services.rights.wording import load as load_wording

LISTINGS = load(paths.LISTINGS).listings


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_shipped_listing_has_a_telling_name_on_a_discreet_sheet(language: str) -> None:
    wording, t = load_wording(paths.RIGHTS / "wording.toml"), translator(language, paths.LOCALE)
    names = {neutral(one, wording, t) for one in LISTINGS}
    assert not [name for name in names if wording.tells_anywhere(name)]


def test_only_ordinary_clinics_keep_their_name() -> None:
    wording, t = load_wording(paths.RIGHTS / "wording.toml"), translator("en", paths.LOCALE)
    kept = [one for one in LISTINGS if neutral(one, wording, t) == one.name]
    assert kept and all(one.listing_type in ORDINARY for one in kept)


def test_no_shipped_number_spells_what_it_is_for_on_a_discreet_sheet() -> None:
    wording, t = load_wording(paths.RIGHTS / "wording.toml"), translator("en", paths.LOCALE)
    texts = {number.text for one in LISTINGS for number in listed.numbers(one, t, plain=True)}
    assert any(sign.isalpha() for one in LISTINGS for phone in one.phones for sign in phone.number)
    assert not [text for text in texts if wording.tells_anywhere(text) or any(sign.isalpha() for sign in text)]
