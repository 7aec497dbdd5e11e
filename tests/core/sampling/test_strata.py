"""Strata of any combination of kept columns, with names that a person gives."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.domain.frame import FrameCase
from cafaudit.errors import InputRefused
from cafaudit.sampling import restratify
from cafaudit.sampling.strata import (
    STRATUM_FIELDS,
    check_fields,
    check_names,
    part_of,
    stated_part,
    strata_said,
)

CASES = (
    FrameCase(ref="C-1", stratum="Long-term", office="A", allocated_on=date(2009, 8, 19)),
    FrameCase(ref="C-2", stratum="Early", office="B", domestic_violence=True),
    FrameCase(ref="C-3", stratum="Long-term", domestic_violence=False),
)


def strata(cases: tuple[FrameCase, ...]) -> list[str]:
    return [case.stratum for case in cases]


def test_days_give_their_year_and_flags_yes_or_no() -> None:
    assert strata(restratify(CASES, ("allocated_on",))) == ["2009", "Not stated", "Not stated"]
    assert strata(restratify(CASES, ("office", "domestic_violence"))) == [
        "A, Not stated",
        "B, Yes",
        "Not stated, No",
    ]


def test_a_name_takes_the_place_of_the_values_and_one_name_puts_groups_together() -> None:
    named = restratify(CASES, ("office",), {"A": "Town", "Not stated": "Town"})
    assert strata(named) == ["Town", "B", "Town"]


def test_the_group_of_the_list_is_never_lost_by_grouping_anew() -> None:
    cases: tuple[FrameCase, ...] = CASES
    for fields in (("office",), ("stratum", "office"), ("law_type",), ("stratum",)):
        cases = restratify(cases, fields)
    assert strata(cases) == strata(CASES)
    assert [part_of(case, "stratum") for case in cases] == strata(CASES)


@pytest.mark.parametrize(
    "name", ["", " ", "\u200b", "a\tb", "a\nb", "a\u2028b", " a", "a ", "a  b", "x" * 201]
)
def test_a_name_is_one_line_without_blanks_at_its_ends(name: str) -> None:
    with pytest.raises(InputRefused, match="cannot have the name"):
        check_names({"A": name}, ["A"])


def test_only_groups_that_are_there_are_named_and_columns_once() -> None:
    check_names({"A": "Town, northern half"}, ["A", "B"])
    with pytest.raises(InputRefused, match="no group “C”"):
        check_names({"C": "Town"}, ["A", "B"])
    with pytest.raises(InputRefused, match="twice"):
        check_fields(("office", "office"))


@given(
    st.lists(st.tuples(st.sampled_from(["", "A", "B"]), st.sampled_from(["", "X"])), max_size=12),
    st.lists(st.sampled_from(STRATUM_FIELDS[1:5]), min_size=1, unique=True),
)
def test_cases_are_in_one_stratum_exactly_when_they_have_the_same_values(
    rows: list[tuple[str, str]], fields: list[str]
) -> None:
    cases = [
        FrameCase(ref=f"C-{n}", stratum="S", office=office, team=team)
        for n, (office, team) in enumerate(rows)
    ]
    made = restratify(cases, fields)
    for one in made:
        for other in made:
            same = all(part_of(one, field) == part_of(other, field) for field in fields)
            assert (one.stratum == other.stratum) is same


@given(
    st.builds(
        FrameCase,
        ref=st.just("C-1"),
        stratum=st.just("S"),
        group=st.sampled_from(["", "As listed"]),
        office=st.sampled_from(["", "A"]),
        domestic_violence=st.sampled_from([None, False, True]),
        opened_on=st.none() | st.dates(),
    ),
    st.sampled_from(STRATUM_FIELDS),
)
def test_a_case_as_it_is_stored_gives_the_same_part(case: FrameCase, field: str) -> None:
    stored: dict[str, object] = msgspec.to_builtins(case)
    stated = {name: value for name, value in stored.items() if value not in (None, "")}
    assert stated_part(stated, field) == part_of(case, field)


def test_one_stratum_is_not_called_strata() -> None:
    assert [strata_said(count) for count in (1, 2, 1_200)] == ["1 stratum", "2 strata", "1,200 strata"]
