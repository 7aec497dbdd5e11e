"""Rules that take cases out of a list: what each takes out, and how it says itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.domain.days import months_before
from cafaudit.domain.frame import FrameCase
from cafaudit.errors import InputRefused
from cafaudit.sampling.exclusions import (
    DATE_FIELDS,
    ExclusionRule,
    Sieve,
    checked_rule,
)

VISIT = date(2009, 7, 14)
AUDITED = ExclusionRule(kind="within_months", field="audited_on", months=12, before=VISIT)
CLOSED = ExclusionRule(kind="before", field="closed_on", before=date(2009, 1, 1))
SOUTH = ExclusionRule(kind="values", field="office", values=("South", ""))
NAMED = ExclusionRule(kind="listed", cases=("C-1",), reason="file lost")
BARE = FrameCase(ref="C-9", stratum="S", office="North")


def takes_out(rule: ExclusionRule, case: FrameCase) -> bool:
    return Sieve((rule,)).rule_of(case) == 1


_days = st.none() | st.dates(date(2007, 1, 1), date(2010, 12, 31))
_cases = st.builds(
    FrameCase,
    ref=st.sampled_from(["C-1", "C-2"]),
    stratum=st.just("S"),
    office=st.sampled_from(["", "North", "SOUTH"]),
    audited_on=_days,
    closed_on=_days,
)
_rules = st.permutations([AUDITED, CLOSED, SOUTH, NAMED])


@pytest.mark.parametrize(
    ("day", "is_out"),
    [
        ("2008-07-13", False),
        ("2008-07-14", True),
        ("2009-07-13", True),
        ("2009-07-14", False),
        ("2009-08-01", False),
    ],
)
def test_within_months_goes_from_the_same_day_up_to_the_day_before(day: str, *, is_out: bool) -> None:
    case = replace(BARE, audited_on=date.fromisoformat(day))
    assert takes_out(AUDITED, case) is is_out


def test_before_a_day_does_not_take_out_that_day_and_a_blank_day_stays() -> None:
    assert takes_out(CLOSED, replace(BARE, closed_on=date(2008, 12, 31)))
    assert not takes_out(CLOSED, replace(BARE, closed_on=date(2009, 1, 1)))
    assert not takes_out(CLOSED, BARE)
    assert not takes_out(AUDITED, BARE)


@pytest.mark.parametrize(
    ("field", "values", "case", "is_out"),
    [
        ("office", ("north",), BARE, True),
        ("office", ("Nort",), BARE, False),
        ("office", ("",), BARE, False),
        ("team", ("",), BARE, True),
        ("domestic_violence", ("Yes",), replace(BARE, domestic_violence=True), True),
        ("domestic_violence", ("Yes",), replace(BARE, domestic_violence=False), False),
        ("domestic_violence", ("",), BARE, True),
        ("allocated_on", ("2009",), replace(BARE, allocated_on=date(2009, 3, 1)), True),
        ("stratum", ("As listed",), replace(BARE, stratum="North", group="As listed"), True),
        ("stratum", ("North",), replace(BARE, stratum="North", group="As listed"), False),
    ],
)
def test_values_are_compared_without_capitals_and_the_stratum_is_the_lists_own(
    field: str, values: tuple[str, ...], case: FrameCase, *, is_out: bool
) -> None:
    assert takes_out(ExclusionRule(kind="values", field=field, values=values), case) is is_out


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            AUDITED,
            "Last audited within 12 months before 14 July 2009, that is 14 July 2008 to 13 July 2009",
        ),
        (
            replace(AUDITED, field="opened_on", months=1, reason="too new"),
            "Opened within 1 month before 14 July 2009, that is 14 June 2009 to 13 July 2009 (too new)",
        ),
        (CLOSED, "Closed before 1 January 2009"),
        (SOUTH, "Office is “South” or “Not stated”"),
        (replace(SOUTH, field="law_type", values=("A", "B", "C")), "Law type is “A”, “B” or “C”"),
        (
            replace(SOUTH, values=tuple("ABCDEFGHIJ")),
            "Office is “A”, “B”, “C”, “D”, “E”, “F”, “G”, “H” or 2 more values",
        ),
        (NAMED, "1 case named (file lost)"),
        (replace(NAMED, cases=tuple(f"C-{n}" for n in range(1200))), "1,200 cases named (file lost)"),
    ],
)
def test_a_rule_says_itself_in_a_sentence(rule: ExclusionRule, sentence: str) -> None:
    assert checked_rule(rule).sentence == sentence


def test_a_rule_without_its_parts_is_refused() -> None:
    for rule in (
        replace(AUDITED, before=None),
        replace(AUDITED, months=0),
        replace(AUDITED, field="office"),
        replace(CLOSED, before=date.min),
        replace(CLOSED, months=2),
        replace(SOUTH, values=()),
        replace(SOUTH, field="ref"),
        replace(NAMED, cases=()),
        replace(NAMED, reason=""),
    ):
        with pytest.raises(InputRefused):
            checked_rule(rule)


@pytest.mark.parametrize("rule", [AUDITED, CLOSED, SOUTH, NAMED])
def test_a_rule_comes_back_from_json_as_it_was(rule: ExclusionRule) -> None:
    assert msgspec.json.decode(msgspec.json.encode(rule), type=ExclusionRule) == rule


@given(st.lists(_cases, max_size=20), _rules)
def test_the_order_of_rules_moves_counts_between_them_but_never_who_is_left(
    cases: list[FrameCase], rules: list[ExclusionRule]
) -> None:
    sieve = Sieve(rules)
    left = [case for case in cases if not sieve.rule_of(case)]
    assert left == [case for case in cases if not any(takes_out(rule, case) for rule in rules)]
    for case in cases:
        number = sieve.rule_of(case)
        assert not any(takes_out(rule, case) for rule in rules[: max(0, number - 1)])
        assert number == 0 or takes_out(rules[number - 1], case)


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(1, 60), st.integers(-70, 70))
def test_months_and_before_share_the_days_among_them(before: date, months: int, offset: int) -> None:
    start = months_before(before, months)
    for edge in (before, start):
        day = edge + timedelta(days=offset)
        case = replace(BARE, closed_on=day)
        within = ExclusionRule(kind="within_months", field="closed_on", months=months, before=before)
        earlier = ExclusionRule(kind="before", field="closed_on", before=start)
        either = ExclusionRule(kind="before", field="closed_on", before=before)
        assert takes_out(within, case) + takes_out(earlier, case) == takes_out(either, case)


def test_every_kept_day_has_its_word() -> None:
    assert set(DATE_FIELDS) == {"audited_on", "closed_on", "opened_on", "allocated_on"}
