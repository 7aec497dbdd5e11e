"""The entry of the command line: parse, carry out, and turn every refusal into a sentence and a status."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cafaudit.cli.output import Output, refusal_of
from cafaudit.cli.parser import build_parser
from cafaudit.errors import CafAuditError
from cafaudit.progress import Cancelled

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line; returns its exit status.

    0 done, 2 usage, 3 input refused, 4 wrong passphrase or not a member, 5 integrity failure, 6 in use.
    """
    _speak_utf8()
    parser = build_parser()
    options = parser.parse_args(arguments)
    output = Output(as_json=options.json)
    try:
        status: int = options.carry_out(options, output)
    except CafAuditError as error:
        output.refuse(error)
        return error.exit_status
    except (KeyboardInterrupt, Cancelled):
        output.say("Stopped. Everything that was not finished is as it was.")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as fault:
        refused = refusal_of(fault)
        output.refuse(refused)
        return refused.exit_status
    return status


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
