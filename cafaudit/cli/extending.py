"""`cafaudit sample extend|sheet`: more files for a draw, and the sheet by which anybody can repeat it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cafaudit.cli.stated import stratum_sizes
from cafaudit.cli.unlocking import unlocked
from cafaudit.services.commands.extending import ExtendSample
from cafaudit.services.documents import export_draw_sheet, export_for_checking
from cafaudit.services.drawn_marks import NOT_MARKED
from cafaudit.services.queries.files import sample
from cafaudit.services.visits import opened

if TYPE_CHECKING:
    from argparse import Namespace

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Commands
    from cafaudit.services.visit import Changes


def add_to(group: Commands) -> None:
    """Add `sample extend|sheet`."""
    extend = group.add_parser("extend", help="add files to the newest draw: the next places of its queues")
    extend.add_argument("visit", type=Path)
    extend.add_argument("--size", type=int, metavar="N", help="files in all, shared out over what is left")
    extend.add_argument("--allocate", default="proportional", metavar="RULE", help="proportional or equal")
    extend.add_argument("--per-stratum", type=Path, metavar="FILE.toml", help="files of each stratum")
    extend.add_argument("--reason", required=True, metavar="TEXT", help="why; it stands on the draw sheet")
    extend.set_defaults(carry_out=_extend)
    sheet = group.add_parser("sheet", help="write the draw sheet (xlsx or csv)")
    sheet.add_argument("visit", type=Path)
    sheet.add_argument("file", type=Path)
    sheet.add_argument("--number", type=int, default=0, metavar="K", help="the draw's; the newest if none")
    sheet.add_argument(
        "--with-script", action="store_true", help="FILE is a folder: list, sheet, tickets and a script"
    )
    sheet.set_defaults(carry_out=_sheet)


def say_drawn(changes: Changes, visit: Path, output: Output) -> None:
    """Say what was drawn, and warn where names of its cases are not marked."""
    output.say(changes.summary)
    if NOT_MARKED in changes.warnings:
        output.warn(f"{NOT_MARKED}: `cafaudit frame import {visit} FILE`, with the provider's list.")


def _extend(options: Namespace, output: Output) -> int:
    command = ExtendSample(
        reason=options.reason,
        size=options.size,
        per_stratum=stratum_sizes(options.per_stratum) if options.per_stratum else None,
        allocate=options.allocate,
    )
    with opened(options.visit, unlocked(options)) as visit:
        changes = visit.do(command)
        rows = sample(visit)
    say_drawn(changes, options.visit, output)
    output.result(
        rows, [f"{row['role']:<8}{row['order']:>4}  {row['case']}  {row['stratum']}" for row in rows]
    )
    return 0


def _sheet(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        if options.with_script:
            files = [str(path) for path in export_for_checking(visit, options.file, number=options.number)]
        else:
            files = [export_draw_sheet(visit, options.file, number=options.number).file]
    output.result({"files": files}, [f"Written: {file}" for file in files])
    return 0
