"""`cafaudit run`: a script of commands, one JSON value a line, each line one transaction."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cafaudit.cli.output import dumps, refusal_of
from cafaudit.cli.script_lines import lines_of, parsed, require_keepable
from cafaudit.cli.unlocking import passphrase_from, profile_folder
from cafaudit.errors import CafAuditError, InputRefused
from cafaudit.services.script import Desk
from cafaudit.team.profile import open_profile

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Words


def _run_words(run: ArgumentParser) -> None:
    run.add_argument("visit", type=Path)
    run.add_argument("file", help="a file of JSON lines, or - for standard input")
    run.add_argument("--stop", action="store_true", help="end at the first refusal")
    run.set_defaults(carry_out=_run)


def _run(options: Namespace, output: Output) -> int:  # noqa: ARG001 - it prints line by line
    passphrase = passphrase_from(options)
    desk = Desk(
        unlock=lambda folder: open_profile(folder, passphrase),
        profile=profile_folder(options),
        visit=options.visit,
    )
    first_failure = 0
    try:
        desk.open_default()
        with _lines(options.file) as lines:
            for line in lines:
                status = _carry_out(desk, line)
                first_failure = first_failure or status
                if status and options.stop:
                    break
    finally:
        desk.close()
    return first_failure


@contextmanager
def _lines(name: str) -> Iterator[Iterator[bytes]]:
    if name == "-":
        yield lines_of(sys.stdin.buffer)
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - closed below
    except OSError as fault:
        raise InputRefused(
            f"The script {name} cannot be read: {fault.strerror}.", "Check its name and place."
        ) from fault
    with stream:
        yield lines_of(stream)


def _carry_out(desk: Desk, line: bytes) -> int:
    if not line.strip():
        return 0
    given: dict[str, Any] = {}
    try:
        given = parsed(line)
        require_keepable(given)
        answer = desk.carry_out(given)
    except CafAuditError as error:
        return _refuse(given, error)
    except OSError as fault:
        return _refuse(given, refusal_of(fault))
    if "id" in given:
        answer = {"id": given["id"], **answer}
    _print({"ok": True, **answer})
    return 0


def _refuse(given: dict[str, Any], error: CafAuditError) -> int:
    said = {"status": error.exit_status, "message": error.message, "advice": error.advice}
    echoed = given.get("id")
    _print({"ok": False, "id": echoed if isinstance(echoed, str | int | float) else None, **said})
    return error.exit_status


def _print(answer: dict[str, Any]) -> None:
    sys.stdout.write(dumps(answer) + "\n")
    sys.stdout.flush()


WORDS: Final[Words] = {"run": _run_words}
"""What each of these subcommands can be told."""
