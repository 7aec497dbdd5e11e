"""Marks of a list: made by the batch, and yet the very ones that each name would get by itself."""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from cafaudit.identifiers import Fingerprinter, Identifiers
from cafaudit.identifiers.marks import MARK_BYTES, fingerprints_in, mark_of
from cafaudit.intake.column_dates import readings_of
from cafaudit.intake.people import PeopleBatch
from cafaudit.intake.people_marks import MarkMaker, PeopleCount

if TYPE_CHECKING:
    from collections.abc import Sequence

KEY = bytes(range(32))

WORDS = ("Anna", "anna", "Quillmere", "McDonald", "O'Brien", "de", "Smith-Jones", "Zoë", "v", "A", "K", "Ng")
names = st.one_of(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(("", ",")), st.sampled_from(WORDS)).map(
        lambda parts: f"{parts[0]}{parts[1]} {parts[2]}"
    ),
    st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
    st.text(max_size=12),
)
columns = st.integers(0, 6).flatmap(
    lambda rows: st.tuples(*(st.lists(names, min_size=rows, max_size=rows) for _ in range(3)))
)


class Kept:
    """Holds marks by line, as the store does."""

    def __init__(self) -> None:
        self.by_line: dict[int, set[bytes]] = {}

    def add_rows(
        self, lines: Sequence[int], codes: Sequence[int], counts: Sequence[int], marks: bytes
    ) -> None:
        assert len(codes or counts) == len(lines)
        assert len(marks) == sum(counts) * MARK_BYTES
        ends = list(accumulate(counts))
        for line, place in zip(lines, codes or range(len(lines)), strict=True):
            some = marks[(ends[place] - counts[place]) * MARK_BYTES : ends[place] * MARK_BYTES]
            self.by_line.setdefault(line, set()).update(map(mark_of, fingerprints_in(some)))


def batch_of(
    people: list[str], staff: list[str], births: list[str], more: tuple[list[str], ...] = ()
) -> PeopleBatch:
    lines = range(2, len(people) + 2)
    return PeopleBatch(lines, (), (people, *more), (staff,), (births,), ())


def wanted(people: str, staff: str, born: str) -> set[bytes]:
    known = Identifiers(
        people=[people] if people.strip() else [],
        staff=[staff] if staff.strip() else [],
        dates=readings_of(born),
    )
    return set(map(mark_of, Fingerprinter(KEY).fingerprints(known)))


@given(columns)
def test_each_row_has_the_marks_that_its_people_would_have_by_themselves(
    cells: tuple[list[str], list[str], list[str]],
) -> None:
    people, staff, _ = cells
    births = ["03/04/2001" if number % 2 else "" for number in range(len(people))]
    kept = Kept()
    maker = MarkMaker(KEY, kept.add_rows)
    maker.take(batch_of(people, staff, births))
    rows = zip(people, staff, births, strict=True)
    due = {line: wanted(*row) for line, row in enumerate(rows, start=2)}
    assert kept.by_line == due
    every = b"".join(maker.all())
    marks = [every[at : at + MARK_BYTES] for at in range(0, len(every), MARK_BYTES)]
    assert marks == sorted(set(chain.from_iterable(due.values())))


def test_first_names_and_surnames_in_columns_of_their_own_are_marked_together() -> None:
    kept = Kept()
    people = PeopleBatch([2], (["Anna"],), (["Quillmere"],), (), (), (["020 7946 0018"],))
    MarkMaker(KEY, kept.add_rows).take(people)
    prints = Fingerprinter(KEY)
    assert mark_of(prints.pair("anna", "quillmere")) in kept.by_line[2]
    assert mark_of(prints.number("02079460018")) in kept.by_line[2]


def test_a_list_without_people_has_no_marks() -> None:
    kept = Kept()
    maker = MarkMaker(KEY, kept.add_rows)
    maker.take(PeopleBatch([2, 3], (), (), (), (), ()))
    assert (kept.by_line, list(maker.all())) == ({}, [])


def test_names_dates_and_numbers_are_counted_once_each() -> None:
    count = PeopleCount()
    count.take(
        batch_of(["Anna Quillmere", "Ben Thornaby", " "], ["P A", "P A", ""], ["1/2/2001", "", "1/2/2001"])
    )
    count.take(batch_of(["Anna Quillmere"], ["P A"], ["2001-02-01"]))
    assert count.total() == 2 + 1 + 2
