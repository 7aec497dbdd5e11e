"""What the command line says: results on standard output, messages on standard error."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.errors import CafAuditError


class Output:
    """Prints results as text, or as one JSON value where that was asked for."""

    def __init__(self, *, as_json: bool) -> None:
        """Print in one of the two ways."""
        self.as_json = as_json

    def result(self, value: object, text: str | Iterable[str]) -> None:
        """Print a result: the JSON value, or its lines for people."""
        if self.as_json:
            print(dumps(value))
            return
        lines = [text] if isinstance(text, str) else text
        for line in lines:
            print(line)

    def say(self, sentence: str) -> None:
        """Say something that is not the result, on standard error."""
        print(sentence, file=sys.stderr, flush=True)

    def warn(self, sentence: str) -> None:
        """Say a warning on standard error, one line."""
        print(f"warning: {sentence}", file=sys.stderr, flush=True)

    def refuse(self, error: CafAuditError) -> None:
        """Say what went wrong and what to do."""
        print(f"{error.message} {error.advice}".strip(), file=sys.stderr, flush=True)


def refusal_of(fault: OSError) -> InputRefused:
    """Return as a sentence what the computer refused, such as a name too long or a full disk."""
    about = f" ({Path(fault.filename).name})" if isinstance(fault.filename, str) else ""
    return InputRefused(
        f"The computer refused{about}: {fault.strerror or fault}.",
        "Check the name, that you may read and write there, and that the disk has room.",
    )


def dumps(value: object) -> str:
    """Return a value as one line of JSON in UTF-8, keys as they stand."""
    return json.dumps(plain(value), ensure_ascii=False)


def plain(value: object) -> Any:  # noqa: ANN401 - JSON
    """Return a value as plain JSON parts."""
    return msgspec.to_builtins(value, str_keys=True)


class TerminalProgress:
    """Progress on a terminal: one line that is written over; nothing where nobody watches."""

    def __init__(self, doing: str) -> None:
        """Report on the named work."""
        self._doing = doing
        self._shown = -1
        self._watched = sys.stderr.isatty()

    def step(self, done: int, total: int) -> None:
        """Show how far the work has come, at most a hundred times."""
        if not self._watched or not total:
            return
        percent = done * 100 // total
        if percent != self._shown:
            self._shown = percent
            end = "\n" if done >= total else ""
            print(f"\r{self._doing}: {percent:3d} %", end=end, file=sys.stderr, flush=True)
