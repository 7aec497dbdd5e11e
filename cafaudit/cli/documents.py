"""`cafaudit letter`, `workbook`, `feedback` and the draw sheet: documents that were asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cafaudit.cli.output import TerminalProgress
from cafaudit.cli.unlocking import unlocked
from cafaudit.services.documents import export_draw_sheet, export_feedback, export_letter, export_workbook
from cafaudit.services.visits import opened

if TYPE_CHECKING:
    from argparse import Namespace

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Commands
    from cafaudit.services.documents import Exported


def add_to(commands: Commands) -> None:
    """Add the subcommands that write documents."""
    workbook = commands.add_parser("workbook", help="write the evidence workbook (xlsx)")
    workbook.add_argument("visit", type=Path)
    workbook.add_argument("file", type=Path)
    workbook.add_argument("--redacted", action="store_true", help="cases numbered, no staff, no places")
    workbook.set_defaults(carry_out=_workbook)
    letter = commands.add_parser("letter", help="write the draft letter (docx)")
    letter.add_argument("visit", type=Path)
    letter.add_argument("file", type=Path)
    letter.add_argument("--out-copy", action="store_true", help="the copy that goes out: no bookmarks")
    letter.set_defaults(carry_out=_letter)
    for name, about, carry_out in (
        ("feedback", "write the feedback sheet (docx)", _feedback),
        ("draw-sheet", "write the draw sheet (xlsx or csv) that anybody can repeat", _draw_sheet),
    ):
        part = commands.add_parser(name, help=about)
        part.add_argument("visit", type=Path)
        part.add_argument("file", type=Path)
        part.set_defaults(carry_out=carry_out)


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
