"""The stored list of cases and the fingerprints beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cafaudit.domain.frame import Frame, FrameCase
from tests.factories import author
from tests.stores import new_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.storage.store import Store

FRAME = Frame(
    (
        FrameCase(ref="C-2", stratum="Long-term", office="A", children=2, line=3),
        FrameCase(ref="C-1", stratum="Early", office="B", team="ü", allocated_on=date(2009, 8, 19)),
        FrameCase(ref="C-3", stratum="Long-term", domestic_violence=False, file_location="shelf 3"),
    )
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path / "visit.db", author(1))
    yield store
    store.close()


def test_a_list_comes_back_in_its_order_with_all_that_was_kept(store: Store) -> None:
    with store.unit_of_work() as work:
        number = work.frames.add(FRAME, "hash", {"file": "list.xlsx", "rows": 4})
    with store.reading() as read:
        frames = read.frames
        assert frames.newest() == number == 1
        assert frames.cases(number) == FRAME
        assert frames.refs(number) == ["C-2", "C-1", "C-3"]
        assert frames.strata(number) == {"Early": 1, "Long-term": 2}
        assert frames.facts(number) == {"file": "list.xlsx", "rows": 4}
        assert [case.ref for case in frames.page(number, 2, 1)] == ["C-1"]
        assert [case.ref for case in frames.page(number, 3, 10)] == ["C-3"]
        assert frames.page(number, 4, 10) == []


def test_a_visit_without_a_list_has_none(store: Store) -> None:
    with store.reading() as read:
        assert read.frames.newest() is None
        assert read.frames.fingerprints() == frozenset()
        with pytest.raises(LookupError, match="no list has the number 1"):
            read.frames.facts(1)


def test_an_empty_list_can_be_stored(store: Store) -> None:
    with store.unit_of_work() as work:
        number = work.frames.add(Frame(()), "hash", {})
        assert work.frames.cases(number) == Frame(())


def test_a_list_is_dropped_without_touching_the_earlier_one(store: Store) -> None:
    with store.unit_of_work() as work:
        work.frames.add(FRAME, "first", {})
        second = work.frames.add(Frame(FRAME.cases[:1]), "second", {})
        work.frames.drop(second)
        assert work.frames.newest() == 1
        assert work.frames.cases(1) == FRAME


def test_a_reference_stands_in_a_list_once(store: Store) -> None:
    twice = Frame((FRAME.cases[0], FRAME.cases[0]))
    with pytest.raises(ValueError, match="stands in a list once"), store.unit_of_work() as work:
        work.frames.add(twice, "hash", {})
    with store.reading() as read:
        assert read.frames.newest() is None


def test_fingerprints_of_a_new_list_take_the_place_of_the_earlier_ones(store: Store) -> None:
    with store.unit_of_work() as work:
        work.frames.replace_fingerprints([("name", b"1"), ("name", b"1"), ("birth", b"1")])
    with store.reading() as read:
        assert read.frames.fingerprints() == {("name", b"1"), ("birth", b"1")}
    with store.unit_of_work() as work:
        work.frames.replace_fingerprints([("name", b"2")])
        assert work.frames.fingerprints() == {("name", b"2")}
        work.frames.replace_fingerprints([])
        assert work.frames.fingerprints() == frozenset()


def test_a_list_of_many_cases_is_stored_and_paged(store: Store) -> None:
    cases = tuple(FrameCase(ref=f"C-{n:05}", stratum=str(n % 3)) for n in range(5_000))
    with store.unit_of_work() as work:
        work.frames.add(Frame(cases), "hash", {})
    with store.reading() as read:
        assert read.frames.cases(1).cases == cases
        assert [case.ref for case in read.frames.page(1, 4_999, 50)] == ["C-04998", "C-04999"]
