"""`cafaudit letter`, `workbook`, `feedback` and the draw sheet: documents that were asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from cafaudit.cli.output import TerminalProgress
from cafaudit.cli.unlocking import unlocked
from cafaudit.services.documents import export_draw_sheet, export_feedback, export_letter, export_workbook
from cafaudit.services.visits import opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Words
    from cafaudit.services.documents import Exported


def _workbook_words(workbook: ArgumentParser) -> None:
    workbook.add_argument("visit", type=Path)
    workbook.add_argument("file", type=Path)
    workbook.add_argument("--redacted", action="store_true", help="cases numbered, no staff, no places")
    workbook.set_defaults(carry_out=_workbook)


def _letter_words(letter: ArgumentParser) -> None:
    letter.add_argument("visit", type=Path)
    letter.add_argument("file", type=Path)
    letter.add_argument("--out-copy", action="store_true", help="the copy that goes out: no bookmarks")
    letter.set_defaults(carry_out=_letter)


def _feedback_words(feedback: ArgumentParser) -> None:
    feedback.add_argument("visit", type=Path)
    feedback.add_argument("file", type=Path)
    feedback.set_defaults(carry_out=_feedback)


def _draw_sheet_words(draw_sheet: ArgumentParser) -> None:
    draw_sheet.add_argument("visit", type=Path)
    draw_sheet.add_argument("file", type=Path)
    draw_sheet.set_defaults(carry_out=_draw_sheet)


def _workbook(options: Namespace, output: Output) -> int:
    progress = TerminalProgress("Workbook")
    with opened(options.visit, unlocked(options)) as visit:
        done = export_workbook(visit, options.file, redacted=options.redacted, progress=progress)
    return _told(done, output)


def _letter(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        done = export_letter(visit, options.file, out_copy=options.out_copy)
    return _told(done, output)


def _feedback(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        done = export_feedback(visit, options.file)
    return _told(done, output)


def _draw_sheet(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        done = export_draw_sheet(visit, options.file)
    return _told(done, output)


def _told(done: Exported, output: Output) -> int:
    for sentence in done.warnings:
        output.warn(sentence)
    output.result(done, f"{done.what} written: {done.file}")
    return 0


WORDS: Final[Words] = {
    "workbook": _workbook_words,
    "letter": _letter_words,
    "feedback": _feedback_words,
    "draw-sheet": _draw_sheet_words,
}
"""What each of these subcommands can be told."""
