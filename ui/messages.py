"""The one place where errors reach the person: refusals in words, faults of ours without case content."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit import __version__
from cafaudit.errors import CafAuditError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_PROGRAM = Path(__file__).resolve().parent.parent


def words_of(error: BaseException) -> tuple[str, str]:
    """Return what happened and what to do now, for a refusal or for a fault of ours."""
    if isinstance(error, CafAuditError):
        return error.message, error.advice
    return (
        _tr("The program made a mistake here: {kind}.").format(kind=type(error).__name__),
        _tr("What was saved is safe. Try again; if it comes back, close the visit and open it anew."),
    )


def fault_report(error: BaseException) -> str:
    """Return a report of a fault of ours: kinds and places in the program, never what a person typed."""
    import platform
    import traceback

    machine = f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"  {_inside_program(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return "\n".join((f"CafAudit {__version__}, {machine}", type(error).__name__, *places))


def report_fault(error: BaseException, parent: QWidget | None = None) -> None:
    """Say that the program made a mistake, and offer to copy the report."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QMessageBox

    message, advice = words_of(error)
    sys.stderr.write(fault_report(error) + "\n")
    box = QMessageBox(QMessageBox.Icon.Warning, "CafAudit", message, parent=parent)
    box.setObjectName("fault")
    box.setInformativeText(advice)
    copy = box.addButton(_tr("Copy the report"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(_tr("Go on"), QMessageBox.ButtonRole.AcceptRole)
    report = fault_report(error)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
    box.open()


def _inside_program(filename: str) -> str:
    """Return the file's place inside the program, so that no folder of a person's stands in a report."""
    path = Path(filename)
    return path.relative_to(_PROGRAM).as_posix() if path.is_relative_to(_PROGRAM) else path.name


def _tr(text: str) -> str:
    return QCoreApplication.translate("messages", text)
