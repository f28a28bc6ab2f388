"""What people bring: good files are understood, broken and hostile ones are refused by row and field."""

import io
import json
import zipfile
from collections.abc import Sequence

import numpy as np
import pytest
from coverage_makers import REGIONS, grid
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from services import paths
from services.coverage import boundaries, matrix, tables, uploads, words
from services.coverage.demand import Group, from_table
from services.coverage.refusals import Refused
from services.language.catalogue import LANGUAGES, translator


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusal(call: object, *args: object, **more: object) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **more)  # type: ignore[operator]
    return str(caught.value)


def read(text: str | bytes) -> tables.Table:
    return tables.read_table(text if isinstance(text, bytes) else text.encode(), "people.csv", REGIONS)


@pytest.mark.parametrize(
    "text",
    [
        "region,population,children,women\nWestland,1000,400,510\nEastland,2000,900,1010\n",
        "region_code;population;children;women\nXX.01;1 000;400;510\nXX.02;2,000;900;1010\n",
        "Region\tPopulation\tChildren\tWomen\n#adm1+name\t#population\t#population+children\t#population+f\nWESTLAND\t1000\t400\t510\n\neastland\t2000\t900\t1010\n",
        "\ufeffadm1_en,t_tl,pop_0_17,f_tl\nwéstland,1000,400,510\nEastland,2000,900,1010\n",
    ],
)
def test_a_table_is_understood_however_it_was_written(text: str) -> None:
    found = read(text)
    assert [(row.region, dict(row.people)) for row in found.rows] == [
        (0, {Group.PEOPLE: 1000, Group.CHILDREN: 400, Group.WOMEN: 510}),
        (1, {Group.PEOPLE: 2000, Group.CHILDREN: 900, Group.WOMEN: 1010}),
    ]


def test_a_workbook_is_read_like_a_text_file() -> None:
    found = read(workbook([["region", "population"], ["#adm1+name", "#population"], ["Westland", 1000], ["Eastland", 2000.0]]))
    assert [row.people[Group.PEOPLE] for row in found.rows] == [1000, 2000]


def test_what_does_not_match_is_listed_and_never_guessed() -> None:
    found = read("region,population\nWestland,10\nNowhere,20\n")
    assert found.unmatched == ("Nowhere",)
    assert found.lacking == ("Eastland",)


def test_a_table_in_english_is_understood_on_a_page_in_another_language() -> None:
    from dataclasses import replace

    regions = replace(REGIONS, names=("Pays de l'Ouest", "Pays de l'Est"), aliases=("Westland", "Eastland"))
    found = tables.read_table(b"region,population\nWestland,10\nPays de l'Est,20\n", "people.csv", regions)
    assert [(row.region, row.people[Group.PEOPLE]) for row in found.rows] == [(0, 10), (1, 20)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("region,population\nWestland,-5\n", "row 2, population: '-5' is below zero"),
        ("region,population\nWestland,many\n", "row 2, population: 'many' is not a number"),
        ("region,population\nWestland,5\nWestland,6\n", "row 3, region: 'Westland' stands there twice"),
        ("region,population,children\nWestland,5,9\n", "row 2, children: 9 is more than the 5 people"),
        ("region,population,children\nWestland,5,\n", "row 2, children: is empty"),
        ("region,population\n,5\n", "row 2, region: is empty"),
        ("region,inhabitants\nWestland,5\n", "row 1, population: is missing"),
        ("where,population\nWestland,5\n", "row 1, region: is missing"),
        ("region,population\nNowhere,5\n", "none was recognised"),
        ("region,population\n", "row 2, row: is missing"),
        ("", "row 1, header: is missing"),
        ("region,population,population\nWestland,5,5\n", "names 'population' twice"),
        ("region,population\nWestland,9999999999\n", "more people than any country"),
        ("region,population\nWestland,nan\n", "'nan' is not a number"),
        ("region,population\nWestland,inf\n", "'inf' is not a number"),
    ],
)
def test_a_bad_table_is_refused_by_row_and_column(text: str, said: str) -> None:
    assert said in refusal(read, text)


