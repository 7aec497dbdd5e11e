"""Cases taken out of the list by stated rules: counted, listed, marked, and gone from all that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cafaudit.errors import InputRefused
from cafaudit.sampling import frame_hash
from cafaudit.services.commands.drawing import DrawSample
from cafaudit.services.commands.listing import FixFrame, ImportFrame
from cafaudit.services.queries import ask
from cafaudit.services.queries.files import frame, frame_refs, stored_cases, verify_stored_draw
from cafaudit.services.registry import command_from
from tests.visits import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.services.visit import Visit

HEADER = "Case ID,Office,Law type,Date closed,Last audited,DV"
ROWS = (
    "C-01,North,Private,,2008-07-14,Y",
    "C-02,North,Private,,2008-07-13,N",
    "C-03,North,Public,2008-12-31,2009-07-13,",
    "C-04,South,Public,2009-01-01,2009-07-14,Y",
    "C-05,South,Public,2008-11-05,,N",
    "C-06,South,,,,N",
)
AUDITED = {"kind": "within_months", "field": "audited_on", "months": 12, "before": "2009-07-14"}
CLOSED = {"kind": "before", "field": "closed_on", "before": "2009-01-01"}
NAMED = {"kind": "listed", "cases": ["C-06"], "reason": "file lost in a flood"}


def do(visit: Visit, name: str, **fields: Any) -> str:  # noqa: ANN401 - fields of any command
    return visit.do(command_from(name, fields)).summary


def listing(path: Path, rows: tuple[str, ...] = ROWS) -> Path:
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def listed(visit: Visit, tmp_path: Path) -> Visit:
    """A visit with a list of six cases."""
    visit.do(ImportFrame(file=str(listing(tmp_path / "list.csv"))))
    return visit


def taken_out(visit: Visit) -> dict[str, int]:
    return {row["case"]: row["rule"] for row in ask(visit, "excluded")}


def fixed(visit: Visit) -> dict[str, Any]:
    with visit.reading() as read:
        said = read.tables.settled("frame/fixed").value
    assert isinstance(said, dict)
    return said


def test_each_rule_is_counted_and_its_cases_are_listed_with_it(listed: Visit) -> None:
    assert do(listed, "ExcludeCases", **AUDITED) == (
        "Last audited within 12 months before 14 July 2009, that is 14 July 2008 to 13 July 2009:"
        " 2 cases taken out, 4 cases left; of 2 cases the list does not say the day"
    )
    do(listed, "ExcludeCases", **CLOSED)
    do(listed, "ExcludeCases", **NAMED)
    state = ask(listed, "exclusions")
    assert (state["listed"], state["excluded"], state["left"]) == (6, 4, 2)
    assert [(rule["cases"], rule["sentence"]) for rule in state["rules"]] == [
        (2, "Last audited within 12 months before 14 July 2009, that is 14 July 2008 to 13 July 2009"),
        (1, "Closed before 1 January 2009"),
        (1, "1 case named (file lost in a flood)"),
    ]
    assert taken_out(listed) == {"C-01": 1, "C-03": 1, "C-05": 2, "C-06": 3}
    assert {row["case"] for row in ask(listed, "excluded", rule="2")} == {"C-05"}


def test_excluded_cases_are_in_no_count_no_hash_no_draw(listed: Visit) -> None:
    whole = frame_hash(stored_cases(listed))
    do(listed, "ExcludeCases", **CLOSED)
    assert frame_refs(listed) == ["C-01", "C-02", "C-04", "C-06"]
    assert frame(listed).cases == 4
    assert sum(frame(listed).strata.values()) == 4
    listed.do(FixFrame())
    assert frame(listed).hash == frame_hash(stored_cases(listed)) != whole
    assert fixed(listed)["excluded"] == 2
    assert fixed(listed)["exclusions"] == ["Closed before 1 January 2009: 2 cases"]
    assert fixed(listed)["cases"] == 4
    assert sum(fixed(listed)["offices"].values()) == 4
    listed.do(DrawSample(seed=SEED, size=4))
    assert {row["case"] for row in ask(listed, "sample")} == {"C-01", "C-02", "C-04", "C-06"}
    assert verify_stored_draw(listed) == ()


def test_a_rule_is_taken_back_and_the_others_are_applied_anew(listed: Visit) -> None:
    do(listed, "ExcludeCases", **AUDITED)
    do(listed, "ExcludeCases", kind="values", field="office", values=["north"])
    assert taken_out(listed) == {"C-01": 1, "C-03": 1, "C-02": 2}
    assert do(listed, "IncludeAgain", rule=1).endswith("; 3 cases left")
    assert taken_out(listed) == {"C-01": 1, "C-02": 1, "C-03": 1}
    do(listed, "IncludeAgain")
    assert taken_out(listed) == {}
    assert frame(listed).cases == len(ROWS)
    with listed.reading() as read:
        assert read.tables.settled("frame/exclusions").value is None
    with pytest.raises(InputRefused, match="No case is excluded"):
        do(listed, "IncludeAgain")


def test_a_fixed_list_takes_no_rule_until_it_is_released_with_a_reason(listed: Visit) -> None:
    listed.do(FixFrame())
    do(listed, "NameSeedSource", source="dice")
    with pytest.raises(InputRefused, match="The list is fixed") as refusal:
        do(listed, "ExcludeCases", **CLOSED)
    assert "Release the list first" in refusal.value.advice
    with pytest.raises(InputRefused, match="reason"):
        do(listed, "ReleaseFrame", reason=" ")
    do(listed, "ReleaseFrame", reason="closed cases were forgotten")
    do(listed, "ExcludeCases", **CLOSED)
    with listed.reading() as read:
        assert read.tables.settled("draw/1/seed_source").value is None
    with pytest.raises(InputRefused, match="not fixed"):
        listed.do(DrawSample(seed=SEED, size=2))


def test_a_source_named_for_a_fixed_list_falls_when_that_list_becomes_another(
    listed: Visit, tmp_path: Path
) -> None:
    def source() -> object:
        with listed.reading() as read:
            return read.tables.settled("draw/1/seed_source").value

    do(listed, "GroupFrame", strata=["office"])
    listed.do(FixFrame())
    do(listed, "NameSeedSource", source="dice")
    do(listed, "GroupFrame", strata=["office"])
    assert source() == "dice"
    assert frame(listed).hash
    do(listed, "GroupFrame", strata=["law_type"])
    assert source() is None
    assert not frame(listed).hash
    listed.do(FixFrame())
    do(listed, "NameSeedSource", source="lottery")
    corrected = tmp_path / "corrected.csv"
    corrected.write_text("\n".join((HEADER, *ROWS[:-1])))
    listed.do(ImportFrame(file=str(corrected)))
    assert source() is None


@pytest.mark.parametrize("field", ["rule", "start", "length"])
def test_a_number_of_a_page_that_no_store_takes_is_refused(listed: Visit, field: str) -> None:
    with pytest.raises(InputRefused, match="is no whole number"):
        ask(listed, "excluded", **{field: "9" * 30})


def test_after_the_draw_nothing_is_excluded_and_the_list_stands(listed: Visit) -> None:
    listed.do(FixFrame())
    listed.do(DrawSample(seed=SEED, size=2))
    with pytest.raises(InputRefused, match="A sample was drawn"):
        do(listed, "ExcludeCases", **CLOSED)
    with pytest.raises(InputRefused, match="A sample was drawn"):
        do(listed, "ReleaseFrame", reason="second thoughts")


def test_cases_named_for_the_same_reason_join_their_rule(listed: Visit) -> None:
    do(listed, "ExcludeCases", **NAMED)
    do(listed, "ExcludeCases", **NAMED | {"cases": [" C-01 ", "C-06"]})
    (rule,) = ask(listed, "exclusions")["rules"]
    assert (rule["cases"], rule["sentence"]) == (2, "2 cases named (file lost in a flood)")


@pytest.mark.parametrize(
    ("fields", "says", "advises"),
    [
        (AUDITED | {"field": "allocated_on"}, "not say of any case when it was allocated", "Import it again"),
        (AUDITED | {"field": "office"}, "no day that cases could be excluded by", "audited_on"),
        (AUDITED | {"months": None}, "within how many months", "1 to 1,200"),
        (AUDITED | {"months": 0}, "within how many months", "1 to 1,200"),
        (AUDITED | {"months": 1200, "before": "0050-01-01"}, "before the year 1", "fewer"),
        (CLOSED | {"before": None}, "before which day", "first day of the visit"),
        (CLOSED | {"months": 3}, "Months belong", "leave the months out"),
        (
            {"kind": "values", "field": "office", "values": ["East"]},
            "has “East” as its office",
            "North; South",
        ),
        ({"kind": "values", "field": "law_type", "values": []}, "names no value", "blank"),
        ({"kind": "values", "field": "line", "values": ["1"]}, "no kept column", "office"),
        ({"kind": "values", "field": "office", "values": ["North", "South"]}, "every case", "Check"),
        (NAMED | {"reason": ""}, "without a reason", "draw sheet"),
        (NAMED | {"cases": []}, "names no case", "references"),
        (NAMED | {"cases": ["C-07", "C-06", "C-08"]}, "no case “C-07”, nor 1 more", "as the list has them"),
    ],
)
def test_a_rule_that_cannot_be_applied_is_refused_in_a_sentence_and_changes_nothing(
    listed: Visit, fields: dict[str, Any], says: str, advises: str
) -> None:
    with pytest.raises(InputRefused, match=says) as refusal:
        do(listed, "ExcludeCases", **fields)
    assert advises in refusal.value.advice
    assert not ask(listed, "exclusions")["rules"]
    assert frame(listed).cases == len(ROWS)


def test_a_blank_value_and_a_flag_can_be_named(listed: Visit) -> None:
    do(listed, "ExcludeCases", kind="values", field="law_type", values=[""])
    do(listed, "ExcludeCases", kind="values", field="domestic_violence", values=["yes"])
    state = ask(listed, "exclusions")
    assert [rule["sentence"] for rule in state["rules"]] == [
        "Law type is “Not stated”",
        "Domestic violence is “yes”",
    ]
    assert taken_out(listed) == {"C-06": 1, "C-01": 2, "C-04": 2}


def test_grouping_anew_keeps_what_was_excluded(listed: Visit) -> None:
    do(listed, "ExcludeCases", **CLOSED)
    do(listed, "GroupFrame", strata=["office"])
    assert frame(listed).strata == {"North": 2, "South": 2}
    do(listed, "IncludeAgain")
    assert frame(listed).strata == {"North": 3, "South": 3}


def test_the_references_of_a_rule_do_not_travel(listed: Visit) -> None:
    do(listed, "ExcludeCases", **NAMED)
    listed.do(FixFrame())
    with listed.reading() as read:
        told = [live.value for live in read.tables.all()]
    assert "C-06" not in repr(told)
    assert fixed(listed)["exclusions"] == ["1 case named (file lost in a flood): 1 case"]


def test_without_a_list_there_is_nothing_to_exclude_from(visit: Visit) -> None:
    assert not ask(visit, "exclusions")["rules"]
    assert ask(visit, "excluded") == []
    with pytest.raises(InputRefused, match="no case list yet"):
        do(visit, "ExcludeCases", **CLOSED)
