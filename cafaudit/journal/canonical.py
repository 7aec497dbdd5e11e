"""The one way an event is written as bytes: JSON, sorted keys, UTF-8, whole numbers only.

Bytes are stored and passed on as received; these functions make them and refuse any other spelling
of the same content (double keys, blanks, needless escapes), so that one event has one hash.
"""

from __future__ import annotations

from typing import TypeAlias, TypeVar

import msgspec

from cafaudit.errors import IntegrityFailure

Value: TypeAlias = object
"""What a payload may hold: None, bool, int, str, and lists and dicts of these. No fractions."""

_ENCODER = msgspec.json.Encoder(order="sorted")
_Shape = TypeVar("_Shape")

LARGEST_INTEGER = 2**53 - 1
"""Every JSON reader keeps integers up to here exactly."""


def encode(content: object) -> bytes:
    """Write content as canonical bytes.

    Raises:
        TypeError: for anything that JSON does not carry.
    """
    return _ENCODER.encode(content)


def decode(raw: bytes, shape: type[_Shape]) -> _Shape:
    """Read canonical bytes into the given shape.

    Raises:
        IntegrityFailure: the bytes are no JSON, have another shape or are spelt another way.
    """
    try:
        content = msgspec.json.decode(raw, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise not_canonical(str(fault)) from fault
    if _ENCODER.encode(content) != raw:
        raise not_canonical("it is spelt in another way than CafAudit writes")
    return content


def refuse_fractions(content: object) -> None:
    """Walk through a value and refuse what a payload cannot hold.

    Raises:
        TypeError: for a fraction or a whole number that other JSON readers would not keep exactly.
    """
    if isinstance(content, float):
        message = "a payload holds no fractions: write a whole number or a text"
        raise TypeError(message)
    if isinstance(content, int) and abs(content) > LARGEST_INTEGER:
        message = "a payload holds no whole numbers beyond 2**53 - 1"
        raise TypeError(message)
    if isinstance(content, dict):
        for value in content.values():
            refuse_fractions(value)
    elif isinstance(content, list | tuple):
        for value in content:
            refuse_fractions(value)


def not_canonical(why: str) -> IntegrityFailure:
    """Build the refusal of bytes that are not an event as CafAudit writes it."""
    return IntegrityFailure(
        f"A record of the visit cannot be read: {why}.",
        "Nothing was taken in. Ask the sender for the pack again, or restore the last backup.",
    )
