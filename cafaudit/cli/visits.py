"""`cafaudit new`, `digest`, `check`, `backup` and the events of a visit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from cafaudit.cli.output import TerminalProgress
from cafaudit.cli.unlocking import unlocked
from cafaudit.errors import IntegrityFailure
from cafaudit.services.checking import check_visit
from cafaudit.services.visit_details_file import commands_from_details
from cafaudit.services.visits import new_visit, open_visit, opened, warnings_about

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Words


def _new_words(new: ArgumentParser) -> None:
    new.add_argument("visit", type=Path, help="where to put its folder")
    new.add_argument("--framework", required=True, help="a framework's name or the path of its file")
    new.add_argument("--details", type=Path, metavar="FILE.toml", help="what the visit is about")
    new.set_defaults(carry_out=_new)


def _digest_words(digest: ArgumentParser) -> None:
    digest.add_argument("visit", type=Path)
    digest.set_defaults(carry_out=_digest)


def _check_words(check: ArgumentParser) -> None:
    check.add_argument("visit", type=Path)
    check.set_defaults(carry_out=_check)


def _new(options: Namespace, output: Output) -> int:
    identity = unlocked(options)
    details = commands_from_details(options.details) if options.details else ()
    path = new_visit(options.visit, options.framework, identity, first=details)
    for sentence in warnings_about(path):
        output.warn(sentence)
    output.result({"visit": str(path)}, f"Visit made: {path}")
    return 0


def _digest(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit, visit.reading() as read:
        digest = read.tables.digest()
    output.result(digest, digest)
    return 0


def _check(options: Namespace, output: Output) -> int:
    held = open_visit(options.visit, unlocked(options))
    try:
        report = check_visit(held.visit, held.folder, TerminalProgress("Checking"))
    finally:
        held.close()
    text = [f"{report.events:,} events; digest {report.digest}", *report.problems, *report.without_effect]
    output.result(
        msgspec.to_builtins(report), [*text, "Everything holds." if report.ok else "It does not hold."]
    )
    return 0 if report.ok else IntegrityFailure.exit_status


WORDS: Final[Words] = {
    "new": _new_words,
    "digest": _digest_words,
    "check": _check_words,
}
"""What each of these subcommands can be told."""
