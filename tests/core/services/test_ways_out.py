"""Every way out of a visit is held to the firewall; one test a way. All names are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from cafaudit.services.commands.concerns import RaiseConcern
from cafaudit.services.commands.drawing import DrawSample
from cafaudit.services.commands.evidence import AddEvidence, ChangeEvidence
from cafaudit.services.commands.excluding import ExcludeCases
from cafaudit.services.commands.judging import GiveJudgement
from cafaudit.services.commands.listing import FixFrame, GroupFrame, ImportFrame
from cafaudit.services.commands.notes import WriteNote
from cafaudit.services.commands.readings import LockReading, ReopenReading
from cafaudit.services.commands.scoring import GiveReason
from cafaudit.services.documents import (
    export_draw_sheet,
    export_feedback,
    export_for_checking,
    export_letter,
    export_workbook,
)
from cafaudit.services.draw_sheets import draw_paper, texts_of_draw
from cafaudit.services.exchange import pack_for
from cafaudit.services.firewall import NamesFound
from cafaudit.services.papers import require_unnamed_print, require_unnamed_requests
from cafaudit.services.picture import load_picture
from cafaudit.services.request_lists import request_lists, save_request_list
from cafaudit.services.typed_texts import standing_texts, texts_of_visit
from tests.visits import SEED, case_list, person, sampled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cafaudit.domain.picture import Picture
    from cafaudit.export.letter.model import Letter
    from cafaudit.services.visit import Visit

NAMED = "Madeup3 Surname3 was seen alone."
PLAIN = "The child was seen alone."


def _no_pdf(letter: Letter, picture: Picture, path: Path, draft: int) -> None:
    del letter, picture, draft
    path.write_bytes(b"%PDF")


WAYS: dict[str, Callable[[Visit, Path], object]] = {
    "letter as Word": lambda visit, folder: export_letter(visit, folder / "letter.docx"),
    "letter as PDF": lambda visit, folder: export_letter(visit, folder / "letter.pdf", write_pdf=_no_pdf),
    "workbook": lambda visit, folder: export_workbook(visit, folder / "book.xlsx"),
    "redacted workbook": lambda visit, folder: export_workbook(visit, folder / "book.xlsx", redacted=True),
    "feedback sheet": lambda visit, folder: export_feedback(visit, folder / "sheet.docx"),
    "pack": lambda visit, folder: pack_for(visit, person(), ["L1"], folder / "out.cafpack"),
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_leaves_while_evidence_names_somebody(drawn: Visit, tmp_path: Path, way: str) -> None:
    place = tmp_path / "out"
    place.mkdir()
    area = drawn.framework.areas[0].id
    made = drawn.do(AddEvidence(text=NAMED, areas=(area,))).made["evidence"]
    with pytest.raises(NamesFound) as refusal:
        WAYS[way](drawn, place)
    assert list(place.iterdir()) == []
    assert "urname3" not in str(refusal.value)
    assert refusal.value.places
    drawn.do(ChangeEvidence(evidence=made, text=PLAIN))
    WAYS[way](drawn, place)
    assert list(place.iterdir())


@pytest.mark.parametrize("reason", [f"More: {NAMED}"])
def test_no_draw_sheet_leaves_while_the_reason_of_a_draw_names_somebody(
    drawn: Visit, tmp_path: Path, reason: str
) -> None:
    export_draw_sheet(drawn, tmp_path / "before.xlsx")
    drawn.do(DrawSample(seed=SEED, size=12, reason=reason))
    for ending in ("xlsx", "csv"):
        with pytest.raises(NamesFound):
            export_draw_sheet(drawn, tmp_path / f"sheet.{ending}")
    with pytest.raises(NamesFound):
        export_for_checking(drawn, tmp_path / "checking")
    with pytest.raises(NamesFound, match="nothing was printed"):
        require_unnamed_print(drawn, texts_of_draw(draw_paper(drawn)), "nothing was printed")
    assert not (tmp_path / "checking").exists()


def test_no_draw_sheet_and_no_pack_leave_while_a_rule_of_exclusion_names_somebody(
    visit: Visit, tmp_path: Path
) -> None:
    visit.do(ImportFrame(file=str(case_list(tmp_path / "list.csv"))))
    visit.do(ExcludeCases(kind="listed", cases=("BBC-0001",), reason=f"Lost. {NAMED}"))
    visit.do(GroupFrame(strata=("office",), names={"Office A": "Office of Madeup4 Surname4"}))
    with visit.reading() as read:
        texts = list(texts_of_visit(read.tables, load_picture(visit)))
    assert any(NAMED in one.text and one.where == "what is said of the case list" for one in texts)
    visit.do(FixFrame())
    visit.do(DrawSample(seed=SEED, size=9, seed_source="dice"))
    with pytest.raises(NamesFound):
        export_draw_sheet(visit, tmp_path / "sheet.xlsx")
    with pytest.raises(NamesFound) as refusal:
        pack_for(visit, person(), ["L1"], tmp_path / "out.cafpack")
    assert {place.cell for place in refusal.value.places} >= {"frame/exclusions", "frame/fixed"}


def test_no_request_list_leaves_while_a_location_names_somebody(visit: Visit, tmp_path: Path) -> None:
    path = case_list(tmp_path / "list.csv")
    path.write_text(path.read_text().replace("cabinet 3", "file of Madeup3 Surname3"))
    visit.do(ImportFrame(file=str(path)))
    visit.do(FixFrame())
    visit.do(DrawSample(seed=SEED, size=30, seed_source="dice"))
    lists = request_lists(visit)
    held_back = [one for one in lists if any("urname3" in cell for row in one.rows for cell in row)]
    assert held_back
    for listed in held_back:
        for ending in ("xlsx", "csv"):
            with pytest.raises(NamesFound, match="no request list was written"):
                save_request_list(visit, listed.office, tmp_path / f"requests.{ending}")
        with pytest.raises(NamesFound, match="nothing was printed"):
            require_unnamed_requests(visit, [listed], "nothing was printed")


def test_the_refusal_counts_the_places_names_the_first_ones_and_knows_their_cells(drawn: Visit) -> None:
    cases = sampled(drawn)[:6]
    for case in cases:
        drawn.do(GiveReason(case=case, item="risk-quality", text=NAMED))
    with pytest.raises(NamesFound) as refusal:
        pack_for(drawn, person(), ["L1"], None)  # type: ignore[arg-type]  # it does not come so far
    found = refusal.value
    assert len(found.places) == 6
    assert {place.cell for place in found.places} == {f"why/{case}/1/risk-quality" for case in cases}
    assert "5 more texts hold such marks" in found.advice
    assert found.advice.endswith("and 2 more.")
    assert sum(case in str(found) for case in cases) == 4


@pytest.mark.parametrize(
    "where", ["note", "concern", "judgement", "reopening", "reference", "method", "activity"]
)
def test_a_pack_is_held_to_every_text_that_somebody_typed(drawn: Visit, where: str) -> None:
    from cafaudit.services.commands.activities import AddActivity  # noqa: PLC0415
    from cafaudit.services.commands.details import DescribeVisit  # noqa: PLC0415

    case, area = sampled(drawn)[0], drawn.framework.areas[0].id
    drawn.do(LockReading(case=case))
    kind = drawn.framework.activity_kinds[0].id
    drawn.do(
        {
            "note": WriteNote(text=NAMED),
            "concern": RaiseConcern(text=NAMED),
            "judgement": GiveJudgement(area=area, grade="good", reasons=NAMED),
            "reopening": ReopenReading(case=case, reason=NAMED),
            "reference": AddEvidence(text=PLAIN, reference="letter to Madeup3 Surname3"),
            "method": DescribeVisit(method_note=NAMED),
            "activity": AddActivity(kind=kind, wording=NAMED),
        }[where]
    )
    with pytest.raises(NamesFound, match="no pack was written"):
        pack_for(drawn, person(), ["L1"], None)  # type: ignore[arg-type]  # it does not come so far


def test_moments_and_references_of_the_sample_hold_nothing_back(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    drawn.do(
        AddEvidence(text=f"As in {case}.", case=case, as_at="2001-03-16", observed_at="2001-03-16 10:20")
    )
    texts = standing_texts(drawn, load_picture(drawn, with_history=False))
    assert not any("2001" in placed.text for placed in texts)


def test_the_history_of_a_workbook_withholds_what_was_reworded_since(drawn: Visit, tmp_path: Path) -> None:
    made = drawn.do(AddEvidence(text=NAMED)).made["evidence"]
    drawn.do(ChangeEvidence(evidence=made, text=PLAIN))
    export_workbook(drawn, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert not any("urname3" in text for text in cells)
    assert any("withheld" in text for text in cells)
    assert any(PLAIN in text for text in cells)
