"""Names are stopped where texts leave: at the lock and at every document. All names are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import InputRefused
from cafaudit.services.commands.concerns import RaiseConcern
from cafaudit.services.commands.details import (
    NameAddressee,
    NameCopyRecipient,
    NameInspector,
    NameSignatory,
)
from cafaudit.services.commands.evidence import AddEvidence, ChangeEvidence, RemoveEvidence
from cafaudit.services.commands.judging import GiveJudgement
from cafaudit.services.commands.readings import LockReading
from cafaudit.services.commands.scoring import GiveReason
from cafaudit.services.documents import export_feedback, export_letter, export_workbook
from cafaudit.services.firewall import firewall_of
from cafaudit.services.queries.reading import read_case
from tests.visits import draw, sampled

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.services.visit import Visit

NAMED = "Madeup3 Surname3 was seen alone."
PLAIN = "The child was seen alone."


def test_a_name_on_the_list_is_marked_and_says_what_to_write(drawn: Visit) -> None:
    marks = firewall_of(drawn).scan(NAMED)
    assert [(mark.severity, mark.kind) for mark in marks] == [("block", "name")]
    assert "instead" in marks[0].say


def test_before_a_list_telephone_numbers_are_marked_and_names_are_not(visit: Visit) -> None:
    firewall = firewall_of(visit)
    assert [mark.kind for mark in firewall.scan("ring 020 7946 0018")] == ["telephone number"]
    assert firewall.scan(NAMED) == ()


def test_the_firewall_is_kept_until_the_list_changes(visit: Visit, tmp_path: Path) -> None:
    before = firewall_of(visit)
    assert firewall_of(visit) is before
    draw(visit, tmp_path)
    after = firewall_of(visit)
    assert after is not before
    assert after.scan(NAMED)
    visit.do(AddEvidence(text=PLAIN))
    assert firewall_of(visit) is after


@pytest.mark.parametrize("where", ["why", "evidence", "reference", "concern"])
def test_a_reading_whose_texts_name_somebody_is_not_locked(drawn: Visit, where: str) -> None:
    case, other = sampled(drawn)[:2]
    for named in (other, case):
        drawn.do(
            {
                "why": GiveReason(case=named, item="risk-quality", text=NAMED),
                "evidence": AddEvidence(text=NAMED, case=named, item="risk-quality"),
                "reference": AddEvidence(text=PLAIN, case=named, reference="letter to Madeup3 Surname3"),
                "concern": RaiseConcern(text=NAMED, case=named),
            }[where]
        )
    with pytest.raises(InputRefused) as refusal:
        drawn.do(LockReading(case=case))
    assert case in refusal.value.message
    assert other not in refusal.value.message
    assert "not locked" in refusal.value.message
    assert "Surname3" not in refusal.value.message + refusal.value.advice
    assert "instead" in refusal.value.advice
    assert read_case(drawn, case).reading.state != "locked"


def test_names_elsewhere_do_not_hold_a_reading_back(drawn: Visit) -> None:
    case, other = sampled(drawn)[:2]
    drawn.do(GiveReason(case=other, item="risk-quality", text=NAMED))
    drawn.do(AddEvidence(text=NAMED))
    drawn.do(LockReading(case=case))
    assert read_case(drawn, case).reading.state == "locked"


def test_reworded_or_removed_texts_let_the_reading_be_locked(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    first = drawn.do(AddEvidence(text=NAMED, case=case)).made["evidence"]
    second = drawn.do(AddEvidence(text=NAMED, case=case)).made["evidence"]
    with pytest.raises(InputRefused, match="seems to hold a name") as refusal:
        drawn.do(LockReading(case=case))
    assert "One more text" in refusal.value.advice
    drawn.do(ChangeEvidence(evidence=first, text=PLAIN))
    drawn.do(RemoveEvidence(evidence=second))
    drawn.do(LockReading(case=case))
    assert read_case(drawn, case).reading.state == "locked"


def test_one_word_of_a_name_warns_and_stops_nothing(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    text = "We spoke with Surname3."
    assert [mark.severity for mark in firewall_of(drawn).scan(text)] == ["warn"]
    drawn.do(GiveReason(case=case, item="risk-quality", text=text))
    drawn.do(LockReading(case=case))


def test_a_reference_of_the_sample_is_no_secret(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    assert firewall_of(drawn).scan(f"As in {case}.") == ()


def _people(visit: Visit) -> None:
    """Name people as a letter does; by chance they have names of the list."""
    visit.do(NameAddressee(name="Madeup3 Surname3", post="Director", salutation="Dear Madeup3 Surname3"))
    visit.do(NameSignatory(name="Madeup4 Surname4", post="Manager"))
    visit.do(NameCopyRecipient(name="Madeup5 Surname5", organisation="Service"))
    visit.do(NameInspector(name="Madeup6 Surname6", lead=True))


def test_the_letter_may_name_those_whom_it_names_by_right(drawn: Visit, tmp_path: Path) -> None:
    _people(drawn)
    for person in (3, 4, 5, 6):
        assert firewall_of(drawn).scan(f"Madeup{person} Surname{person}")
    assert export_letter(drawn, tmp_path / "letter.docx").file


def test_a_letter_whose_evidence_names_somebody_is_not_written(drawn: Visit, tmp_path: Path) -> None:
    area = drawn.framework.areas[0].id
    drawn.do(AddEvidence(text=NAMED, areas=(area,), in_letter=False))
    export_letter(drawn, tmp_path / "before.docx")
    drawn.do(AddEvidence(text=NAMED, areas=(area,)))
    with pytest.raises(InputRefused, match="no letter was written") as refusal:
        export_letter(drawn, tmp_path / "letter.docx")
    assert drawn.framework.areas[0].title in refusal.value.message
    assert "Surname3" not in refusal.value.message
    assert not (tmp_path / "letter.docx").exists()


def test_no_workbook_is_written_while_a_reason_names_somebody(drawn: Visit, tmp_path: Path) -> None:
    case = sampled(drawn)[0]
    export_workbook(drawn, tmp_path / "before.xlsx")
    drawn.do(GiveReason(case=case, item="risk-quality", text=NAMED))
    with pytest.raises(InputRefused, match=f"Risk assessment quality” in {case}"):
        export_workbook(drawn, tmp_path / "book.xlsx", redacted=True)
    assert not (tmp_path / "book.xlsx").exists()


def test_no_feedback_sheet_is_written_while_a_judgement_names_somebody(drawn: Visit, tmp_path: Path) -> None:
    area = drawn.framework.areas[0]
    drawn.do(GiveReason(case=sampled(drawn)[0], item="risk-quality", text=NAMED))
    export_feedback(drawn, tmp_path / "before.docx")
    drawn.do(GiveJudgement(area=area.id, stage="provisional", grade="good", sentence=NAMED))
    with pytest.raises(InputRefused, match=area.title):
        export_feedback(drawn, tmp_path / "sheet.docx")
