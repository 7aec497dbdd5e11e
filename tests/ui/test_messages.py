"""Errors in words, and a report of our own faults that holds nothing of a case."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from cafaudit.errors import InputRefused
from ui.app import _on_fault
from ui.messages import fault_report, report_fault, words_of
from ui.printing import page_html

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from pytestqt.qtbot import QtBot

SECRET = "Madeup Child, born 4 May 2003"


def a_fault() -> Exception:
    try:
        dict[str, str]()[SECRET]
    except KeyError as error:
        return error
    raise AssertionError


def test_a_refusal_keeps_its_own_words() -> None:
    assert words_of(InputRefused("It is taken.", "Choose another.")) == ("It is taken.", "Choose another.")


def test_a_fault_of_ours_says_that_the_work_is_safe_and_nothing_that_was_typed() -> None:
    message, advice = words_of(a_fault())
    assert "KeyError" in message
    assert "safe" in advice
    assert SECRET not in message + advice


def test_the_report_names_places_in_the_program_and_no_folder_or_word_of_a_person() -> None:
    report = fault_report(a_fault())
    assert "KeyError" in report
    assert "test_messages.py" in report
    assert SECRET not in report
    assert "tests/ui/test_messages.py:" in report
    assert str(Path(__file__).parent) not in report


def test_the_report_can_be_copied_from_the_message(
    show: Callable[[QWidget], QWidget], qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    window = QWidget()
    show(window)
    fault = a_fault()
    report_fault(fault, window)
    (box,) = window.findChildren(QMessageBox)
    copy = next(
        button for button in box.buttons() if box.buttonRole(button) == QMessageBox.ButtonRole.ActionRole
    )
    with qtbot.waitSignal(copy.clicked):
        copy.click()
    assert QGuiApplication.clipboard().text() == fault_report(fault)
    assert SECRET not in capsys.readouterr().err
    box.close()


def test_an_interrupt_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, *_: seen.append(kind))
    _on_fault(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert seen == [KeyboardInterrupt]


def test_what_is_printed_stands_for_itself() -> None:
    html = page_html("A & B", ["<b>line</b>"], ["Case"], [["<script>"]])
    assert "A &amp; B" in html
    assert "<b>line" not in html
    assert "&lt;script&gt;" in html
