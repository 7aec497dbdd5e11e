"""The Judgements page by keyboard: counts, decisions by digit, their words, and the whole. Made-up data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cafaudit.services.commands.evidence import AddEvidence
from cafaudit.services.commands.judging import GiveJudgement
from cafaudit.services.commands.scoring import GiveManagerGrade, GiveScore
from cafaudit.services.commands.team import AddMember
from cafaudit.services.picture import load_picture
from cafaudit.services.visits import author_of
from tests.core.team.people import person
from tests.ui.hands import CTRL, Hands, Key
from tests.ui.in_window import in_window
from tests.ui.showing import find
from tests.ui.visits import drawn_visit, planned_visit
from tests.visits import sampled
from ui.pages.judgements import JudgementsPage
from ui.widgets.buttons import Button
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cafaudit.domain.picture import Judgement
    from tests.ui.showing import Show
    from ui.desk import Desk

AREAS = ("statutory-duty", "risk", "backlog", "lasting-plan", "performance", "participation", "outcomes")


@pytest.fixture
def desk(tmp_path: Path, desk_for: Callable[..., Desk]) -> Desk:
    return desk_for(planned_visit(tmp_path))


@pytest.fixture
def drawn(tmp_path: Path, desk_for: Callable[..., Desk]) -> Desk:
    """Nine files drawn, four of them graded for the second area."""
    held = drawn_visit(tmp_path, size=9)
    cases = sampled(held.visit)
    for case, grade in zip(cases, ("good", "satisfactory", "satisfactory", "inadequate"), strict=False):
        held.visit.do(GiveScore(case=case, item="risk", answer=grade))
    held.visit.do(GiveScore(case=cases[0], item="risk-quality", answer="satisfactory"))
    held.visit.do(GiveManagerGrade(case=cases[0], item="risk-quality", grade="good"))
    for number, polarity in enumerate(("for", "for", "for", "against")):
        held.visit.do(AddEvidence(text=f"made-up fact {number}", areas=("risk",), polarity=polarity))
    return desk_for(held)


@pytest.fixture
def page(desk: Desk, show: Show) -> JudgementsPage:
    return in_window(show, JudgementsPage(desk), "judgements")


def standing(desk: Desk, area: str, stage: str = "provisional") -> Judgement:
    judgements = load_picture(desk.visit, with_history=False).judgements
    return next(j for j in judgements if (j.area, j.stage) == (area, stage))


def area_of(page: JudgementsPage, name: str) -> TextArea:
    return find(page, TextArea, f"judgement_{name}")


def test_the_keyboard_is_at_the_decision_and_a_digit_decides(
    page: JudgementsPage, desk: Desk, hands: Hands
) -> None:
    assert page.form.slots.hasFocus()
    hands.press(Key.Key_3)
    assert standing(desk, "statutory-duty").grade == "satisfactory"
    assert page.form.slots.chosen == "satisfactory"
    assert page.areas.marked_row(0).mark is not None
    assert page.areas.marked_row(0).mark.letter == "S"  # type: ignore[union-attr]


def test_a_digit_without_a_grade_does_nothing(page: JudgementsPage, desk: Desk, hands: Hands) -> None:
    hands.press(Key.Key_7)
    assert load_picture(desk.visit, with_history=False).judgements == ()
    assert page.form.slots.chosen == ""


def test_arrows_and_space_decide_and_nought_takes_it_back(
    page: JudgementsPage, desk: Desk, hands: Hands
) -> None:
    hands.press(Key.Key_Right, Key.Key_Space)
    assert standing(desk, "statutory-duty").grade == "good"
    hands.press(Key.Key_0)
    assert load_picture(desk.visit, with_history=False).judgements == ()
    assert page.form.slots.chosen == ""


def test_ctrl_enter_saves_what_is_typed_and_goes_to_the_next_area(
    page: JudgementsPage, desk: Desk, hands: Hands
) -> None:
    area_of(page, "qualifier").setFocus()
    hands.write("Clear for the duty team only.")
    hands.press(Key.Key_Return, held=CTRL)
    assert standing(desk, "statutory-duty").qualifier == "Clear for the duty team only."
    assert page.present == "risk"
    assert page.form.slots.hasFocus()
    assert area_of(page, "qualifier").toPlainText() == ""


def test_seven_areas_and_the_whole_are_judged_by_two_keys_each(
    page: JudgementsPage, desk: Desk, hands: Hands
) -> None:
    asked: list[str] = []
    page.page_wanted.connect(lambda name, _: asked.append(name))
    for _ in AREAS:
        hands.press(Key.Key_3)
        hands.press(Key.Key_Return, held=CTRL)
    assert page.present == "overall"
    assert page.form.suggestion.word.text() == "Satisfactory"
    hands.press(Key.Key_3)
    hands.press(Key.Key_Return, held=CTRL)
    assert [standing(desk, area).grade for area in (*AREAS, "overall")] == ["satisfactory"] * 8
    assert asked == ["letter"]


def test_each_text_is_saved_on_leaving_its_field(page: JudgementsPage, desk: Desk, hands: Hands) -> None:
    area_of(page, "scope").setFocus()
    for name in ("scope", "qualifier", "residual", "reasons"):
        assert area_of(page, name).hasFocus()
        hands.write(f"made-up {name}")
        hands.press(Key.Key_Tab)
    found = standing(desk, "statutory-duty")
    assert (found.scope, found.qualifier) == ("made-up scope", "made-up qualifier")
    assert (found.residual, found.reasons) == ("made-up residual", "made-up reasons")


def test_what_is_typed_is_kept_as_a_draft(page: JudgementsPage, desk: Desk, hands: Hands) -> None:
    area_of(page, "reasons").setFocus()
    hands.write("half a sen")
    page.form.fields["reasons"]._keep()
    hands.settle()
    with desk.visit.reading() as read:
        (draft,) = read.local.drafts().values()
    assert (draft.cell, draft.text) == ("judgement/statutory-duty/provisional/reasons", "half a sen")
    assert load_picture(desk.visit, with_history=False).judgements == ()


def test_a_draft_is_shown_again_and_gone_once_it_is_saved(desk: Desk, hands: Hands, show: Show) -> None:
    desk.visit.keep_draft("judgement/statutory-duty/provisional/reasons", "half a sen")
    page = in_window(show, JudgementsPage(desk), "judgements")
    assert area_of(page, "reasons").toPlainText() == "half a sen"
    page.form.slots.setFocus()
    hands.press(Key.Key_Return, held=CTRL)
    assert standing(desk, "statutory-duty").reasons == "half a sen"
    with desk.visit.reading() as read:
        assert read.local.drafts() == {}


def test_an_overall_grade_that_departs_needs_a_reason_first(
    page: JudgementsPage, desk: Desk, hands: Hands
) -> None:
    for area in AREAS:
        desk.do(GiveJudgement(area=area, grade="satisfactory"))
    page.show_item("overall")
    hands.settle()
    page.form.slots.setFocus()
    hands.press(Key.Key_2)
    assert "The areas suggest “Satisfactory” overall." in page.form.refusal.text()
    assert page.form.slots.chosen == ""
    area_of(page, "departure").setFocus()
    hands.write("Progress is faster than the files show yet.")
    hands.press(Key.Key_Tab)
    found = standing(desk, "overall")
    assert (found.grade, found.departure) == ("good", "Progress is faster than the files show yet.")
    assert page.form.refusal.text() == ""
    assert page.form.slots.chosen == "good"


def test_a_final_judgement_is_a_record_of_its_own_and_can_take_over_the_provisional_one(
    page: JudgementsPage, desk: Desk, hands: Hands
) -> None:
    hands.press(Key.Key_3)
    area_of(page, "reasons").setFocus()
    hands.write("Nine of ten files.")
    page.form.stages.setFocus()
    hands.press(Key.Key_Right)
    assert page.form.stage == "final"
    assert page.form.slots.chosen == ""
    find(page, Button, "take_over").setFocus()
    hands.press(Key.Key_Space)
    final = standing(desk, "statutory-duty", "final")
    assert (final.grade, final.reasons) == ("satisfactory", "Nine of ten files.")
    page.form.slots.setFocus()
    hands.press(Key.Key_2)
    assert standing(desk, "statutory-duty", "final").grade == "good"
    assert standing(desk, "statutory-duty").grade == "satisfactory"


def test_the_list_says_how_many_areas_are_judged_and_what_the_whole_waits_for(
    page: JudgementsPage, hands: Hands
) -> None:
    assert page.areas.marked_row(7).aside == "after 7 more"
    hands.press(Key.Key_1)
    assert page.areas.marked_row(7).aside == "after 6 more"
    assert page.areas._words.text() == "1 of 7 areas provisional\nNo area is final yet"


def test_files_are_shown_by_stratum_with_their_counts_and_range(drawn: Desk, show: Show) -> None:
    page = in_window(show, JudgementsPage(drawn), "judgements")
    page.show_item("risk")
    model = page.area_view.files.model
    assert model is not None
    row = [model.index(model.rowCount() - 1, at).data() for at in range(model.columnCount())]
    assert row[:2] == ["All strata", "4 of 9"]
    assert row[3:8] == ["0", "1", "2", "1", "0"]
    assert row[8] == "3 of 4 · 75 %"
    assert row[9] == "22–98 %"
    assert page.area_view.head.state.text() == "On 4 of 9 files"
    assert page.form.suggestion.reason.text() == "The middle file, 3rd of 4"


def test_evidence_stands_by_polarity_with_a_link_to_the_rest(drawn: Desk, show: Show) -> None:
    page = in_window(show, JudgementsPage(drawn), "judgements")
    page.show_item("risk")
    asked: list[str] = []
    page.page_wanted.connect(lambda name, _: asked.append(name))
    more = find(page, Button, "more_for")
    assert more.text() == "1 more"
    more.click()
    assert asked == ["evidence"]


def test_managers_stand_beside_inspectors(drawn: Desk, show: Show) -> None:
    page = in_window(show, JudgementsPage(drawn), "judgements")
    page.show_item("risk")
    model = page.area_view.managers.model
    row = [model.index(0, at).data() for at in range(model.columnCount())]
    assert row == ["Risk assessment quality", "1", "managers 1.0 higher", "0 of 1", "0 of 1", "1 of 1"]


def test_what_would_change_the_suggestion_is_said(drawn: Desk, show: Show) -> None:
    page = in_window(show, JudgementsPage(drawn), "judgements")
    page.show_item("risk")
    words = " ".join(part.text() for part in page.change.findChildren(type(page.form.suggestion.word)))
    assert "To Good 2 files, one grade up" in words
    assert "The 5 files not graded yet could" in words


def test_an_area_that_no_file_can_answer_says_so(page: JudgementsPage) -> None:
    page.show_item("lasting-plan")
    assert page.area_view.files._note.text() == "No case file can answer this."
    assert page.form.suggestion.word.text() == "Nothing"


def test_enter_on_a_row_of_the_whole_opens_its_area(page: JudgementsPage, hands: Hands) -> None:
    page.show_item("overall")
    page.overall_view.table.setFocus()
    hands.press(Key.Key_Down, Key.Key_Return)
    assert page.present == AREAS[1]


def test_another_view_of_the_visit_changes_the_page(page: JudgementsPage, desk: Desk, hands: Hands) -> None:
    desk.do(GiveJudgement(area="statutory-duty", grade="inadequate", reasons="Seen anew."))
    hands.settle()
    assert page.form.slots.chosen == "inadequate"
    assert area_of(page, "reasons").toPlainText() == "Seen anew."


def test_an_inspector_reads_and_does_not_judge(
    tmp_path: Path, desk_for: Callable[..., Desk], show: Show
) -> None:
    lead, other = person("Lead (made up)", "L1"), person("Inspector (made up)", "I1")
    held = planned_visit(tmp_path, lead)
    held.visit.do(AddMember(card=other.card.to_text()))
    desk = desk_for(held)
    desk.visit.author = author_of(other)  # as if this copy were theirs
    page = in_window(show, JudgementsPage(desk), "judgements")
    assert not page.form.slots.isEnabled()
    assert area_of(page, "reasons").isReadOnly()
    assert "Only the lead judges" in page.form.refusal.text()
