"""A worker's settings file: comes back as it went out, and a stranger's file does nothing but get a clear answer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import paths
from services.language.catalogue import LANGUAGES, translator
from services.referral import area
from services.referral.area import Fault, MyArea, Refused
from services.referral.model import REACHES_KM, Must

GOOD = {
    "kind": "waymark-area",
    "version": 1,
    "language": "fr",
    "country": "SN",
    "place": "region:SN.01",
    "reach_km": 30,
    "languages": ["fr", "wo"],
    "musts": ["free"],
}


def changed(**values: object) -> bytes:
    return json.dumps({**GOOD, **values}).encode()


@given(
    st.sampled_from(LANGUAGES),
    st.sampled_from(["", "KE", "SN", "RU"]),
    st.sampled_from(["", "town:184622", "region:KE.39", "country:KE"]),
    st.sampled_from(REACHES_KM),
    st.lists(st.sampled_from(["en", "sw", "fr", "ru", "wo"]), unique=True).map(tuple),
    st.frozensets(st.sampled_from(Must)),
)
def test_what_is_written_is_read_again(
    language: str, country: str, place: str, reach: int, spoken: tuple[str, ...], musts: frozenset[Must]
) -> None:
    one = area.of(language, country, place, reach, spoken, musts)
    content = area.write(one)
    assert area.read(content) == one
    assert len(content) < area.MOST_BYTES / 8
    assert area.write(area.read(content)) == content


@pytest.mark.parametrize(
    ("content", "fault", "field"),
    [
        (b"", Fault.NOT_JSON, ""),
        (b"\xff\xfe\x00", Fault.NOT_JSON, ""),
        (b"PK\x03\x04zip", Fault.NOT_JSON, ""),
        (b"{" * 2000, Fault.NOT_JSON, ""),
        (b"[" * 2000 + b"]" * 2000, Fault.NOT_JSON, ""),
        (b'{"kind":"waymark-area","kind":"waymark-area"}', Fault.NOT_JSON, ""),
        (b'{"kind":"waymark-area","version":NaN}', Fault.NOT_JSON, ""),
        (b" " * 5000, Fault.TOO_LARGE, ""),
        (b"[]", Fault.NOT_OURS, ""),
        (b"null", Fault.NOT_OURS, ""),
        (b'{"kind":"other"}', Fault.NOT_OURS, ""),
        (changed(version=2), Fault.OTHER_VERSION, ""),
        (changed(version=True), Fault.OTHER_VERSION, ""),
        (changed(country="kenya"), Fault.FIELD, "country"),
        (changed(country="XQ"), Fault.FIELD, "country"),
        (changed(place="town:1; drop table"), Fault.FIELD, "place"),
        (changed(place="../../etc/passwd"), Fault.FIELD, "place"),
        (changed(reach_km=7), Fault.FIELD, "reach_km"),
        (changed(reach_km=1e308), Fault.FIELD, "reach_km"),
        (changed(languages=["<script>"]), Fault.FIELD, "languages"),
        (changed(languages=["en"] * 7), Fault.FIELD, "languages"),
        (changed(musts=["nothing"]), Fault.FIELD, "musts"),
        (changed(language="xx"), Fault.FIELD, "language"),
        (changed(name="Somebody"), Fault.FIELD, "?"),
        (changed(story="what happened"), Fault.FIELD, "?"),
        (changed(needs=["medical"]), Fault.FIELD, "?"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_its_reason(content: bytes, fault: Fault, field: str) -> None:
    with pytest.raises(Refused) as caught:
        area.read(content)
    assert (caught.value.fault, caught.value.field) == (fault, field)


@given(st.binary(max_size=5000))
def test_no_bytes_break_it(content: bytes) -> None:
    with pytest.raises(Refused):
        area.read(content)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", Fault)
def test_every_fault_says_what_to_do(code: Fault, language: str) -> None:
    said = area.fault(translator(language, paths.LOCALE), Refused(code, "country"))
    assert len(said.split(".")) >= 2
    assert "{" not in said


def test_no_field_of_the_schema_is_about_a_person() -> None:
    assert set(MyArea.model_fields) == {"kind", "version", "language", "country", "place", "reach_km", "languages", "musts"}
