"""Two lists of one provider compared: added, removed, altered; rows may move and codes be dealt anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.domain.frame import FrameCase
from cafaudit.sampling.comparison import (
    _WAITING_WHOLE,
    COMPARED,
    AlteredCase,
    Difference,
    compare_lists,
    differing_fields,
)

CASES = tuple(
    FrameCase(ref=f"C-{n}", stratum="S", office="North" if n % 2 else "South", line=n + 2) for n in range(6)
)


def of_refs(found: Difference) -> tuple[set[str], set[str], set[str]]:
    added, removed = ({ref for ref, _ in named} for named in (found.added, found.removed))
    return added, removed, {case.ref for case in found.altered}


def test_every_kept_field_is_compared_save_the_row_and_the_practitioner() -> None:
    assert set(COMPARED) == {
        *("stratum", "office", "team", "law_type", "application_type", "case_type", "file_location"),
        *(
            "age_band",
            "allocated_on",
            "domestic_violence",
            "children",
            "opened_on",
            "closed_on",
            "audited_on",
        ),
    }


def test_what_was_added_removed_and_altered_is_counted_and_named() -> None:
    after = (
        replace(CASES[5], team="T", closed_on=date(2009, 7, 1)),
        FrameCase(ref="C-9", stratum="New"),
        *CASES[1:5],
    )
    found = compare_lists(CASES, after)
    assert found.added == (("C-9", "New"),)
    assert found.removed == (("C-0", "S"),)
    assert found.altered == (AlteredCase("C-5", "S", ("team", "closed_on")),)
    assert found.counts == {"added": 1, "removed": 1, "altered": 1, "same": 4}
    assert found.fields == {"closed_on": 1, "team": 1}


def test_moved_rows_and_another_grouping_made_of_the_same_group_are_no_difference() -> None:
    moved = [replace(case, line=99 - case.line, group="as listed") for case in reversed(CASES)]
    assert compare_lists(CASES, moved).counts == {"added": 0, "removed": 0, "altered": 0, "same": 6}


def test_codes_that_were_dealt_anew_are_no_difference_but_another_person_is() -> None:
    before = [replace(case, practitioner="P-01" if n < 3 else "P-02") for n, case in enumerate(CASES)]
    codes = {"P-01": "P-02", "P-02": "P-03"}
    after = [replace(case, practitioner=codes[case.practitioner]) for case in before]
    assert compare_lists(before, after).counts["altered"] == 0
    after[0] = replace(after[0], practitioner="P-01")
    after[5] = replace(after[5], practitioner="", office="East")
    found = compare_lists(before, after)
    assert found.practitioners == {"": "", "P-01": "P-02", "P-02": "P-03"}
    assert found.fields == {"office": 1, "practitioner": 2}
    assert {case.ref: case.fields for case in found.altered} == {
        "C-0": ("practitioner",),
        "C-5": ("office", "practitioner"),
    }
    assert found.counts == {"added": 0, "removed": 0, "altered": 2, "same": 4}
    assert differing_fields(before[0], after[0], found.practitioners) == ("practitioner",)
    assert differing_fields(before[1], after[1], found.practitioners) == ()


def test_cases_that_a_colleague_took_over_are_altered() -> None:
    before = [replace(case, practitioner="P-01" if n < 4 else "P-02") for n, case in enumerate(CASES)]
    after = [replace(case, practitioner="P-01") for case in CASES]
    found = compare_lists(before, after)
    assert {case.ref for case in found.altered} == {"C-4", "C-5"}
    assert found.fields == {"practitioner": 2}


@pytest.mark.parametrize("most", [0, 1, 3])
def test_only_the_first_cases_are_named_and_all_are_counted(most: int) -> None:
    after = [replace(case, office="East") for case in CASES[:4]] + [
        FrameCase(ref=f"N-{n}", stratum="S") for n in range(5)
    ]
    found = compare_lists(CASES, after, most=most)
    assert [ref for ref, _ in found.added] == [f"N-{n}" for n in range(5)][:most]
    assert [case.ref for case in found.altered] == [f"C-{n}" for n in range(4)][:most]
    assert found.counts == {"added": 5, "removed": 2, "altered": 4, "same": 0}


def test_a_long_list_that_was_turned_round_is_compared_all_the_same() -> None:
    before = [
        FrameCase(
            ref=f"C-{n}", stratum="S", closed_on=date(2009, 1, 1 + n % 28), domestic_violence=n % 2 == 0
        )
        for n in range(_WAITING_WHOLE + 500)
    ]
    after = [replace(case, office="X") if case.ref == "C-5400" else case for case in reversed(before)]
    found = compare_lists(before, after)
    assert found.counts == {"added": 0, "removed": 0, "altered": 1, "same": len(before) - 1}
    assert found.altered == (AlteredCase("C-5400", "S", ("office",)),)
    assert compare_lists(before, after[::-1][:-1]).removed == ((before[-1].ref, "S"),)


_case = st.builds(
    FrameCase,
    ref=st.sampled_from([f"R{n}" for n in range(12)]),
    stratum=st.sampled_from(["", "S", "T"]),
    office=st.sampled_from(["", "North"]),
    closed_on=st.sampled_from([None, date(2009, 1, 1)]),
    domestic_violence=st.sampled_from([None, False, True]),
    line=st.integers(0, 5),
)
_list = st.lists(_case, unique_by=lambda case: case.ref)


@given(_list, _list)
def test_it_agrees_with_looking_each_case_up(before: list[FrameCase], after: list[FrameCase]) -> None:
    old, new = ({case.ref: case for case in cases} for cases in (before, after))
    common = old.keys() & new.keys()
    altered = {ref for ref in common if replace(old[ref], line=0) != replace(new[ref], line=0)}
    found = compare_lists(before, after)
    assert of_refs(found) == (new.keys() - old.keys(), old.keys() - new.keys(), altered)
    assert found.counts["same"] == len(common) - len(altered)
    assert sum(found.fields.values()) == sum(len(case.fields) for case in found.altered)


@given(_list, _list)
def test_the_other_way_round_added_and_removed_change_places(
    before: list[FrameCase], after: list[FrameCase]
) -> None:
    there, back = compare_lists(before, after), compare_lists(after, before)
    assert (set(there.added), set(there.removed)) == (set(back.removed), set(back.added))
    assert there.fields == back.fields