def test_all_faults_are_named_not_only_the_first() -> None:
    text = refusal(read, "region,population\nWestland,-1\nEastland,x\n")
    assert "row 2" in text
    assert "row 3" in text


def test_text_that_is_not_utf8_is_refused_with_its_line() -> None:
    assert "row 2, file: is not UTF-8" in refusal(read, "region,population\nWestl\xe4nd,5\n".encode("latin-1"))


def test_bytes_that_are_no_table_are_refused() -> None:
    assert "neither CSV nor XLSX" in refusal(read, b"\x00\x01\x02\x03")


def bomb(megabytes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("xl/worksheets/sheet1.xml", b"0" * (megabytes * 1_000_000))
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "unpacks to far more" in refusal(read, bomb(50))


def test_a_broken_workbook_is_refused() -> None:
    whole = workbook([["region", "population"], ["Westland", 5]])
    assert "is broken" in refusal(read, whole[: len(whole) // 2])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("hello.txt", "hello")
    assert "not a workbook" in refusal(read, out.getvalue())


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 10)
    assert "larger than" in refusal(read, "region,population\nWestland,5\n")


def test_a_formula_in_a_workbook_is_never_calculated() -> None:
    assert "row 2, population: '' is not a number" in refusal(read, workbook([["region", "population"], ["Westland", "=1+1"]]))


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_table_or_a_refusal(content: bytes) -> None:
    try:
        tables.read_table(content, "x", REGIONS)
    except Refused as refused:
        assert refused.refusals


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_counts_are_read_however_thousands_are_parted(value: int) -> None:
    assert uploads.number(str(value)) == value
    assert uploads.number(f"{value:,}") == value
    assert uploads.number(f"{value:,}".replace(",", " ")) == value
    assert uploads.number(f"{value:,}".replace(",", "\u202f")) == value


def test_a_table_is_spread_over_the_towns_and_keeps_its_sums() -> None:
    found = read("region,population,children\nWestland,1000,400\nEastland,3000,900\n")
    demand = from_table(found.rows, grid(), REGIONS, found.origin)
    for region, people, children in ((0, 1000, 400), (1, 3000, 900)):
        here = demand.region == region
        assert demand.of(Group.PEOPLE)[here].sum() == pytest.approx(people)
        assert demand.of(Group.CHILDREN)[here].sum() == pytest.approx(children)
    assert Group.WOMEN not in demand.people


def test_a_region_without_towns_gets_one_point_inside_it() -> None:
    found = read("region,population\nWestland,1000\nEastland,3000\n")
    none = grid()
    demand = from_table(found.rows, type(none)(**(none.__dict__ | {"region": np.zeros(25, dtype=np.int64)})), REGIONS, found.origin)
    east = demand.region == 1
    assert demand.of(Group.PEOPLE)[east].tolist() == [3000]
    assert REGIONS.locate(demand.latitudes[east], demand.longitudes[east]).tolist() == [1]


def feature(ring: list[list[float]], **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def collection(*features: object, **more: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more})


SQUARE = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]]
BOW = [[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]]


def test_regions_are_read_with_code_and_name() -> None:
    found = boundaries.from_geojson(collection(feature(SQUARE, ADM1_PCODE="A1", ADM1_EN="Alpha")))
    assert (found.codes, found.names) == (("A1",), ("Alpha",))
    assert found.locate(np.array([1.0, 9.0]), np.array([1.0, 9.0])).tolist() == [0, -1]


