"""`cafaudit frame`: the provider's case list in, and out again as the list that was fixed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cafaudit.cli import lists
from cafaudit.cli.output import TerminalProgress
from cafaudit.cli.unlocking import unlocked
from cafaudit.errors import InputRefused
from cafaudit.export.saving import save_export
from cafaudit.sampling import frame_hash, frame_lines
from cafaudit.services.commands.listing import ImportFrame
from cafaudit.services.queries.files import frame_refs, newest_frame, stored_cases
from cafaudit.services.queries.lists import list_changes
from cafaudit.services.visits import opened

if TYPE_CHECKING:
    from argparse import Namespace

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Commands


def add_to(commands: Commands) -> None:
    """Add `frame import|ids|hash|export`, and what `cafaudit.cli.lists` has."""
    group = commands.add_parser("frame", help="the case list").add_subparsers(
        required=True, metavar="import|ids|hash|export|exclude|include|group|release|changes"
    )
    read_in = group.add_parser("import", help="read a case list (xlsx, csv)")
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
    for name, about, carry_out in (
        ("ids", "print the case references in file order, without excluded cases", _ids),
        ("hash", "print the hash of the list", _hash),
    ):
        part = group.add_parser(name, help=about)
        part.add_argument("visit", type=Path)
        part.set_defaults(carry_out=carry_out)
    out = group.add_parser("export", help="write the list that the hash is taken of")
    out.add_argument("visit", type=Path)
    out.add_argument("file", type=Path)
    out.set_defaults(carry_out=_export)
    lists.add_to_frame(group)


def _import(options: Namespace, output: Output) -> int:
    command = ImportFrame(
        file=str(options.file),
        sheet=options.sheet,
        mapping=_text_of(options.map) if options.map else None,
        fold=options.fold,
        strata=tuple(part.strip() for part in options.strata.split(",")) if options.strata else None,
        encoding=options.encoding,
        delimiter="\t" if options.delimiter in {"tab", "\\t"} else options.delimiter,
        header_row=options.header_row,
        note=options.note,
    )
    with opened(options.visit, unlocked(options)) as visit:
        visit.do(command, progress=TerminalProgress("Case list"))
        state = newest_frame(visit)
        changes = list_changes(visit)
    for sentence in _sentences(state.facts.get("warnings")):
        output.warn(sentence)
    lines = [
        f"{state.cases:,} cases read.",
        *(f"  {count:>7,}  {name}" for name, count in state.strata.items()),
        *lists.changes_lines(changes),
    ]
    output.result(state, lines)
    return 0


def _ids(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        refs = frame_refs(visit)
    output.result(refs, refs)
    return 0


def _hash(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        found = frame_hash(stored_cases(visit))
    output.result(found, found)
    return 0


def _export(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        cases = stored_cases(visit)
        save_export(options.file, frame_lines(cases))
        visit.log("export frame", {"file": str(options.file), "cases": len(cases)})
    output.result(
        {"file": str(options.file), "cases": len(cases), "hash": frame_hash(cases)},
        f"{len(cases):,} cases written to {options.file}; its SHA-256 is {frame_hash(cases)}",
    )
    return 0


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputRefused(f"The file {path} cannot be read.", "Check its name and place.") from fault


def _sentences(found: object) -> list[str]:
    return [str(sentence) for sentence in found] if isinstance(found, list) else []
