"""A framework answers what a page or a count asks of it."""

import pytest

from cafaudit.domain.framework import Framework
from cafaudit.domain.framework_toml import load_framework


@pytest.fixture(scope="module")
def pim() -> Framework:
    return load_framework("cafcass-pim-2009")[0]


def test_an_item_is_an_area_or_an_aspect(pim: Framework) -> None:
    assert pim.item("risk") is pim.area("risk")
    assert pim.item("risk-quality") is pim.aspect("risk-quality")
    with pytest.raises(KeyError):
        pim.item("elsewhere")


def test_the_answers_of_an_item_follow_its_kind(pim: Framework) -> None:
    grades = ("outstanding", "good", "satisfactory", "inadequate")
    assert pim.answers_of(pim.area("risk")) == grades
    assert pim.answers_of(pim.aspect("risk-quality")) == grades
    assert pim.answers_of(pim.aspect("risk-present")) == ("yes", "no")
    assert pim.answers_of(pim.aspect("outset-stay-safe")) == ("addressed", "partly", "not-addressed")
    assert pim.answers_of(pim.aspect("allocated-on")) is None
    assert pim.answers_of(pim.aspect("days-waited")) is None


def test_aspects_stand_under_their_first_area_core_apart_from_folded(pim: Framework) -> None:
    assert [aspect.id for aspect in pim.aspects_of("performance", core=True)] == [
        "management-oversight",
        "quality-assurance",
    ]
    assert [a.id for a in pim.aspects_of("statutory-duty", core=False)] == ["statutory-focus"]


def test_only_graded_items_have_a_scale(pim: Framework) -> None:
    assert pim.scale_of(pim.aspect("risk-present")) is None
    assert pim.scale_of(pim.aspect("risk-quality")) == pim.scale("file")


def test_a_scale_knows_which_grades_pass_its_line(pim: Framework) -> None:
    scale = pim.scale("file")
    assert [scale.passes(grade.id) for grade in scale.grades] == [True, True, True, False]
    assert scale.grade("good").letter == "G"
    with pytest.raises(KeyError):
        scale.position("fair")


def test_a_timescale_is_found_by_its_id(pim: Framework) -> None:
    assert pim.timescale("six-months").months == 6
    with pytest.raises(KeyError):
        pim.timescale("soon")
