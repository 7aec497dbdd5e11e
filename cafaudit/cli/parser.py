"""The words of the command line. What is shared stands before the subcommand."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import TYPE_CHECKING

from cafaudit import __version__
from cafaudit.cli import asking, documents, example, frames, profiles, running, samples, team, visits

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]

_ABOUT = """\
Offline evidence workbook and draft monitoring letter for inspectors' visits.

Without a subcommand the window opens. The passphrase is asked for, or taken from
--passphrase-file or from the environment variable CAFAUDIT_PASSPHRASE."""

_AFTER = """\
exit status: 0 done, 2 usage, 3 input refused, 4 wrong passphrase or not a member,
5 integrity failure, 6 in use, 1 a fault of the program"""


def build_parser() -> ArgumentParser:
    """Return the parser of the whole command line."""
    parser = ArgumentParser(
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
    for part in (profiles, example, visits, frames, samples, running, asking, team, documents):
        part.add_to(commands)
    return parser
