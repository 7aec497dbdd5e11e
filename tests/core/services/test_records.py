"""Details, evidence, activities, judgements and steps through commands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cafaudit import assets
from cafaudit.errors import InputRefused
from cafaudit.services.commands.activities import AddActivity, ChangeActivity
from cafaudit.services.commands.details import (
    ChangeEntry,
    DescribeVisit,
    JudgeActionPlan,
    MoveToStep,
    NameAddressee,
    NameCopyRecipient,
    RemoveEntry,
)
from cafaudit.services.commands.drawing import DrawSample
from cafaudit.services.commands.evidence import AddEvidence, ChangeEvidence, RemoveEvidence
from cafaudit.services.commands.judging import GiveJudgement
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.overview import publish_by, status, suggested_overall
from tests.visits import SEED, draw, visit_in

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.services.visit import Visit


def test_details_stand_and_what_is_left_out_stays(visit: Visit) -> None:
    visit.do(DescribeVisit(service_area="Made-up Vale", letter_date=date(2009, 9, 4), publish_days=14))
    visit.do(DescribeVisit(area_code="C5"))
    details = load_picture(visit).details
    assert (details.service_area, details.area_code) == ("Made-up Vale", "C5")
    assert publish_by(details) == date(2009, 9, 18)


def test_a_visit_cannot_end_before_it_begins(visit: Visit) -> None:
    visit.do(DescribeVisit(visit_from=date(2009, 8, 19)))
    with pytest.raises(InputRefused, match="before it began"):
        visit.do(DescribeVisit(visit_to=date(2009, 8, 18)))


def test_entries_are_listed_by_order_and_then_by_entering(visit: Visit) -> None:
    for name, order in (("Second", 2), ("First", 1), ("Also second", 2)):
        visit.do(NameCopyRecipient(name=name, order=order))
    assert [copy.name for copy in load_picture(visit).copies] == ["First", "Second", "Also second"]


def test_an_entry_can_be_changed_removed_and_brought_back(visit: Visit) -> None:
    made = visit.do(NameAddressee(name="Chief (made up)", address=("One Street", "Town"))).made["addressee"]
    visit.do(ChangeEntry(kind="addressee", entry=made, fields={"post": "Chief Executive"}))
    assert load_picture(visit).addressees[0].post == "Chief Executive"
    assert load_picture(visit).addressees[0].address == ("One Street", "Town")
    visit.do(RemoveEntry(kind="addressee", entry=made))
    assert load_picture(visit).addressees == ()
    visit.undo()
    assert load_picture(visit).addressees[0].name == "Chief (made up)"


def test_an_unknown_field_or_entry_is_refused_by_name(visit: Visit) -> None:
    made = visit.do(NameAddressee(name="Chief (made up)")).made["addressee"]
    with pytest.raises(InputRefused, match="no field “colour”"):
        visit.do(ChangeEntry(kind="addressee", entry=made, fields={"colour": "red"}))
    with pytest.raises(InputRefused, match="no addressee"):
        visit.do(RemoveEntry(kind="addressee", entry="nobody"))


def test_the_action_plan_has_a_history(visit: Visit) -> None:
    visit.do(JudgeActionPlan(grade="inadequate", order=1))
    visit.do(JudgeActionPlan(grade="satisfactory", order=2))
    assert [entry.grade for entry in load_picture(visit).plan] == ["inadequate", "satisfactory"]


def test_evidence_needs_only_its_text_and_takes_areas_from_its_item(visit: Visit) -> None:
    visit.do(AddEvidence(text="Checks came late", item="risk-quality"))
    item = load_picture(visit).evidence[0]
    assert item.areas == visit.framework.aspect("risk-quality").areas
    assert (item.label, item.source, item.polarity, item.phase) == ("E-001", "file", "neutral", "during")


def test_changing_areas_lets_exactly_the_new_ones_stand(visit: Visit) -> None:
    first, second, third = (area.id for area in visit.framework.areas[:3])
    made = visit.do(AddEvidence(text="One", areas=(first, second))).made["evidence"]
    visit.do(ChangeEvidence(evidence=made, areas=(second, third)))
    assert set(load_picture(visit).evidence[0].areas) == {second, third}
    visit.undo()
    assert set(load_picture(visit).evidence[0].areas) == {first, second}


@pytest.mark.parametrize(
    "command",
    [
        AddEvidence(text="   "),
        AddEvidence(text="x", areas=("nowhere",)),
        AddEvidence(text="x", source="rumour"),
        AddEvidence(text="x", polarity="maybe"),
        AddEvidence(text="x", case="BBC-9999"),
        AddEvidence(text="x", id="Not An Id"),
        RemoveEvidence(evidence="none"),
    ],
)
def test_evidence_that_cannot_be_cited_is_refused(visit: Visit, command: object) -> None:
    with pytest.raises(InputRefused):
        visit.do(command)
    assert load_picture(visit).evidence == ()


def test_an_activity_begins_with_the_wording_of_its_kind(visit: Visit) -> None:
    kind = visit.framework.activity_kinds[0]
    made = visit.do(AddActivity(kind=kind.id)).made["activity"]
    assert load_picture(visit).activities[0].wording == kind.wording
    visit.do(ChangeActivity(activity=made, wording="met the Head of Service", held_on=date(2009, 8, 20)))
    activity = load_picture(visit).activities[0]
    assert (activity.wording, activity.held_on) == ("met the Head of Service", date(2009, 8, 20))


def test_a_departure_from_the_suggested_whole_wants_a_reason(visit: Visit) -> None:
    for area in visit.framework.areas:
        visit.do(GiveJudgement(area=area.id, grade="satisfactory"))
    with pytest.raises(InputRefused, match="Satisfactory"):
        visit.do(GiveJudgement(area="overall", grade="good"))
    visit.do(GiveJudgement(area="overall", grade="good", departure="the two weak files were one team's"))
    picture = load_picture(visit)
    overall = picture.judgement("overall")
    assert overall is not None
    assert overall.grade == "good"
    assert suggested_overall(picture).grade == "satisfactory"


def test_provisional_and_final_judgements_stand_apart(visit: Visit) -> None:
    area = visit.framework.areas[0].id
    visit.do(GiveJudgement(area=area, grade="inadequate", reasons="before the further evidence"))
    visit.do(GiveJudgement(area=area, grade="satisfactory", stage="final"))
    found = {j.stage: j for j in load_picture(visit).judgements}
    assert (found["provisional"].grade, found["final"].grade) == ("inadequate", "satisfactory")
    standing = load_picture(visit).judgement(area)
    assert standing is not None
    assert standing.stage == "final"


def test_going_back_a_step_wants_a_reason(visit: Visit) -> None:
    first, _, third = (step.id for step in visit.framework.steps[:3])
    visit.do(MoveToStep(step=third))
    with pytest.raises(InputRefused, match="reason"):
        visit.do(MoveToStep(step=first))
    visit.do(MoveToStep(step=first, reason="the list was the wrong one"))
    assert load_picture(visit).details.step == first


def test_the_draw_moves_the_visit_on_and_a_further_draw_never_moves_it_back(
    visit: Visit, tmp_path: Path
) -> None:
    draw(visit, tmp_path)
    assert load_picture(visit).details.step == "sample-drawn"
    visit.do(MoveToStep(step="readings-locked"))
    visit.do(DrawSample(seed=SEED, size=10, reason="one more office"))
    assert load_picture(visit).details.step == "readings-locked"


def test_where_the_framework_has_no_step_for_the_draw_the_visit_stays_where_it_stands(
    tmp_path: Path,
) -> None:
    own = tmp_path / "own.toml"
    text = assets.framework_text("blank").replace('id = "sample-drawn"', 'id = "files-chosen"')
    own.write_text(text, encoding="utf-8")
    held = visit_in(tmp_path, framework=str(own))
    try:
        before = load_picture(held.visit).details.step
        draw(held.visit, tmp_path)
        assert load_picture(held.visit).details.step == before
    finally:
        held.close()


def test_each_blocker_says_whether_it_holds_back_the_very_next_step(visit: Visit, tmp_path: Path) -> None:
    def held_back() -> dict[str, bool]:
        return {one.id: one.holds_next for one in status(visit).blockers}

    draw(visit, tmp_path)
    assert held_back() == {"readings": False, "areas": False}
    visit.do(MoveToStep(step="on-site"))
    assert held_back() == {"readings": True, "areas": False}
    visit.do(MoveToStep(step="moderated"))
    assert held_back() == {"readings": True, "areas": True}
