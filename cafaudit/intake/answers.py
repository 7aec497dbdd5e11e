"""What the child process that opens a list says to the program that asked: its rows, or why not.

Each message is its length (four bytes, the smallest first) and then MessagePack. The program asks (`Ask`);
the child answers with a `Head`; once the program has said which columns it wants (`Wish`), `Batch` follows on
`Batch`, and an `End`. A `Refused` may stand in the place of any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from cafaudit.intake.oddities import Oddity

if TYPE_CHECKING:
    from typing import IO

MOST_SECONDS: Final = 120
"""Seconds that a list may keep the child busy; a list of a million cases takes three."""

MOST_MESSAGE: Final = 256 * 1024**2
_LENGTH_BYTES: Final = 4


class Head(msgspec.Struct, frozen=True, tag="head"):
    """What a list is, before its rows: see `cafaudit.services.list_looks.ListLook`."""

    source: str
    sheet: str
    read_as: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    other_sheets: tuple[str, ...]
    oddities: tuple[Oddity, ...]
    source_hash: str
    header_row: int
    first_rows: tuple[str, ...]


class Coded(msgspec.Struct, frozen=True):
    """A column of few different values: the values, and for each row the place of its own, in one byte."""

    values: list[str]
    codes: bytes


Column = list[str] | Coded
"""The cells of a column, row by row."""


class Batch(msgspec.Struct, frozen=True, tag="batch"):
    """Some rows: the lines that they stand in, their wanted columns, and how much of the file is read."""

    lines: list[int]
    columns: list[Column]
    done: int
    total: int


class End(msgspec.Struct, frozen=True, tag="end"):
    """The list was read to its end; `oddities` are all of them, those of the head included."""

    oddities: tuple[Oddity, ...]


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The list was refused, in the sentences of `InputRefused`; `sheets` to choose from, if any."""

    message: str
    advice: str
    sheets: tuple[str, ...] = ()


class Ask(msgspec.Struct, frozen=True, tag="ask"):
    """Which file to read, and how; see `cafaudit.intake.reading.reading_list`."""

    path: str
    wanted: str
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None


class Wish(msgspec.Struct, frozen=True, tag="wish"):
    """Which columns are wanted, by their places; None for all."""

    places: list[int] | None = None


Message = Ask | Head | Batch | End | Refused | Wish
"""What is said."""

_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(Message).decode


def say(stream: IO[bytes], message: Message) -> None:
    """Write a message."""
    data = _encode(message)
    stream.write(len(data).to_bytes(_LENGTH_BYTES, "little") + data)
    stream.flush()


def hear(stream: IO[bytes]) -> Message | None:
    """Read a message; None where the stream ends before one.

    Raises:
        msgspec.MsgspecError: It is none, or only the beginning of one.
    """
    length = stream.read(_LENGTH_BYTES)
    if not length:
        return None
    size = int.from_bytes(length, "little")
    data = stream.read(size) if len(length) == _LENGTH_BYTES and size <= MOST_MESSAGE else b""
    if len(data) < size or not data:
        message = "a message was cut short"
        raise msgspec.DecodeError(message)
    found: Message = _decode(data)
    return found


def cells_of(column: Column) -> list[str]:
    """Return the cells of a column, row by row."""
    if isinstance(column, Coded):
        return list(map(column.values.__getitem__, column.codes))
    return column
