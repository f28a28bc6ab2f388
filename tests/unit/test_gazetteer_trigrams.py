"""The index of typing errors: packing loses nothing, and what shares the most letters comes first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.places.trigrams import grams, pack, sharing, unpack

RISING = st.lists(st.integers(0, 3_000_000), min_size=1, max_size=60, unique=True).map(sorted)


@given(RISING)
def test_packed_numbers_come_back(numbers: list[int]) -> None:
    assert unpack(pack(numbers)).tolist() == numbers


@given(st.lists(st.lists(st.integers(0, 50), min_size=1, max_size=20, unique=True).map(sorted), max_size=8), st.integers(1, 10))
def test_what_shares_most_comes_first_and_of_equals_the_better_known(cells: list[list[int]], limit: int) -> None:
    counts = {number: sum(number in cell for cell in cells) for cell in cells for number in cell}
    oracle = sorted(counts, key=lambda number: (-counts[number], number))[:limit]
    assert sharing([pack(cell) for cell in cells], limit) == oracle


def test_the_ends_of_a_name_count() -> None:
    assert grams("kyiv") == {" ky", "kyi", "yiv", "iv "}
    assert grams("kyiv", ending=False) == {" ky", "kyi", "yiv"}
    assert grams("a") == {" a "}
