"""The panel beside the answers: as a column, and as tabs beneath."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.ui import gallery_data as data
from tests.ui.showing import Show, find, shades
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.descriptor_panel import DescriptorPanel
from ui.widgets.tabs import TabBar


@pytest.fixture
def panel(show: Show) -> DescriptorPanel:
    """The panel of one question."""
    made = DescriptorPanel()
    made.show_question("Risk assessment quality", "Area 2 · applies in 7 of your 8 files read")
    made.show_descriptors(data.descriptors())
    made.show_manager("G", "Good, one above yours")
    made.show_why("Police checks on file.")
    made.show_evidence(data.evidence())
    made.show_concern("Concern open on this file since 11:55", "Head of Service told 12:05")
    show(made)
    made.resize(328, 720)
    return made


def meanings(panel: DescriptorPanel) -> list[QWidget]:
    """What is shown of each grade."""
    parts = panel.descriptors.findChildren(QWidget)
    return [part for part in parts if ": " in part.accessibleName() and part.isVisible()]


def test_reasons_are_said_while_typing_and_on_leaving(panel: DescriptorPanel) -> None:
    drafts: list[str] = []
    said: list[str] = []
    panel.why_edited.connect(drafts.append)
    panel.why_committed.connect(said.append)
    panel.focus_why()
    area = panel.why.area
    assert area.hasFocus()
    area.moveCursor(area.textCursor().MoveOperation.End)
    QTest.keyClicks(area, " So")
    assert drafts[-1] == "Police checks on file. So"
    assert said == []
    QTest.keyClick(area, Qt.Key.Key_Tab)
    assert said == ["Police checks on file. So"]


def test_other_data_are_shown_without_a_word(panel: DescriptorPanel) -> None:
    said: list[str] = []
    panel.why_edited.connect(said.append)
    panel.why_committed.connect(said.append)
    panel.show_why("Another question's reasons.")
    panel.show_evidence(())
    panel.show_descriptors(())
    assert said == []


def test_a_locked_reading_takes_no_reasons_and_no_evidence(panel: DescriptorPanel) -> None:
    panel.show_why("As it was.", locked=True)
    panel.show_evidence(data.evidence(), can_add=False)
    assert panel.why.area.isReadOnly()
    assert not find(panel, Button, "add_evidence").isVisible()


def test_evidence_is_added_and_opened_by_key(panel: DescriptorPanel) -> None:
    said: list[str] = []
    panel.evidence_add_wanted.connect(lambda: said.append("add"))
    panel.evidence_chosen.connect(said.append)
    QTest.keyClick(find(panel, Button, "add_evidence"), Qt.Key.Key_Return)
    item = find(panel, QAbstractButton, "evidence_E-2")
    QTest.keyClick(item, Qt.Key.Key_Space)
    assert said == ["add", "E-2"]
    assert item.accessibleName().startswith("No review after the second incident, Against")


def test_the_chosen_descriptor_is_marked_by_colour_and_in_words(panel: DescriptorPanel) -> None:
    names = [one.accessibleName() for one in panel.descriptors.findChildren(QWidget) if one.accessibleName()]
    chosen = [name for name in names if ", chosen:" in name]
    assert len(chosen) == 1
    assert chosen[0].startswith("Satisfactory")
    assert theme().grade(3).fill.name() in shades(panel.grab().toImage())


def test_nothing_is_cut_in_the_column(panel: DescriptorPanel) -> None:
    long = tuple(replace(one, text=one.text * 4) for one in data.descriptors())
    panel.show_descriptors(long)
    items = meanings(panel)
    heights = [item.height() >= item.heightForWidth(item.width()) for item in items]
    assert heights
    assert all(heights)


def test_the_concern_opens_by_key_and_goes_when_there_is_none(panel: DescriptorPanel) -> None:
    opened: list[bool] = []
    panel.concern_chosen.connect(lambda: opened.append(True))
    strip = find(panel, QAbstractButton, "concern_strip")
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert opened == [True]
    panel.show_concern("", "")
    assert strip.isHidden()


def test_beneath_the_page_it_is_tabs_with_counts(panel: DescriptorPanel) -> None:
    panel.set_form("tabs")
    panel.resize(680, 180)
    tabs = find(panel, TabBar, "tab_bar")
    assert [tabs.tabText(at) for at in range(4)] == ["Descriptor", "Why", "Evidence 2", "Concern 1"]
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert panel.why.area.isVisible()
    assert not panel.evidence.isVisible()
    panel.show_evidence(())
    assert tabs.tabText(2) == "Evidence"


def test_what_is_being_typed_survives_a_change_of_form(panel: DescriptorPanel) -> None:
    panel.focus_why()
    QTest.keyClicks(panel.why.area, "Mid-sentence ")
    for form in ("tabs", "column", "tabs"):
        panel.set_form(form)
        assert panel.why.area.toPlainText().startswith("Mid-sentence ")
    panel.focus_why()
    assert panel.why.area.isVisible()
    assert panel.why.area.hasFocus()


def test_the_chosen_one_comes_first_when_they_stand_abreast(panel: DescriptorPanel) -> None:
    panel.set_form("tabs")
    names = [one.accessibleName() for one in meanings(panel)]
    assert [name.split(",")[0].split(":")[0] for name in names] == [
        "Satisfactory",
        "Good",
        "Inadequate",
        "Outstanding",
    ]
