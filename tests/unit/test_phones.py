"""Numbers are linked so that they reach somebody: short codes untouched, free-call numbers only inside, the rest from anywhere."""

import pytest

from services.directory.model import Phone
from services.directory.phones import dial, digits, is_confirmed, is_mobile, is_short, significant


@pytest.mark.parametrize(
    ("number", "country", "tel", "international", "only_inside", "display"),
    [
        ("116 111", "FR", "tel:116111", "", True, "116 111"),
        ("119", "FR", "tel:119", "", True, "119"),
        ("112", "GB", "tel:112", "", True, "112"),
        ("017", "ES", "tel:017", "", True, "017"),
        ("0800 1111", "GB", "tel:08001111", "", True, "0800 1111"),
        ("+64 800 942 8787", "NZ", "tel:08009428787", "", True, "0800 942 8787"),
        ("0719638006", "KE", "tel:+254719638006", "+254 719 638006", False, "0719 638006"),
        ("(92) 32143653", "BR", "tel:+559232143653", "+55 92 3214-3653", False, "(92) 3214-3653"),
        ("+876 553 0372", "JM", "tel:+18765530372", "+1 876-553-0372", False, "(876) 553-0372"),
        ("1-800-RUNAWAY", "US", "tel:8007862929", "", True, "1-800-RUNAWAY ((800) 786-2929)"),
        ("1015", "AO", "tel:1015", "", True, "1015"),
        ("334751", "BT", "tel:334751", "", True, "334751"),
        ("*212", "DO", "tel:*212", "", True, "*212"),
        ("#8891", "JP", "tel:%238891", "", True, "#8891"),
        ("888-SAFE-SPOT", "JM", "tel:88872337768", "", False, "888-SAFE-SPOT (88872337768)"),
        ("+44 20 7946 0018", "INT", "tel:+442079460018", "+44 20 7946 0018", False, "020 7946 0018"),
    ],
)
def test_dialling(number: str, country: str, tel: str, international: str, only_inside: bool, display: str) -> None:
    found = dial(Phone(number=number), country)
    assert (found.tel, found.international, found.only_inside, found.display) == (tel, international, only_inside, display)


@pytest.mark.parametrize("country", ["FR", "DE", "GB", "PL", "KE", "GE", "AE", "BD"])
@pytest.mark.parametrize("number", ["116 111", "116111", "112", "1098", "116"])
def test_short_codes_are_never_given_a_country_code(number: str, country: str) -> None:
    assert dial(Phone(number=number), country).tel == f"tel:{number.replace(' ', '')}"


def test_sms_links_carry_the_word_to_send() -> None:
    assert dial(Phone(number="678678", label="START"), "US").sms == "sms:678678?body=START"
    assert dial(Phone(number="686868"), "CA").sms == "sms:686868"
    assert dial(Phone(number="040-5894752"), "FI").sms == "sms:+358405894752"


@pytest.mark.parametrize(
    ("number", "country", "known"),
    [
        ("116 111", "FR", True),
        ("0719638006", "KE", True),
        ("15015", "AO", False),
        ("9462 9477", "AU", False),
        ("+254719638006", "FR", False),
    ],
)
def test_a_number_is_confirmed_where_the_countrys_plan_knows_it(number: str, country: str, known: bool) -> None:
    assert is_confirmed(number, country) is known


def test_short_is_a_matter_of_the_country() -> None:
    assert is_short("116 111", "FR") and not is_short("116 111", "US") and not is_short("0800 1111", "GB") and not is_short("112", "INT")


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("116111", "116 111", "DE"),
        ("02 6247 2525", "+61 2 6247 2525", "AU"),
        ("1800 77 88 88", "1800-778888", "IE"),
        ("0800 222 555", "+43 800 222 555", "AT"),
    ],
)
def test_one_number_has_one_key_however_it_is_written(one: str, other: str, country: str) -> None:
    assert significant(one, country) == significant(other, country)


def test_different_numbers_have_different_keys() -> None:
    assert len({significant(number, "GB") for number in ("116 111", "0800 1111", "020 7946 0018", "112")}) == 4


def test_mobiles_are_told_only_where_the_plan_is_sure() -> None:
    assert is_mobile("0719638006", "KE") and not is_mobile("+254 20 2179519", "KE") and not is_mobile("212-566-8120", "US")


def test_letters_are_keyed_as_digits() -> None:
    assert digits("1-800-4-A-CHILD") == "18004224453"