def test_a_shape_that_crosses_itself_is_mended() -> None:
    found = boundaries.from_geojson(collection(feature(BOW, name="bow")))
    assert found.locate(np.array([0.5, 1.0]), np.array([1.9, 0.2])).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not json", "is not JSON"),
        ("[1]", "not a GeoJSON FeatureCollection"),
        (collection(), "1 to 20000 features"),
        (collection(feature(SQUARE)), "row 1, properties: name the region"),
        (
            collection({"type": "Feature", "properties": {"name": "p"}, "geometry": {"type": "Point", "coordinates": [0, 0]}}),
            "Polygon or MultiPolygon",
        ),
        (
            collection(feature([[500000.0, 4000000.0], [500010.0, 4000000.0], [500010.0, 4000010.0], [500000.0, 4000000.0]], name="utm")),
            "not degrees",
        ),
        (collection(feature([[0.0, 0.0], [1.0, 1.0]], name="line")), "coordinates"),
        (collection(feature([["a", "b"], [1, 1], [2, 2], ["a", "b"]], name="words")), "cannot be read"),  # type: ignore[list-item]
        (collection(feature([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [0.0, 0.0]], name="flat")), "enclose no area"),
        (collection(feature(SQUARE, name="a"), feature(SQUARE, name="a")), "row 2, code: 'a' stands there twice"),
        (collection(feature(SQUARE, name="a"), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}), "crs: is"),
        (collection({"type": "Feature", "geometry": None}), "Polygon or MultiPolygon"),
        (collection(5), "Polygon or MultiPolygon"),
    ],
)
def test_broken_boundaries_are_refused_by_feature(text: str, said: str) -> None:
    assert said in refusal(boundaries.from_geojson, text)


def test_the_common_name_of_degrees_is_understood() -> None:
    text = collection(feature(SQUARE, name="a"), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}})
    assert len(boundaries.from_geojson(text)) == 1


def test_a_deeply_nested_file_is_refused() -> None:
    assert "is not JSON" in refusal(boundaries.from_geojson, "[" * 100_000)


TOWNS, PLACES = ("Alpha", "Beta", "Gamma"), {"clinic-a": 0, "clinic-b": 1}


def times(text: str) -> matrix.TravelTimes:
    return matrix.read_matrix(text.encode(), "times.csv", TOWNS, PLACES)


def test_the_shortest_journey_counts_and_an_unknown_one_is_not_near() -> None:
    found = times("from,to,minutes\nAlpha,clinic-a,30\nalpha,clinic-b,0\nBeta,clinic-a,45.5\nDelta,clinic-a,1\nBeta,clinic-z,1\n")
    assert found.nearest([0, 1]).tolist() == [0.0, 45.5, np.inf]
    assert found.nearest([0]).tolist() == [30.0, 45.5, np.inf]
    assert found.nearest([]).tolist() == [np.inf] * 3
    assert (found.unknown_from, found.unknown_to) == (("Delta",), ("clinic-z",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("from,to\nAlpha,clinic-a\n", "minutes: is missing"),
        ("from,to,minutes\nAlpha,clinic-a,-3\n", "row 2, minutes"),
        ("from,to,minutes\nAlpha,clinic-a,soon\n", "row 2, minutes"),
        ("from,to,minutes\nAlpha,clinic-a,999999\n", "row 2, minutes"),
        ("from,to,minutes\nAlpha,clinic-a,3\nAlpha,clinic-a,4\n", "row 3, to: stands there twice"),
        ("from,to,minutes\nOmega,clinic-a,3\n", "no pair"),
    ],
)
def test_bad_travel_times_are_refused(text: str, said: str) -> None:
    assert said in refusal(times, text)


def test_a_name_of_several_towns_is_refused() -> None:
    found = refusal(matrix.read_matrix, b"from,to,minutes\nAlpha,clinic-a,3\n", "t", ("Alpha", "alpha"), PLACES)
    assert "several towns" in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_said_in_the_language_of_the_page(language: str) -> None:
    t = translator(language, paths.LOCALE)
    with pytest.raises(Refused) as caught:
        read("region,population\nWestland,-5\nEastland,x\n")
    said = words.refusals(caught.value.refusals, t)
    assert (said == str(caught.value)) is (language == "en")
    assert "people.csv" in said
    assert "'-5'" in said
    assert len(said.splitlines()) == 2


def test_many_faults_are_counted_and_not_all_listed() -> None:
    rows = "".join(f"Westland,{-number}\n" for number in range(1, 31))
    with pytest.raises(Refused) as caught:
        read("region,population\n" + rows)
    said = words.refusals(caught.value.refusals, translator("en", paths.LOCALE))
    assert said.endswith(f"… and {len(caught.value.refusals) - 20} more")
