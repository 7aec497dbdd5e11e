"""The Letter page by keyboard: from sentence to sentence, to its source, and out as a file. Made-up data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cafaudit.services.commands.concerns import RaiseConcern
from cafaudit.services.commands.details import DescribeVisit, NameAddressee, NameSignatory
from cafaudit.services.commands.evidence import AddEvidence, ChangeEvidence
from cafaudit.services.commands.judging import GiveJudgement
from cafaudit.services.documents import exports_of
from tests.ui.hands import Hands, Key
from tests.ui.in_window import Files, in_window
from tests.ui.showing import find
from tests.ui.visits import drawn_visit, planned_visit
from ui.pages.letter import LetterPage
from ui.pages.letter_panel import CheckRow
from ui.theme import apply_theme
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from cafaudit.export.letter.checks import Check
    from tests.ui.showing import Show
    from ui.desk import Desk

PROVIDED = "managers have talked the training over with their staff"
GATHERED = "most files held a sound assessment"


@pytest.fixture
def desk(tmp_path: Path, desk_for: Callable[..., Desk]) -> Desk:
    held = planned_visit(tmp_path)
    visit = held.visit
    visit.do(
        DescribeVisit(
            provider="Brackwater Trust",
            service_area="Brackwater",
            area_code="B9",
            inspectorate="The Inspectorate",
            letter_date=date(2009, 9, 4),
            publish_days=14,
        )
    )
    visit.do(NameAddressee(name="Made-up Addressee", salutation="Dear Addressee"))
    visit.do(NameSignatory(name="Made-up Signatory", post="Manager"))
    told = AddEvidence(text=PROVIDED, areas=("risk",), source="provider_self_evaluation", id="told")
    seen = AddEvidence(text=GATHERED, areas=("risk",), source="file", polarity="for", id="seen")
    visit.do(told, at="2009-08-19T10:00:00Z")
    visit.do(seen, at="2009-08-19T10:00:01Z")
    visit.do(GiveJudgement(area="risk", grade="satisfactory", residual="Staff need more training."))
    return desk_for(held)


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, files: Files, show: Show) -> LetterPage:
    made = LetterPage(desk, files)
    with qtbot.waitSignal(made.letter_shown):
        in_window(show, made, "letter")
    return made


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk) -> Hands:
    return Hands(qtbot, desk)


def sentence_with(page: LetterPage, text: str) -> str:
    assert page._facts is not None
    return next(s.id for s in page._facts.letter.sentences() if text in s.text)


def named(page: LetterPage) -> list[Check]:
    assert page._facts is not None
    return [check for check in page._facts.checks if check.id.startswith("identifier/")]


def wanted(page: LetterPage) -> list[tuple[str, object]]:
    asked: list[tuple[str, object]] = []
    page.page_wanted.connect(lambda name, what: asked.append((name, what)))
    return asked


def test_the_sheet_has_the_keyboard_and_its_first_sentence_is_present(page: LetterPage) -> None:
    assert page.sheet.hasFocus()
    assert page._facts is not None
    assert page.sheet.present == page._facts.sentences[0]
    assert page.head.state.text().startswith("Draft 1 · provisional")


def test_the_arrows_go_from_sentence_to_sentence(page: LetterPage, hands: Hands) -> None:
    assert page._facts is not None
    hands.press(Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert page.sheet.present == page._facts.sentences[1]
    hands.press(Key.Key_End)
    assert page.sheet.present == page._facts.sentences[-1]
    hands.press(Key.Key_Down, Key.Key_Home)
    assert page.sheet.present == page._facts.sentences[0]


def test_the_present_sentence_is_in_sight(page: LetterPage, hands: Hands) -> None:
    hands.press(Key.Key_End)
    sight = page.area.scroller.viewport().rect().translated(0, page.area.scroller.verticalScrollBar().value())
    rects = page.sheet._pages.rects(page.sheet.present) if page.sheet._pages else []
    assert sight.contains(page.sheet._to_widget(rects[0]).toRect())


def test_a_click_goes_to_the_sentence_under_it(page: LetterPage, qtbot: QtBot) -> None:
    asked = sentence_with(page, GATHERED)
    assert page.sheet._pages is not None
    place = page.sheet._to_widget(page.sheet._pages.rects(asked)[0]).center().toPoint()
    with qtbot.waitSignal(page.sheet.sentence_chosen):
        QTest.mouseClick(page.sheet, Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert page.sheet.present == asked


def test_the_panel_says_what_a_sentence_rests_on_and_leads_there(page: LetterPage) -> None:
    page.show_item(sentence_with(page, GATHERED))
    asked = wanted(page)
    assert page.sentence.place.text() == "Area 2, evidence of the visit"
    find(page, Button, "open_E-002").click()
    assert asked == [("evidence", "seen")]


def test_enter_leads_to_the_source_of_a_sentence(page: LetterPage, hands: Hands) -> None:
    asked = wanted(page)
    for text in (PROVIDED, "Staff need more training", "4 September 2009"):
        page.show_item(sentence_with(page, text))
        hands.press(Key.Key_Return)
    assert asked == [("evidence", "told"), ("judgements", "risk"), ("details", "letter_date")]


def test_words_of_the_profile_offer_no_source(page: LetterPage, hands: Hands) -> None:
    asked = wanted(page)
    page.show_item(sentence_with(page, "Aviation House"))
    hands.press(Key.Key_Return)
    assert asked == []
    assert find(page, Button, "edit_source").isHidden()


def test_f7_goes_through_everything_that_is_to_settle_and_begins_again(
    page: LetterPage, hands: Hands
) -> None:
    assert page._facts is not None
    checks = page._facts.checks
    seen = []
    for _ in checks:
        hands.press(Key.Key_F7)
        seen.append(page._check)
    assert seen == [check.id for check in checks]
    hands.press(Key.Key_F7)
    assert page._check == checks[0].id
    assert page.sheet.present == checks[0].sentence


def test_a_missing_fact_leads_to_where_it_is_entered(page: LetterPage) -> None:
    asked = wanted(page)
    page.show_item(sentence_with(page, "[month of the inspection report]"))
    assert "Missing in the letter: month of the inspection report." in "".join(
        row.check.say for row in page.checks.rows
    )
    find(page, Button, "edit_source").click()
    assert asked == [("details", "report_month")]


def test_of_several_missing_facts_the_chosen_one_is_led_to(
    page: LetterPage, desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.letter_shown):
        desk.do(DescribeVisit(area_code="", provider=""))
    asked = wanted(page)
    row = _row_once_there(page, "check_missing/report_month")
    row.click()
    assert "[provider]" in page._facts.sentence(page.sheet.present).text  # type: ignore[union-attr]
    find(page, Button, "edit_source").click()
    page.sheet.setFocus()
    hands.press(Key.Key_Return)
    assert asked == [("details", "report_month")] * 2


def test_choosing_what_is_to_settle_shows_what_is_wrong_and_the_way_to_its_source_whole(
    page: LetterPage, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: page._names_looked_for)
    page.window().resize(1366, 600)
    scrolled = page.panel._area.verticalScrollBar()
    qtbot.waitUntil(lambda: scrolled.maximum() > 0)
    on_sheet = [row for row in page.checks.rows if row.check.sentence]
    for row in (on_sheet[-1], on_sheet[0]):
        row.setFocus()
        QTest.qWait(20)
        row.click()
        QTest.qWait(20)
        for shown in (page.sentence.head, page.sentence.edit):
            assert shown.visibleRegion().boundingRect() == shown.rect()


def test_a_row_keeps_the_keyboard_when_more_is_found_to_settle(
    page: LetterPage, desk: Desk, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: page._names_looked_for)
    rows = page.checks.rows
    rows[1].setFocus()
    desk.do(RaiseConcern(text="An address was shared.", case="", severity="safeguarding", id="shared"))
    qtbot.waitUntil(lambda: len(page.checks.rows) == len(rows) + 1 and page._names_looked_for)
    assert [row for row in page.checks.rows if row in rows] == rows
    assert rows[1].hasFocus()
    assert next(row for row in page.checks.rows if row not in rows).check.id == "concern/shared"


def test_a_row_goes_when_its_thing_is_settled(page: LetterPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page._names_looked_for)
    first, second, *others = page._facts.checks  # type: ignore[union-attr]
    page.checks.show_checks([(other, "a", "b") for other in (second, first, *others)], [])
    page.checks.show_checks([(other, "a", "b") for other in (first, *others)], [])
    assert [row.check for row in page.checks.rows] == [first, *others]


def test_a_check_without_a_sentence_says_what_to_do_and_leads_there(page: LetterPage, desk: Desk) -> None:
    asked = wanted(page)
    desk.do(RaiseConcern(text="An address was shared.", case="", severity="safeguarding", id="shared"))
    QTest.qWait(0)
    row = _row_once_there(page, "check_concern/shared")
    row.click()
    find(page, Button, "open_cure").click()
    assert asked == [("concerns", "shared")]


def test_a_telephone_number_in_a_sentence_stops_the_letter(
    page: LetterPage, desk: Desk, files: Files, hands: Hands, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.do(ChangeEvidence(evidence="told", text="ring 020 7946 0018 and ask"))
    qtbot.waitUntil(lambda: bool(named(page)))
    found = named(page)
    assert [check.say for check in found] == ["This seems to hold a telephone number."]
    assert found[0].sentence == sentence_with(page, "020 7946 0018")
    files.answer = tmp_path / "draft.docx"
    page.export.word.click()
    hands.settle()
    assert "telephone number" in page.export.message.text()
    assert not files.answer.exists()


def test_a_letter_that_names_nobody_says_so(page: LetterPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.names.finished):
        page.names.begin(page._facts.letter)  # type: ignore[union-attr]
    assert any("No name, date or number" in words for words in page._held(page._facts))  # type: ignore[arg-type]


def test_the_list_of_blocks_counts_what_is_to_settle_and_leads_to_its_sentences(
    page: LetterPage, hands: Hands
) -> None:
    assert page._facts is not None
    rows = {row.row_id: row for row in page._facts.rows}
    in_area = [c for c in page._facts.checks if c.area == "risk"]
    assert rows["area/risk"].aside == str(len(in_area))
    page.blocks.list.setFocus()
    hands.press(Key.Key_Home, Key.Key_End)
    assert page.sheet.present == page._facts.first_of(list(rows)[-1])


def test_a_change_elsewhere_is_set_anew_and_the_present_sentence_stays(
    page: LetterPage, desk: Desk, qtbot: QtBot
) -> None:
    here = sentence_with(page, GATHERED)
    page.show_item(here)
    with qtbot.waitSignal(page.letter_shown):
        desk.do(ChangeEvidence(evidence="told", text="the training was talked over twice"))
    assert page.sheet.present == here
    assert sentence_with(page, "talked over twice")


def test_nothing_is_composed_while_the_page_is_hidden(page: LetterPage, desk: Desk, hands: Hands) -> None:
    shown = []
    page.letter_shown.connect(lambda: shown.append(1))
    page.hide()
    desk.do(ChangeEvidence(evidence="told", text="the training was talked over twice"))
    hands.settle()
    assert shown == []
    page.show()
    page.show_page()
    hands.settle()
    assert shown == [1]


def test_the_draft_goes_out_as_a_word_file(
    page: LetterPage, desk: Desk, files: Files, hands: Hands, tmp_path: Path
) -> None:
    files.answer = tmp_path / "draft.docx"
    opened: list[Path] = []
    page.export._show_folder = opened.append
    find(page, Button, "export_draft").setFocus()
    hands.press(Key.Key_Space)
    document = docx.Document(str(files.answer))
    assert document.sections[0].first_page_header.paragraphs[0].text == "Draft 1 · not for publication"
    assert document.element.xpath("//w:bookmarkStart")
    assert page.export.message.text().startswith("draft.docx written.")
    assert files.suggested[0].name == "Letter, draft 1.docx"
    page.export.message.followed.emit()
    assert opened == [files.answer]
    assert [one.what for one in exports_of(desk.visit)] == ["Letter"]


def test_the_copy_that_goes_out_carries_no_marks(
    page: LetterPage, files: Files, hands: Hands, tmp_path: Path
) -> None:
    files.answer = tmp_path / "out.docx"
    page.export.out_copy.setFocus()
    hands.press(Key.Key_Space)
    page.export.word.click()
    hands.settle()
    assert not docx.Document(str(files.answer)).element.xpath("//w:bookmarkStart")


def test_a_name_without_an_ending_gets_the_one_that_was_asked_for(
    page: LetterPage, files: Files, hands: Hands, tmp_path: Path
) -> None:
    files.answer = tmp_path / "for reading"
    find(page, Button, "export_pdf").click()
    hands.settle()
    first = pypdfium2.PdfDocument(str(tmp_path / "for reading.pdf"))[0].get_textpage().get_text_range()
    assert "Draft 1" in first
    assert "Brackwater Trust" in first


def test_a_refused_export_says_why_and_what_to_do_where_it_was_asked(
    page: LetterPage, desk: Desk, files: Files, hands: Hands, tmp_path: Path
) -> None:
    files.answer = tmp_path / "nowhere" / "draft.docx"
    page.export.word.click()
    hands.settle()
    assert "There is no folder" in page.export.message.text()
    assert "choose another" in page.export.message.text()
    assert not page.export._is_working
    assert exports_of(desk.visit) == ()


def test_thinking_better_of_it_writes_nothing(
    page: LetterPage, desk: Desk, files: Files, hands: Hands
) -> None:
    files.answer = None
    page.export.word.click()
    hands.settle()
    assert page.export.message.isHidden()
    assert exports_of(desk.visit) == ()


def test_the_sheet_is_set_on_the_paper_of_the_palette(
    page: LetterPage, qapp: QApplication, qtbot: QtBot
) -> None:
    assert page.sheet._pages is not None
    before = page.sheet._pages.setting.paper.ground
    try:
        apply_theme(qapp, "contrast")
        qtbot.waitUntil(lambda: page.sheet._pages is not None and page.sheet._palette == "contrast")
        assert page.sheet._pages.setting.paper.ground != before
    finally:
        apply_theme(qapp, "light")


def test_a_visit_in_which_nothing_was_entered_shows_placeholders(
    tmp_path: Path, desk_for: Callable[..., Desk], show: Show, qtbot: QtBot
) -> None:
    (tmp_path / "other").mkdir()
    page = LetterPage(desk_for(drawn_visit(tmp_path / "other", size=6)), Files())
    with qtbot.waitSignal(page.letter_shown):
        in_window(show, page, "letter")
    assert page.head.state.text() == "Draft 1 · provisional, on 0 of 6 files"
    assert page.checks.rows
    assert sentence_with(page, "[addressee]")


def _row_once_there(page: LetterPage, name: str) -> CheckRow:
    for _ in range(200):
        row = page.findChild(CheckRow, name)
        if row is not None:
            return row
        QTest.qWait(10)
    raise AssertionError(name)
