"""Lists in blocks of a thousand cases, and the marks of their people until the draw."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cafaudit.domain.frame import Frame, FrameCase
from cafaudit.identifiers.fingerprints import Fingerprint
from cafaudit.identifiers.marks import mark_of
from cafaudit.sampling import frame_hash
from cafaudit.sampling.exclusions import ExclusionRule
from cafaudit.sampling.frame_list import hash_of_pairs
from cafaudit.storage.frame_blocks import FrameBlocks, blocks_of
from tests.factories import author
from tests.stores import new_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.storage.store import Store

CASES = tuple(
    FrameCase(ref=f"C-{n:05}", stratum=f"Group {n % 3}", office="AB"[n % 2], line=n + 2) for n in range(2_500)
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path / "visit.db", author(1))
    with store.unit_of_work() as work:
        work.frames.add(Frame(CASES), "", {})
    yield store
    store.close()


@pytest.mark.parametrize(
    ("start", "length"), [(1, 3), (999, 3), (1_000, 1), (1_001, 1_000), (2_499, 50), (2_501, 5), (1, 2_500)]
)
def test_a_page_is_cut_out_of_its_blocks(store: Store, start: int, length: int) -> None:
    with store.reading() as read:
        assert tuple(read.frames.page(1, start, length)) == CASES[start - 1 : start - 1 + length]


def test_a_long_list_is_counted_without_being_read(store: Store) -> None:
    with store.reading() as read:
        assert (read.frames.length(1), read.frames.count(1)) == (2_500, 2_500)
        assert read.frames.strata(1) == {"Group 0": 834, "Group 1": 833, "Group 2": 833}
        assert read.frames.offices(1) == {"A": 1_250, "B": 1_250}
        assert (read.frames.length(2), read.frames.count(2)) == (0, 0)


def test_a_case_is_found_behind_a_place_by_a_part_of_its_reference(store: Store) -> None:
    with store.reading() as read:
        assert read.frames.find(1, "c-0150") == 1_501
        assert read.frames.find(1, "c-0150", 1_501) == 1_502
        assert read.frames.find(1, "c-0150", 1_510) is None
        assert read.frames.find(1, "C-02499") == 2_500
        assert read.frames.find(1, "nowhere") is None
        assert set(read.frames.chosen(1, ["C-00003", "C-02499", "none"])) == {"C-00003", "C-02499"}


def test_the_list_and_its_hash_leave_out_what_rules_took_out(store: Store) -> None:
    with store.unit_of_work() as work:
        rule = ExclusionRule(kind="listed", cases=("C-00000", "C-01500"), reason="made up")
        assert work.exclusions.replace(1, [rule]) == {1: 2}
        left = tuple(case for case in CASES if case.ref not in rule.cases)
        assert list(work.frames.listed(1)) == [(case.stratum, case.ref) for case in left]
        assert work.frames.refs(1) == [case.ref for case in left]
        assert list(work.frames.stream(1)) == list(left)
        assert work.frames.list_hash(1) == frame_hash(left)
        assert (work.frames.count(1), work.frames.length(1)) == (2_498, 2_500)
        assert work.exclusions.replace(1, []) == {}
        assert work.frames.count(1) == 2_500
        assert work.frames.list_hash(1) == frame_hash(CASES)


def test_a_block_that_is_not_full_can_only_be_the_last(store: Store) -> None:
    (short,) = blocks_of([FrameCase(ref="A-1", stratum="x")])
    with pytest.raises(ValueError, match="must be the last"), store.unit_of_work() as work:
        FrameBlocks(work.statements).add(2, [short, short])
    with store.reading() as read:
        assert read.frames.length(2) == 0


label = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=5)


@given(st.dictionaries(label, label, max_size=40))
def test_the_hash_of_pairs_is_that_of_the_sorted_list(strata: dict[str, str]) -> None:
    cases = [FrameCase(ref=ref, stratum=stratum) for ref, stratum in strata.items()]
    assert hash_of_pairs((case.stratum, case.ref) for case in cases) == frame_hash(cases)


digests = st.sets(st.binary(min_size=16, max_size=16), max_size=700)


@settings(max_examples=12, deadline=None)
@given(digests, st.binary(min_size=16, max_size=16))
def test_a_mark_is_found_among_all_of_a_list_and_no_other_is(
    tmp_path_factory: pytest.TempPathFactory, words: set[bytes], other: bytes
) -> None:
    store = new_store(tmp_path_factory.mktemp("marks") / "visit.db", author(1))
    pieces: defaultdict[bytes, bytes] = defaultdict(bytes)
    for digest in words:
        mark = mark_of(Fingerprint("word", digest))
        pieces[mark[:2]] += mark
    starts = sorted(pieces)
    try:
        with store.unit_of_work() as work:
            for run in (starts[::2], starts[1::2]):
                work.frames.marks.add_all((start, pieces[start]) for start in run)
            assert work.frames.fingerprints() == {("word", digest) for digest in words}
            assert all(work.frames.has_fingerprint("word", digest) for digest in words)
            assert work.frames.has_fingerprint("word", other) == (other in words)
            assert not work.frames.has_fingerprint("pair", other)
            assert not work.frames.has_fingerprint("name", other)
    finally:
        store.close()


def digest_of(number: int) -> bytes:
    return number.to_bytes(16, "little")


@pytest.mark.parametrize("code", [2, 200, 300, 70_000])
def test_marks_that_rows_share_are_kept_with_the_rows_that_have_them(store: Store, code: int) -> None:
    with store.unit_of_work() as work:
        marks = work.frames.marks
        word = mark_of(Fingerprint("word", digest_of(1)))
        two = word + mark_of(Fingerprint("date", digest_of(2)))
        marks.add_shared(1, 0, [0] * (code - 1), b"")
        marks.add_shared(1, code - 1, [1, 2], word + two)
        marks.add_shared(2, 0, [1], mark_of(Fingerprint("number", digest_of(3))))
        numbers = [code - 1, code, code]
        codes = bytes(numbers) if code < 256 else array("I" if code > 65_535 else "H", numbers)
        marks.add_coded([2, 3, 0], [(1, codes), (2, b"\0\0\0")], digest_of(7) + bytes(16) + digest_of(9))
        marks.add_rows([3], [], [1], mark_of(Fingerprint("word", digest_of(5))))
        assert marks.are_by_case()
        marks.keep({2})
        assert work.frames.fingerprints() == {
            ("word", digest_of(1)),
            ("number", digest_of(3)),
            ("pair", digest_of(7)),
        }
        assert not marks.are_by_case()


def test_marks_of_folded_rows_are_those_of_their_case(store: Store) -> None:
    with store.unit_of_work() as work:
        marks = work.frames.marks
        marks.add_shared(1, 0, [1, 1], b"".join(mark_of(Fingerprint("word", digest_of(n))) for n in (1, 2)))
        marks.add_coded([2, 3, 4], [(1, [0, 1, 0])], b"")
        marks.tie({3: 2})
        marks.keep({2})
        assert work.frames.fingerprints() == {("word", digest_of(1)), ("word", digest_of(2))}
