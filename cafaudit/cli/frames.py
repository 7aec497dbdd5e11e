"""`cafaudit frame`: the provider's case list in; what is done with a list is loaded when it is chosen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cafaudit.cli.output import TerminalProgress

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Words
    from cafaudit.intake.answers import Ask
    from cafaudit.intake.reader import Begun
    from cafaudit.services.queries.files import FrameState
    from cafaudit.team.identity import Identity

_OF_A_LIST: Final = {
    "ids": "print the case references in file order, without excluded cases",
    "hash": "print the hash of the list",
    "export": "write the list that the hash is taken of",
    "exclude": "take cases out of the list by a stated rule",
    "include": "take a rule of exclusion back",
    "group": "group the cases by kept columns, with names",
    "release": "let a fixed list be changed, before anything is drawn",
    "changes": "what the newest list changed",
}
"""Subcommands of `frame` for a list that is there, and what they do."""


def _frame_words(part: ArgumentParser) -> None:
    group = part.add_subparsers(required=True, metavar="|".join(("import", *_OF_A_LIST)))
    _import_words(group.add_parser("import", help="read a case list (xlsx, csv)"))
    for name, about in _OF_A_LIST.items():
        group.add_parser(name, help=about, learn=partial(_learn, name))


def _learn(name: str, part: ArgumentParser) -> None:
    from cafaudit.cli.lists import WORDS

    WORDS[name](part)


def _import_words(read_in: ArgumentParser) -> None:
    read_in.add_argument("visit", type=Path)
    read_in.add_argument("file", type=Path)
    read_in.add_argument("--sheet", help="the sheet to read")
    read_in.add_argument("--map", type=Path, metavar="FILE.toml", help="which column is what")
    read_in.add_argument("--strata", metavar="COL,...", help="fields to group the cases by")
    read_in.add_argument("--encoding", help="the encoding of a text, such as utf-8 or windows-1252")
    read_in.add_argument("--delimiter", metavar="SIGN", help="what separates cells of a text, or “tab”")
    read_in.add_argument("--header-row", type=int, metavar="ROW", help="the row that has the headings")
    read_in.add_argument("--note", default="", help="why the list is taken as it is")
    folding = read_in.add_mutually_exclusive_group()
    folding.add_argument(
        "--fold", action="store_true", default=None, help="rows that share an id are one case"
    )
    folding.add_argument(
        "--no-fold", dest="fold", action="store_false", help="rows that share an id are refused"
    )
    read_in.set_defaults(carry_out=_import, fold=None)


def _import(options: Namespace, output: Output) -> int:
    from cafaudit.cli.unlocking import unlocked
    from cafaudit.intake.answers import Ask
    from cafaudit.intake.reader import reading_ahead

    delimiter = "\t" if options.delimiter in {"tab", "\\t"} else options.delimiter
    ask = Ask(str(options.file), "case list", options.sheet, options.encoding, delimiter, options.header_row)
    with reading_ahead(ask) as begun:
        identity = unlocked(options)  # before all else is loaded: it takes 64 MB while it lasts
        state, changed = _taken_in(options, identity, ask, begun)
    for sentence in _sentences(state.facts.get("warnings")):
        output.warn(sentence)
    lines = [
        f"{state.cases:,} cases read.",
        *(f"  {count:>7,}  {name}" for name, count in state.strata.items()),
        *changed,
    ]
    output.result(state, lines)
    return 0


def _taken_in(options: Namespace, identity: Identity, ask: Ask, begun: Begun) -> tuple[FrameState, list[str]]:
    """Import what a child reads already; returns the list, and what it changed."""
    from cafaudit.cli.lists import changes_lines
    from cafaudit.cli.stated import parts_of
    from cafaudit.services.commands.listing import ImportFrame
    from cafaudit.services.queries.files import newest_frame
    from cafaudit.services.queries.lists import list_changes
    from cafaudit.services.small_files import text_of
    from cafaudit.services.visits import opened

    command = ImportFrame(
        file=ask.path,
        sheet=ask.sheet,
        mapping=text_of(options.map) if options.map else None,
        fold=options.fold,
        strata=parts_of(options.strata) if options.strata else None,
        encoding=ask.encoding,
        delimiter=ask.delimiter,
        header_row=ask.header_row,
        note=options.note,
    )
    with opened(options.visit, identity) as visit:
        visit.do(command, progress=TerminalProgress("Case list"), begun=begun)
        return newest_frame(visit), changes_lines(list_changes(visit))


def _sentences(found: object) -> list[str]:
    return [str(sentence) for sentence in found] if isinstance(found, list) else []


WORDS: Final[Words] = {"frame": _frame_words}
"""What this subcommand can be told."""
