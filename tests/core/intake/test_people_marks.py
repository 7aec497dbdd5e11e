"""Marks of a list: made by the batch, and yet the very ones that each name would get by itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from cafaudit.identifiers import Fingerprinter, Identifiers
from cafaudit.identifiers.fingerprints import DIGEST_BYTES, Fingerprint
from cafaudit.identifiers.marks import MARK_BYTES, fingerprints_in, mark_of
from cafaudit.intake.answers import Coded
from cafaudit.intake.column_dates import readings_of
from cafaudit.intake.name_words import NameSplitter
from cafaudit.intake.people import PeopleBatch
from cafaudit.intake.people_marks import MarkMaker, PeopleCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    """Holds marks by line, as the store does, and those of all runs."""

    def __init__(self) -> None:
        self.by_line: dict[int, set[bytes]] = {}
        self.runs: list[set[bytes]] = []
        self._shared: dict[int, list[set[bytes]]] = {}

    def add_rows(
        self, lines: Sequence[int], codes: Sequence[int], counts: Sequence[int], marks: bytes
    ) -> None:
        assert len(codes or counts) == len(lines)
        places = sets_of(counts, marks)
        for line, place in zip(lines, codes or range(len(lines)), strict=True):
            self.by_line.setdefault(line, set()).update(places[place])

    def add_shared(self, column: int, first: int, counts: Sequence[int], marks: bytes) -> None:
        assert first == len(self._shared.setdefault(column, []))
        self._shared[column] += sets_of(counts, marks)

    def add_coded(
        self, lines: Sequence[int], columns: Sequence[tuple[int, Sequence[int]]], pairs: bytes
    ) -> None:
        assert len(pairs) in (0, DIGEST_BYTES * len(lines))
        for row, line in enumerate(lines):
            of_row = self.by_line.setdefault(line, set())
            of_row.update(*(self._shared[column][codes[row]] for column, codes in columns))
            pair = pairs[row * DIGEST_BYTES : (row + 1) * DIGEST_BYTES]
            if any(pair):
                of_row.add(mark_of(Fingerprint("pair", pair)))

    def add_all(self, pieces: Iterable[tuple[bytes, bytes]]) -> None:
        run: set[bytes] = set()
        starts: list[bytes] = []
        for start, marks in pieces:
            some = {marks[at : at + MARK_BYTES] for at in range(0, len(marks), MARK_BYTES)}
            assert some
            assert all(mark.startswith(start) for mark in some)
            assert len(marks) % MARK_BYTES == 0
            starts.append(start)
            run |= some
        assert starts == sorted(set(starts))
        self.runs.append(run)


def sets_of(counts: Sequence[int], marks: bytes) -> list[set[bytes]]:
    assert len(marks) == sum(counts) * MARK_BYTES
    starts = accumulate(counts, initial=0)
    return [
        set(map(mark_of, fingerprints_in(marks[start * MARK_BYTES : (start + count) * MARK_BYTES])))
        for start, count in zip(starts, counts, strict=False)
    ]


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


def coded(cells: list[str]) -> Coded:
    values = list(dict.fromkeys(cells))
    return Coded(values, bytes(map(values.index, cells)))


@given(columns, st.booleans(), st.booleans())
def test_each_row_has_the_marks_that_its_people_would_have_by_themselves(
    cells: tuple[list[str], list[str], list[str]], are_coded: bool, are_split: bool
) -> None:
    people, staff, _ = cells
    births = ["03/04/2001" if number % 2 else "" for number in range(len(people))]
    batch = batch_of(people, staff, births)
    if are_coded:
        batch = replace(batch, staff=(coded(staff),), births=(coded(births),))
    if are_split:
        batch = replace(batch, names=(), words=NameSplitter().split(people))
    kept = Kept()
    maker = MarkMaker(KEY, kept)
    maker.take(batch)
    maker.finish()
    rows = zip(people, staff, births, strict=True)
    due = {line: wanted(*row) for line, row in enumerate(rows, start=2)}
    assert kept.by_line == due
    every = set(chain.from_iterable(due.values()))
    assert kept.runs == ([every] if every else [])


def test_what_came_in_one_batch_is_known_in_the_next() -> None:
    kept = Kept()
    maker, splitter, staff = MarkMaker(KEY, kept), NameSplitter(), ["Petra Ashdownley"]
    for start, names, who in (
        (2, ["Anna Quillmere", "Ben Thornaby"], b"\0\0"),
        (4, ["Thornaby, Anna", "Cara Quillmere"], b"\0\1"),
    ):
        words = splitter.split(names)
        maker.take(PeopleBatch(range(start, start + 2), (), (), (Coded(staff, who),), (), (), words))
        staff.append("Zed Croft")
    assert kept.by_line == {
        2: wanted("Anna Quillmere", "Petra Ashdownley", ""),
        3: wanted("Ben Thornaby", "Petra Ashdownley", ""),
        4: wanted("Anna Thornaby", "Petra Ashdownley", ""),
        5: wanted("Cara Quillmere", "Zed Croft", ""),
    }


def test_a_long_list_is_handed_on_in_runs_that_hold_all_marks() -> None:
    kept = Kept()
    maker = MarkMaker(KEY, kept)
    letters = [chr(ord("a") + place) for place in range(20)]
    due: set[bytes] = set()
    prints = Fingerprinter(KEY)
    for first in letters:
        names = [
            f"{first}{two}{three}{four}x Sur{four}"
            for two in letters
            for three in letters
            for four in letters
        ]
        maker.take(PeopleBatch(range(2, len(names) + 2), (), (names,), (), (), ()))
        due.update(mark_of(prints.pair(*name.lower().split())) for name in names[::500])
    maker.finish()
    assert len(kept.runs) > 1
    assert due <= set(chain.from_iterable(kept.runs))


def test_first_names_and_surnames_in_columns_of_their_own_are_marked_together() -> None:
    kept = Kept()
    people = PeopleBatch([2], (["Anna"],), (["Quillmere"],), (), (), (["020 7946 0018"],))
    MarkMaker(KEY, kept).take(people)
    prints = Fingerprinter(KEY)
    assert mark_of(prints.pair("anna", "quillmere")) in kept.by_line[2]
    assert mark_of(prints.number("02079460018")) in kept.by_line[2]


def test_a_list_without_people_has_no_marks() -> None:
    kept = Kept()
    maker = MarkMaker(KEY, kept)
    maker.take(PeopleBatch([2, 3], (), (), (), (), ()))
    maker.finish()
    assert (kept.by_line, kept.runs) == ({}, [])


def test_names_dates_and_numbers_are_counted_once_each() -> None:
    count = PeopleCount()
    count.take(
        batch_of(["Anna Quillmere", "Ben Thornaby", " "], ["P A", "P A", ""], ["1/2/2001", "", "1/2/2001"])
    )
    count.take(batch_of(["Anna Quillmere"], ["P A"], ["2001-02-01"]))
    assert count.total() == 2 + 1 + 2
