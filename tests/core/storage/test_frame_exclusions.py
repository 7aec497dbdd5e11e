"""Marks of excluded cases, groups in place, and which list is the one in use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cafaudit.domain.frame import Frame, FrameCase
from cafaudit.sampling.exclusions import ExclusionRule
from tests.factories import author
from tests.stores import new_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.storage.store import Store

SIZE = 2_500
CASES = tuple(
    FrameCase(
        ref=f"C-{n:05}",
        stratum="Long-term" if n % 2 else "Early",
        office="A" if n % 5 else "B",
        closed_on=date(2008, 12, 31) if n % 100 == 7 else None,
        line=n + 1,
    )
    for n in range(1, SIZE + 1)
)
CLOSED = ExclusionRule(kind="before", field="closed_on", before=date(2009, 1, 1))
NAMED = ExclusionRule(kind="listed", cases=("C-00007", "C-00001", "C-02500"), reason="lost")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path / "visit.db", author(1))
    with store.unit_of_work() as work:
        work.frames.add(Frame(CASES), "first", {"source": "list.csv"})
    yield store
    store.close()


def test_excluded_cases_stay_stored_and_marked_and_leave_every_count(store: Store) -> None:
    with store.unit_of_work() as work:
        assert work.exclusions.replace(1, [CLOSED, NAMED]) == {1: 25, 2: 2}
    out = {case.ref for case in CASES if case.closed_on} | set(NAMED.cases)
    left = [case for case in CASES if case.ref not in out]
    with store.reading() as read:
        assert read.frames.cases(1).cases == tuple(left)
        assert read.frames.refs(1) == [case.ref for case in left]
        assert read.frames.strata(1) == Frame(tuple(left)).strata
        assert read.frames.offices(1) == Frame(tuple(left)).offices
        assert read.frames.length(1) == SIZE
        assert list(read.frames.every(1)) == list(CASES)
        assert read.exclusions.counts(1) == {1: 25, 2: 2}
        assert read.exclusions.marks(1, 1, 10) == {1: 2, 7: 1}
        assert [(case.ref, rule) for case, rule in read.exclusions.cases(1, start=24, length=2)] == [
            ("C-02407", 1),
            ("C-00001", 2),
        ]
        assert [case.ref for case, _ in read.exclusions.cases(1, rule=2)] == ["C-00001", "C-02500"]


def test_other_rules_take_the_place_of_the_earlier_ones(store: Store) -> None:
    with store.unit_of_work() as work:
        work.exclusions.replace(1, [CLOSED])
        assert work.exclusions.replace(1, [NAMED]) == {1: 3}
        assert work.exclusions.replace(1, []) == {}
        assert work.frames.strata(1) == Frame(CASES).strata
        assert work.exclusions.cases(1) == []


def test_a_dropped_list_takes_its_marks_along(store: Store) -> None:
    with store.unit_of_work() as work:
        work.exclusions.replace(1, [CLOSED])
        work.frames.drop(1)
        number = work.frames.add(Frame(CASES), "again", {})
        assert (number, work.exclusions.counts(number)) == (1, {})


def test_grouping_in_place_counts_anew_without_excluded_cases(store: Store) -> None:
    with store.unit_of_work() as work:
        work.exclusions.replace(1, [CLOSED])
        values = work.groups.values(1, ("stratum", "office"))
        assert values == {("Long-term", "A"): 1000, ("Long-term", "B"): 250, ("Early", "A"): 1000} | {
            ("Early", "B"): 250
        }
        work.groups.regroup(1, ("stratum", "office"), {made: " and ".join(made) for made in values})
    with store.reading() as read:
        assert read.frames.strata(1)["Long-term and A"] == 1000 - 25
        first = next(read.frames.every(1))
        assert first == replace(CASES[0], stratum="Long-term and A", group="Long-term")
        assert read.frames.refs(1)[0] == "C-00001"


def test_grouping_twice_does_not_lose_the_lists_own_group(store: Store) -> None:
    with store.unit_of_work() as work:
        for fields in (("office",), ("office", "stratum"), ("stratum",)):
            names = {made: " and ".join(made) for made in work.groups.values(1, fields)}
            work.groups.regroup(1, fields, names)
        assert work.frames.strata(1) == Frame(CASES).strata


def test_the_list_in_use_is_the_newest_until_one_is_fixed(store: Store) -> None:
    with store.unit_of_work() as work:
        assert work.frames.in_use() == 1
        second = work.frames.add(Frame(CASES[:5]), "second", {})
        assert work.frames.in_use() == second == 2
        work.frames.fix(1)
        assert (work.frames.in_use(), work.frames.newest()) == (1, 2)
        work.frames.fix(2)
        assert work.frames.in_use() == 2
        work.frames.fix(None)
        assert work.frames.in_use() == 2
    with store.unit_of_work() as work:
        work.frames.change_facts(1, {"source": "other.csv"})
    with store.reading() as read:
        assert (read.frames.facts(1), read.frames.facts(2)) == ({"source": "other.csv"}, {})
