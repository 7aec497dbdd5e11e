"""What the child process that opens a list says to the program that asked: the list, or why not."""

from __future__ import annotations

from typing import Final

import msgspec

from cafaudit.intake.table import Table

MOST_SECONDS: Final = 120
"""Seconds that reading a list may take; a list of 100,000 cases takes two."""


class Parsed(msgspec.Struct, frozen=True, tag="parsed"):
    """The list was read."""

    table: Table


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The list was refused, in the sentences of `InputRefused`; `sheets` to choose from, if any."""

    message: str
    advice: str
    sheets: tuple[str, ...] = ()


Answer = Parsed | Refused
"""What the child says."""


def packed(answer: Answer) -> bytes:
    """Return an answer as bytes."""
    return msgspec.msgpack.encode(answer)


def unpacked(data: bytes) -> Answer:
    """Return the answer that bytes stand for.

    Raises:
        msgspec.MsgspecError: They are none.
    """
    answer: Answer = msgspec.msgpack.decode(data, type=Answer)
    return answer
