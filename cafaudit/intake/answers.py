"""What the child process that opens a list says to the program that asked: its rows, or why not.

Each message is its length (four bytes, the smallest first) and then MessagePack. The program asks (`Ask`);
the child answers with a `Head`; once the program has said which columns it wants (`Wish`), `Batch` follows on
`Batch`, and an `End`. A `Refused` may stand in the place of any of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from cafaudit.errors import InputRefused
from cafaudit.files import is_damaged
from cafaudit.intake.oddities import Oddity
from cafaudit.intake.table_refusals import checked_row

if TYPE_CHECKING:
    from typing import IO

MOST_SECONDS: Final = 120
"""Seconds that a list may keep the child busy; a list of a million cases takes three."""

MOST_MESSAGE: Final = 256 * 1024**2
_LENGTH_BYTES: Final = 4
_TYPECODES: Final = {2: "H", 4: "I"}


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


class Codes(msgspec.Struct, frozen=True, tag="codes"):
    """A column whose values come again: those that are new in it, and for each row the place of its own.

    The values of a column are numbered from 0 over all batches; `width` is how many bytes a place takes.
    """

    values: list[str]
    codes: bytes
    width: int


class NameWords(msgspec.Struct, frozen=True, tag="names"):
    """A column of names taken apart, see `cafaudit.intake.name_words`.

    Attributes:
        words: Forms of words that are new in the column, numbered from 1 over all batches.
        first: For each row the number of its name's first word, 0 where the name needs a closer look.
        second: The same of the second word.
        width: How many bytes a number takes.
        others: The names that need a closer look, by their places in the batch.
    """

    words: list[str]
    first: bytes
    second: bytes
    width: int
    others: dict[int, str]


class Batch(msgspec.Struct, frozen=True, tag="batch"):
    """Some rows, how many; the lines that they stand in; their wanted columns; how much of the file is read.

    Of lines that follow each other the first one is said.
    """

    rows: int
    lines: list[int]
    columns: list[list[str] | Codes | NameWords]
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


def check_ask(ask: Ask) -> None:
    """Refuse what no child can be told: a row beyond any list, a text that is damaged.

    Raises:
        InputRefused: The row is none, or a text has a character that is none.
    """
    checked_row(ask.header_row)
    said = {"file": ask.path, "sheet": ask.sheet, "encoding": ask.encoding, "delimiter": ask.delimiter}
    for what, text in said.items():
        if is_damaged(text or ""):
            raise InputRefused(
                f"What was stated as {what} holds a character that is none.",
                "Give the file another name, in plain letters, and type what is stated anew.",
            )


class Wish(msgspec.Struct, frozen=True, tag="wish"):
    """Which columns are wanted, by their places; None for all. `names` is one to be taken apart."""

    places: list[int] | None = None
    names: int | None = None


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


@dataclass(frozen=True, slots=True, repr=False)
class Coded:
    """A column whose values come again: its values so far, and for each row the place of its own.

    From batch to batch of a list `values` is the same list, and grows.
    """

    values: Sequence[str]
    codes: bytes | array[int]


Column = list[str] | Coded
"""The cells of a column, row by row."""


def cells_of(column: Column) -> list[str]:
    """Return the cells of a column, row by row."""
    if isinstance(column, Coded):
        return list(map(column.values.__getitem__, column.codes))
    return column


def codes_in(codes: bytes, width: int) -> bytes | array[int]:
    """Return numbers that were said in so many bytes each: 1, 2 or 4.

    Raises:
        ValueError: There is no such width, or the last number is cut short.
    """
    if width == 1:
        return codes
    if width not in _TYPECODES:
        message = f"no number takes {width} bytes here"
        raise ValueError(message)
    found = array(_TYPECODES[width])
    found.frombytes(codes)
    return found


def bytes_of(codes: Sequence[int], width: int) -> bytes:
    """Return numbers in so many bytes each, as `codes_in` reads them."""
    return bytes(codes) if width == 1 else array(_TYPECODES[width], codes).tobytes()
