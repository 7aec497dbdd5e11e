"""Lists taken in batch by batch come to what the plain model says, however they are cut."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.domain.frame import FrameCase
from cafaudit.intake import FoldNeeded, Table, build_frame, propose_mapping
from cafaudit.intake.answers import Coded
from cafaudit.intake.coded_column import CodedColumn
from cafaudit.intake.list_builder import ListBuilder
from cafaudit.storage.case_columns import (
    bytes_of,
    cases_bytes,
    cases_in,
    column_of,
    groups_in,
    said_bytes,
    said_in,
)
from tests.core.intake.plain_model import HEADER, model_cases, names_of, repeated

if TYPE_CHECKING:
    from cafaudit.intake.answers import Column
    from cafaudit.intake.list_draft import ListDraft
    from cafaudit.intake.people import PeopleBatch


class NoPeople:
    """Takes nothing in."""

    takes_words = False

    def take(self, batch: PeopleBatch) -> None:
        """Forget the rows."""


DAYS = ("", "2001-03-25", "1999-01-31", "1950-01-01", "2008-02-29", " 2009-06-25", "soon")
row = st.tuples(
    st.sampled_from(("A-1", "A-2", " A-2", "a-2", "Ä-4", "", " ", *(f"C-{number}" for number in range(9)))),
    st.sampled_from(("Anna Quillmere", "Thornaby, Bella", "", "Zoë")),
    st.sampled_from(DAYS),
    st.sampled_from(("Petra Ashdownley", "petra  ashdownley", "", "Zed Croft")),
    st.sampled_from(("Upper Dale", "UPPER DALE", "", 'Low "er" Dale', "Ö\\dale")),
    st.sampled_from(("Early", "early ", "", "Long-term")),
    st.sampled_from(DAYS),
    st.sampled_from(("Y", "n", "", "perhaps")),
)
lists = st.lists(row, min_size=1, max_size=30).filter(lambda rows: any(row[0].strip() for row in rows))
cuts = st.integers(1, 7)


def taken(
    rows: list[tuple[str, ...]], cut: int, *, fold: bool | None, strata: tuple[str, ...] | None
) -> ListDraft:
    """Take a list in, so many rows at a time, each second column shortened as the child does."""
    table = Table("list.csv", "", "text", HEADER, tuple(rows), tuple(range(2, len(rows) + 2)))
    builder = ListBuilder(table, propose_mapping(table), NoPeople(), strata=strata)
    for start in range(0, len(rows), cut):
        some = rows[start : start + cut]
        columns = [
            coded([row[place] for row in some]) if place % 2 else [row[place] for row in some]
            for place in builder.places
        ]
        builder.add(range(start + 2, start + 2 + len(some)), columns)
    return builder.finish(fold=fold)


def coded(cells: list[str]) -> Column:
    values = list(dict.fromkeys(cells))
    return Coded(values, bytes(values.index(cell) for cell in cells))


@given(lists, cuts, st.booleans())
def test_a_list_comes_to_what_the_plain_model_says(
    rows: list[tuple[str, ...]], cut: int, strata: bool
) -> None:
    draft = taken(rows, cut, fold=True, strata=("office", "stratum") if strata else None)
    due = model_cases(rows, strata=strata)
    assert list(draft.frame_cases()) == due
    assert draft.cases == len(due)
    assert draft.strata == dict(sorted(Counter(case.stratum for case in due).items()))
    assert draft.offices == dict(sorted(Counter(case.office for case in due).items()))
    assert list(draft.listed()) == [(case.stratum, case.ref) for case in due]
    assert draft.rows_read == len(rows)
    assert draft.left_out == sum(not row[0].strip() for row in rows)


@given(lists, cuts)
def test_what_is_stored_of_a_list_reads_back_to_its_cases(rows: list[tuple[str, ...]], cut: int) -> None:
    draft = taken(rows, cut, fold=True, strata=None)
    found: list[FrameCase] = []
    for refs, columns in draft.stored(3):
        stored = {name: column_of(*column) for name, column in columns.items()}
        text = bytes_of({name: column for name, column in stored.items() if column is not None})
        found += cases_in(text, refs)
        assert cases_in(cases_bytes(found[-len(refs) :]), refs) == found[-len(refs) :]
        assert cases_in(said_bytes(said_in(text, refs)), refs) == found[-len(refs) :]
        groups = [(case.stratum, case.office) for case in found[-len(refs) :]]
        assert list(groups_in(text).pairs(len(refs))) == groups
    assert found == list(draft.frame_cases())


@given(lists, cuts)
def test_rows_of_one_reference_are_asked_about_with_their_counts(
    rows: list[tuple[str, ...]], cut: int
) -> None:
    several = repeated(rows)
    if not several:
        assert len(list(taken(rows, cut, fold=None, strata=None).frame_cases())) > 0
        return
    with pytest.raises(FoldNeeded) as asked:
        taken(rows, cut, fold=None, strata=None)
    assert (asked.value.cases, asked.value.rows) == (len(several), sum(several.values()))
    assert f"for instance {next(iter(several))}" in str(asked.value)


@given(lists)
def test_each_name_is_known_by_its_case(rows: list[tuple[str, ...]]) -> None:
    table = Table("list.csv", "", "text", HEADER, tuple(rows), tuple(range(2, len(rows) + 2)))
    draft = build_frame(table, propose_mapping(table), fold=True)
    assert {ref: set(known.people) for ref, known in draft.identifiers_by_case.items()} == names_of(rows)


@pytest.mark.parametrize("different", [3, 255, 256, 257, 65_535, 65_536, 65_537])
def test_a_column_has_room_for_as_many_values_as_come(different: int) -> None:
    column = CodedColumn("Team", str)
    cells = [f"Team {number}" for number in range(different)]
    column.add(cells, None)
    column.add(Coded(["Team 0", f"Team {different - 1}"], b"\0\1\1"), [True, False, True])
    found = [column.values[code] for code in column.codes]
    assert found == [*cells, "Team 0", f"Team {different - 1}"]


def test_a_case_without_anything_but_its_group_is_stored_so() -> None:
    case = FrameCase(ref="A-1", stratum="All files")
    assert msgspec.msgpack.decode(cases_bytes([case])) == {"stratum": {"v": ["All files"]}}
    assert cases_in(cases_bytes([case]), ["A-1"]) == [case]
