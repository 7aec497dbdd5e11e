"""Which columns of a list make its groups, as offered and as a person says."""

from __future__ import annotations

import pytest

from cafaudit.errors import InputRefused
from cafaudit.intake import Mapping, Table, build_frame, mapping_from_toml, mapping_to_toml
from cafaudit.intake.mapping import use_of
from cafaudit.services.case_lists import with_role
from cafaudit.services.mapping_choices import (
    group_headers,
    may_group,
    treatment_counts,
    with_group,
    with_kept_groups,
)

HEADER = ("Case ID", "Kind of work", "Base", "Law", "Worker", "Child")
MAPPING = Mapping(
    (
        use_of("Case ID", "id"),
        use_of("Kind of work", "stratum"),
        use_of("Base", "office"),
        use_of("Law", "law_type"),
        use_of("Worker", "practitioner"),
        use_of("Child", "child_name"),
    )
)
ROWS = (
    ("A-1", "Long", "East", "Private", "W One", "C One"),
    ("A-2", "Short", "West", "Private", "W Two", "C Two"),
)


def strata(mapping: Mapping) -> list[str]:
    table = Table("made-up.csv", "", "", HEADER, ROWS, (2, 3))
    return list(build_frame(table, mapping, fold=None).frame.strata)


def test_a_list_offers_its_own_groups_else_its_law_types() -> None:
    assert group_headers(MAPPING) == ("Kind of work",)
    assert group_headers(with_role(MAPPING, "Kind of work", "ignore")) == ("Law",)
    assert group_headers(Mapping((use_of("Case ID", "id"),))) == ()


def test_a_column_joins_the_groups_and_leaves_them_and_the_list_is_grouped_so() -> None:
    joined = with_group(MAPPING, "Base", wanted=True)
    assert group_headers(joined) == ("Kind of work", "Base")
    assert strata(joined) == ["Long, East", "Short, West"]
    alone = with_group(joined, "Kind of work", wanted=False)
    assert group_headers(alone) == ("Base",)
    assert strata(alone) == ["East", "West"]
    assert group_headers(with_group(alone, "Base", wanted=False)) == ("Kind of work",)


def test_groups_go_into_the_file_of_a_mapping_and_come_back() -> None:
    joined = with_group(MAPPING, "Law", wanted=True)
    assert mapping_from_toml(mapping_to_toml(joined), "made up") == joined


@pytest.mark.parametrize("header", ["Case ID", "Worker", "Child"])
def test_groups_are_never_made_of_what_shows_who_people_are(header: str) -> None:
    use = next(use for use in MAPPING.columns if use.header == header)
    assert not may_group(use)
    with pytest.raises(InputRefused, match="Groups cannot be made of"):
        with_group(MAPPING, header, wanted=True)


def test_a_column_that_is_dropped_later_leaves_the_groups() -> None:
    joined = with_group(MAPPING, "Base", wanted=True)
    dropped = with_kept_groups(with_role(joined, "Base", "office", "drop"))
    assert group_headers(dropped) == ("Kind of work",)
    assert strata(dropped) == ["Long", "Short"]


def test_treatments_are_counted() -> None:
    assert treatment_counts(MAPPING) == {"keep": 4, "code": 1, "fingerprint": 1}
