"""The lines of a script: bytes in, one JSON object a line out, with a sentence for everything else."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, NoReturn

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes of one line of a script."""

MOST_DIGITS = 300
DEEPEST = 32
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_BOM = b"\xef\xbb\xbf"


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Give each line as it comes; of one that is too long, only so much that it is seen to be."""
    first = True
    while line := stream.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE + 1)
        yield line.removeprefix(_BOM) if first else line
        first = False


def parsed(line: bytes) -> dict[str, Any]:
    """Return the object that a line holds.

    Raises:
        InputRefused: it is too long, not UTF-8, no JSON object, or holds a key twice or a number that
            cannot be kept.
    """
    if len(line) > LONGEST_LINE:
        raise InputRefused("This line is longer than any command.", "Divide it into several.")
    try:
        given = json.loads(
            line.decode(),
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_float=_number,
            parse_int=_whole,
        )
    except UnicodeDecodeError as fault:
        raise InputRefused(
            f"This line is not UTF-8: byte {fault.start + 1:,} is none of its characters.",
            "Save the script as UTF-8.",
        ) from fault
    except (json.JSONDecodeError, RecursionError) as fault:
        raise InputRefused(f"This line is no JSON: {fault}.", "Write one JSON object on one line.") from fault
    if not isinstance(given, dict):
        raise InputRefused("This line is no JSON object.", 'Write {"do": "GiveScore", ...}.')
    return given


def require_keepable(given: dict[str, Any]) -> None:
    """Refuse texts that nothing can keep, and nesting beyond any field's.

    Raises:
        InputRefused: a text holds a NUL or half a character, or a value is nested too deeply.
    """
    for name, value in given.items():
        _require_keepable(name, name)
        _require_keepable(name, value)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputRefused(f"“{twice}” stands twice in this line.", "Leave one of the two out.")
    return found


def _no_number(text: str) -> NoReturn:
    raise InputRefused(f"{text} is no number that JSON knows.", "Write a number or leave the field out.")


def _number(text: str) -> float:
    if len(text) > MOST_DIGITS or not math.isfinite(found := float(text)):
        raise _too_large()
    return found


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise _too_large()
    return int(text)


def _too_large() -> InputRefused:
    return InputRefused("A number of this line is larger than any that is meant.", "Correct it.")


def _require_keepable(name: str, value: object, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise InputRefused(f"“{name}” is nested too deeply.", "Write it as its schema shows it.")
    if isinstance(value, str) and (found := _NO_TEXT.search(value)):
        raise InputRefused(
            f"“{name}” holds a character that no document can carry (U+{ord(found[0]):04X}).",
            "Delete it and write the passage anew.",
        )
    parts = value if isinstance(value, list) else [*value, *value.values()] if isinstance(value, dict) else ()
    for part in parts:
        _require_keepable(name, part, depth + 1)
