"""What the shipped frameworks must hold, whoever edits them."""

import re
import textwrap

import pytest

from cafaudit import assets
from cafaudit.domain.framework import Area, Aspect, Framework, GradeScale
from cafaudit.domain.framework_toml import load_framework
from cafaudit.domain.overall import suggest_area

PIM = "cafcass-pim-2009"
DESCRIPTOR_WIDTH = 46
"""Signs on one line of the panel beside the questions, at 100 %."""


@pytest.fixture(scope="module")
def pim() -> Framework:
    return load_framework(PIM)[0]


@pytest.mark.parametrize("name", assets.framework_names())
def test_every_shipped_framework_loads_under_its_own_name(name: str) -> None:
    framework, text = load_framework(name)
    assert framework.id == name
    assert text == assets.framework_text(name)


@pytest.mark.parametrize("name", assets.framework_names())
def test_every_descriptor_fits_two_lines_of_the_panel(name: str) -> None:
    framework, _ = load_framework(name)
    items: tuple[Area | Aspect, ...] = (*framework.areas, *framework.aspects)
    texts = [text for item in items for text in item.descriptors.values()]
    assert [text for text in texts if len(textwrap.wrap(text, DESCRIPTOR_WIDTH)) > 2] == []


def test_the_seven_areas_stand_in_their_three_timescales(pim: Framework) -> None:
    assert [(area.number, area.timescale) for area in pim.areas] == [
        (1, "immediately"),
        (2, "immediately"),
        (3, "three-months"),
        (4, "three-months"),
        (5, "three-months"),
        (6, "six-months"),
        (7, "six-months"),
    ]
    assert [timescale.months for timescale in pim.timescales] == [0, 3, 6]


def test_only_area_2_is_limiting_and_only_area_4_is_not_asked_of_files(pim: Framework) -> None:
    assert [area.number for area in pim.areas if area.limiting] == [2]
    assert [area.number for area in pim.areas if not area.answerable] == [4]
    assert pim.area("lasting-plan").not_asked_because


def test_a_file_has_eighteen_core_answers(pim: Framework) -> None:
    """Six areas that a file can answer and twelve core aspects."""
    areas = [area for area in pim.areas if area.answerable]
    core = [aspect for area in pim.areas for aspect in pim.aspects_of(area.id, core=True)]
    assert (len(areas), len(core)) == (6, 12)


def test_everything_graded_has_a_descriptor_for_every_grade(pim: Framework) -> None:
    asked: list[Area | Aspect] = [area for area in pim.areas if area.answerable]
    for item in [*asked, *pim.aspects]:
        scale = pim.scale_of(item)
        if scale is not None:
            assert set(item.descriptors) == {grade.id for grade in scale.grades}, item.id


def test_the_five_outcomes_are_asked_at_the_outset_and_in_the_report(pim: Framework) -> None:
    outcomes = {outcome.id for outcome in pim.outcome_sets[0].outcomes}
    assert len(outcomes) == 5
    asked = {aspect.id for aspect in pim.aspects}
    for moment in ("outset", "report"):
        assert {f"{moment}-{outcome}" for outcome in outcomes} <= asked
    assert pim.aspect("outset-stay-safe").short == "At the outset: stay safe"


def test_file_and_area_scale_have_the_same_grades_and_the_same_line(pim: Framework) -> None:
    scales = [pim.scale(scale_id) for scale_id in (pim.file_scale, pim.area_scale) if scale_id]

    def shape(scale: GradeScale) -> list[tuple[str, str, int]]:
        return [(grade.id, grade.letter, grade.rung) for grade in scale.grades]

    assert shape(scales[0]) == shape(scales[1])
    assert "".join(grade.letter for grade in scales[0].grades) == "OGSI"
    assert [scale.line for scale in scales] == ["satisfactory", "satisfactory"]


def test_the_visit_has_sixteen_steps(pim: Framework) -> None:
    assert len(pim.steps) == 16
    assert (pim.steps[0].id, pim.steps[2].text, pim.steps[-1].id) == ("planned", "On site", "destroyed")


def test_nothing_is_fixed_to_seven_areas_four_grades_or_three_timescales() -> None:
    other, _ = load_framework("further-education-monitoring")
    assert (len(other.areas), len(other.timescales), len(other.steps)) == (3, 0, 9)
    assert [[grade.letter for grade in scale.grades] for scale in other.scales] == [
        ["S", "F", "W"],
        ["S", "R", "I"],
    ]
    assert {aspect.kind for aspect in other.aspects} == {"yes_no", "grade", "choice", "number", "date"}
    assert other.words.half == ""
    assert suggest_area(other, "training", {"strong": 1, "fair": 3}).grade == "reasonable"


def test_the_blank_framework_has_one_area_to_rename_and_one_question() -> None:
    blank, _ = load_framework("blank")
    assert "rename" in blank.areas[0].title
    assert (len(blank.areas), len(blank.aspects)) == (1, 1)


def test_the_blank_framework_explains_every_key_that_a_framework_can_have() -> None:
    text = assets.framework_text("blank")
    notes = [line for line in text.splitlines() if line.startswith("#")]
    explained = set(re.findall(r"[a-z_]+", "\n".join(notes)))
    written = set(re.findall(r"[a-z_]+(?= = )", assets.framework_text("cafcass-pim-2009")))
    grades = {"outstanding", "good", "satisfactory", "inadequate"}
    assert written - explained - grades == set()
