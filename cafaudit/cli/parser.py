"""The words of the command line. What is shared stands before the subcommand.

Only the subcommand that was chosen is loaded: the others need much that takes a while.
"""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from cafaudit import __version__

if TYPE_CHECKING:
    from argparse import Namespace, _SubParsersAction
    from collections.abc import Sequence

    Commands = _SubParsersAction[ArgumentParser]

Learn = Callable[[ArgumentParser], None]
"""Adds to a parser the words that it can be told."""

Words = dict[str, Learn]
"""What subcommands can be told, by their names."""

_ABOUT = """\
Offline evidence workbook and draft monitoring letter for inspectors' visits.

Without a subcommand the window opens. The passphrase is asked for, or taken from
--passphrase-file or from the environment variable CAFAUDIT_PASSPHRASE."""

_AFTER = """\
exit status: 0 done, 2 usage, 3 input refused, 4 wrong passphrase or not a member,
5 integrity failure, 6 in use, 1 a fault of the program"""


class LateParser(ArgumentParser):
    """A parser, and those of subcommands under it, that learns its words once it is chosen."""

    def __init__(self, *, learn: Learn | None = None, **named: Any) -> None:  # noqa: ANN401 - argparse's own
        """Know nothing as yet but a name.

        Args:
            learn: Adds the words; None for a parser that is told them as others are.
            named: What every parser takes.
        """
        super().__init__(**named)
        self._learn = learn

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> tuple[Namespace, list[str]]:
        """Learn the words, then parse as usual."""
        learn, self._learn = self._learn, None
        if learn is not None:
            learn(self)
        return super().parse_known_args(args, namespace)


def build_parser() -> ArgumentParser:
    """Return the parser of the whole command line."""
    parser = LateParser(
        prog="cafaudit",
        description=_ABOUT,
        epilog=_AFTER,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"CafAudit {__version__}")
    parser.add_argument("--profile", metavar="DIR", help="the profile's folder")
    parser.add_argument("--passphrase-file", metavar="FILE", help="a file whose first line is the passphrase")
    parser.add_argument("--json", action="store_true", help="print one JSON value on standard output")
    commands = parser.add_subparsers(title="subcommands", required=True, metavar="SUBCOMMAND")
    for name, about, words in _SUBCOMMANDS:
        commands.add_parser(name, help=about, learn=partial(_learn, words, name))
    return parser


def _learn(words: Callable[[], Words], name: str, part: ArgumentParser) -> None:
    words()[name](part)


def _profiles() -> Words:
    from cafaudit.cli.profiles import WORDS

    return WORDS


def _example() -> Words:
    from cafaudit.cli.example import WORDS

    return WORDS


def _visits() -> Words:
    from cafaudit.cli.visits import WORDS

    return WORDS


def _frames() -> Words:
    from cafaudit.cli.frames import WORDS

    return WORDS


def _samples() -> Words:
    from cafaudit.cli.samples import WORDS

    return WORDS


def _running() -> Words:
    from cafaudit.cli.running import WORDS

    return WORDS


def _asking() -> Words:
    from cafaudit.cli.asking import WORDS

    return WORDS


def _team() -> Words:
    from cafaudit.cli.team import WORDS

    return WORDS


def _documents() -> Words:
    from cafaudit.cli.documents import WORDS

    return WORDS


_SUBCOMMANDS: Final = (
    ("profile", "your keys on this machine", _profiles),
    ("example", "the whole job on the shipped example, made-up data only", _example),
    ("new", "make a visit; you are its lead", _visits),
    ("digest", "print the digest of the visit's state", _visits),
    ("check", "check file, chains, signatures and state", _visits),
    ("frame", "the case list", _frames),
    ("sample", "the sample", _samples),
    ("run", "carry out commands from a file or from standard input", _running),
    ("query", "ask a visit something; the answer is JSON", _asking),
    ("commands", "list the commands for `run`, with their JSON Schemas", _asking),
    ("member", "the team", _team),
    ("pack", "write a pack for somebody in the team", _team),
    ("join", "make your own copy of a visit from the lead's pack", _team),
    ("merge", "take packs in", _team),
    ("workbook", "write the evidence workbook (xlsx)", _documents),
    ("letter", "write the draft letter (docx)", _documents),
    ("feedback", "write the feedback sheet (docx)", _documents),
    ("draw-sheet", "write the draw sheet (xlsx or csv) that anybody can repeat", _documents),
)
