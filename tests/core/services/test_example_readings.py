"""What the example's readers answer: the same each time, and as the words of the letter need it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cafaudit.domain.asking import core_items, effective_answer
from cafaudit.domain.framework_toml import load_framework
from cafaudit.domain.overall import suggest_area
from cafaudit.domain.picture import SampledCase
from cafaudit.domain.words import supports
from cafaudit.services.commands.scoring import checked_answer
from cafaudit.services.example_plan import load_plan, load_readings
from cafaudit.services.example_readings import (
    Answers,
    ItemPlan,
    Line,
    Readers,
    Scripts,
    answers_to,
    manager_grades,
    scripts_for,
)

if TYPE_CHECKING:
    from cafaudit.domain.framework import Framework

READERS = Readers("HMI 1", "HMI 2")


def sample(prefix: str, size: int = 30) -> list[SampledCase]:
    """A sample of any size whose references, law types and flags follow from the prefix."""
    cases = []
    for number in range(size):
        ref = f"{prefix}-{number:03d}"
        chance = hashlib.sha256(ref.encode()).digest()[0]
        cases.append(
            SampledCase(
                ref=ref,
                stratum="All files",
                ticket="",
                role="sample",
                order=number + 1,
                draw=1,
                law_type="Public" if number % 3 == 0 else "Private",
                domestic_violence=chance < 128,
                allocated_on=date(2009, 5, 1 + number % 28),
                reader=READERS.lead if number % 2 else READERS.second,
            )
        )
    return cases


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework("cafcass-pim-2009")[0]


def scripts(framework: Framework, cases: list[SampledCase]) -> Scripts:
    return scripts_for(load_readings(), framework, cases, READERS, load_plan().reading)


def files_with(answers: Answers, item: str, *wanted: str) -> int:
    return sum(1 for given in answers.values() if given.get(item) in wanted)


def files_asked(answers: Answers, item: str) -> int:
    return sum(1 for given in answers.values() if given.get(item, "na") != "na")


@pytest.mark.parametrize("prefix", ["BBC", "X", "another list"])
def test_the_words_of_the_letter_hold_whatever_was_drawn(framework: Framework, prefix: str) -> None:
    answers = answers_to(load_readings().answers, sample(prefix))
    sound = ("outstanding", "good", "satisfactory")
    claims = (
        ("all", "statutory-focus", ("yes",)),
        ("a majority", "recording-and-planning", sound),
        ("some", "recording-and-planning", ("good",)),
        ("most", "risk-present", ("yes",)),
        ("most", "risk-quality", sound),
        ("most", "violence-practice", sound),
        ("a small number", "actions-visible", ("no",)),
        ("most", "management-oversight", sound),
        ("a minority", "quality-assurance", ("no",)),
        ("some", "wishes-and-feelings", ("good",)),
        ("many", "outcomes-tool-present", ("yes",)),
    )
    for word, item, wanted in claims:
        verdict = supports(
            framework.words, word, files_with(answers, item, *wanted), files_asked(answers, item)
        )
        assert verdict.holds, verdict.sentence
    most_of_all_files = files_with(answers, "risk-quality", *sound)
    assert supports(framework.words, "most", most_of_all_files, len(answers)).holds


@pytest.mark.parametrize("prefix", ["BBC", "X", "another list"])
def test_one_tool_is_completed_and_one_public_law_file_has_all_five_outcomes(
    framework: Framework, prefix: str
) -> None:
    cases = sample(prefix)
    answers = answers_to(load_readings().answers, cases)
    outcomes = [f"outset-{outcome.id}" for outcome in framework.outcome_sets[0].outcomes]
    complete = [ref for ref, given in answers.items() if all(given[item] == "addressed" for item in outcomes)]

    assert files_with(answers, "outcomes-tool-completed", "yes") == 1
    assert len(complete) == 1
    assert {case.law_type for case in cases if case.ref == complete[0]} == {"Public"}
    assert answers[complete[0]]["outcomes"] == "good"


def test_every_core_item_of_every_file_is_answered_with_an_answer_that_it_offers(
    framework: Framework,
) -> None:
    answers = answers_to(load_readings().answers, sample("BBC"))

    for given in answers.values():
        assert all(effective_answer(framework, item, given) for item in core_items(framework))
        for item, answer in given.items():
            assert checked_answer(framework, framework.item(item), answer) == answer


def test_the_files_suggest_the_grades_that_the_letter_gives(framework: Framework) -> None:
    answers = answers_to(load_readings().answers, sample("BBC"))
    suggested = {}
    for area in framework.areas:
        grades = [given[area.id] for given in answers.values() if given.get(area.id, "na") != "na"]
        counts = {grade: grades.count(grade) for grade in set(grades)}
        suggested[area.id] = suggest_area(framework, area.id, counts).grade

    assert suggested.pop("lasting-plan") is None  # no file can answer it
    assert suggested.pop("outcomes") == "inadequate"
    assert set(suggested.values()) == {"satisfactory"}


def test_managers_grade_some_files_higher_and_never_across_the_line(framework: Framework) -> None:
    answers = answers_to(load_readings().answers, sample("BBC"))
    scale = framework.scale("file")
    gaps = [
        (scale.position(answers[ref][item]) - scale.position(grade), answers[ref][item], grade)
        for ref, graded in manager_grades(load_readings().manager, framework, answers).items()
        for item, grade in graded.items()
    ]

    assert {gap for gap, _, _ in gaps} == {0, 1}
    assert all(scale.passes(mine) == scale.passes(theirs) for _, mine, theirs in gaps)
    assert any(mine == "inadequate" for _, mine, _ in gaps)


def test_managers_grade_only_files_that_they_checked(framework: Framework) -> None:
    answers = answers_to(load_readings().answers, sample("BBC"))
    graded = manager_grades(load_readings().manager, framework, answers)

    assert set(graded) == {ref for ref, given in answers.items() if given["quality-assurance"] == "yes"}


def test_the_same_files_are_answered_the_same_in_whatever_order_they_come(framework: Framework) -> None:
    cases = sample("BBC")
    plans = load_readings().answers

    assert answers_to(plans, cases) == answers_to(plans, cases[::-1])
    assert scripts(framework, cases) == scripts(framework, cases)


def test_two_people_read_four_files_both_and_differ_on_two_answers(framework: Framework) -> None:
    cases = sample("BBC")
    made = scripts(framework, cases)
    mine, theirs = given_scores(made.lead), given_scores(made.second)
    shared = {case for case, _ in mine} & {case for case, _ in theirs}
    different = {place for place in mine if place in theirs and mine[place] != theirs[place]}

    assert len(shared) == 4
    assert {case for case, _ in [*mine, *theirs]} == {case.ref for case in cases}
    assert sorted(item for _, item in different) == ["recording-and-planning", "wishes-and-feelings"]
    assert {(line["case"], line["item"]) for line in made.settling} == different
    assert all(mine[line["case"], line["item"]] == line["answer"] for line in made.settling)


def test_every_reading_ends_locked_and_moments_only_go_forward(framework: Framework) -> None:
    made = scripts(framework, sample("BBC"))

    for lines in (made.lead, made.second):
        moments = [line["at"] for line in lines]
        assert moments == sorted(moments)
        assert moments[-1] < load_plan().merge.merged_at
        last = {line["case"]: line["do"] for line in lines if "case" in line and line["do"] != "RaiseConcern"}
        assert set(last.values()) == {"LockReading"}


def test_the_concern_is_raised_on_a_file_that_does_not_show_what_was_done(framework: Framework) -> None:
    made = scripts(framework, sample("BBC"))
    raised = [line for line in made.second if line["do"] == "RaiseConcern"]

    assert len(raised) == 1
    assert given_scores(made.second)[raised[0]["case"], "actions-visible"] == "no"
    assert [line["do"] for line in made.concluding] == ["AnswerConcern", "ConcludeConcern"]


def test_a_list_that_flags_violence_is_believed_and_a_little_more_is_found() -> None:
    cases = sample("BBC")
    answers = answers_to(load_readings().answers, cases)
    flagged = {case.ref for case in cases if case.domestic_violence}
    found = {ref for ref, given in answers.items() if given["violence-present"] == "yes"}

    assert flagged < found
    assert len(found - flagged) == 2


def test_answers_are_dealt_from_both_ends_and_never_to_more_files_than_there_are() -> None:
    plan = ItemPlan(item="x", best={"good": 2}, rest="fair", worst={"na": 1, "poor": 1})
    three = answers_to([plan], sample("A", 3))
    six = answers_to([plan], sample("A", 6))

    assert sorted(given["x"] for given in three.values()) == ["good", "good", "na"]
    assert sorted(given["x"] for given in six.values()) == ["fair", "fair", "good", "good", "na", "poor"]


def test_a_kind_of_file_that_nobody_drew_moves_nothing_to_the_front() -> None:
    plan = ItemPlan(item="x", best={"good": 1}, rest="fair", front={"law_type": "Public"})
    private = [replace(case, law_type="Private") for case in sample("A", 5)]

    assert answers_to([plan], private) == answers_to([replace(plan, front={})], private)


def given_scores(lines: list[Line]) -> dict[tuple[str, str], str]:
    return {(line["case"], line["item"]): line["answer"] for line in lines if line["do"] == "GiveScore"}
