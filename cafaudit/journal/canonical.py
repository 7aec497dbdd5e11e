"""The one way an event is written as bytes: JSON, sorted keys, UTF-8, whole numbers only.

Bytes are stored and passed on as received; these functions make them and refuse any other spelling
of the same content (double keys, blanks, needless escapes), so that one event has one hash.
"""

from __future__ import annotations

import re
from typing import TypeAlias, TypeVar

import msgspec

from cafaudit.errors import IntegrityFailure

Value: TypeAlias = object
"""What a payload may hold: None, bool, int, str, and lists and dicts of these. No fractions."""

LARGEST_INTEGER = 2**53 - 1
"""Every JSON reader keeps integers up to here exactly."""

DEEPEST = 32
"""Lists and dicts inside one another. A fixed bound, since a reader's own depends on its stack."""

_ENCODER = msgspec.json.Encoder(order="sorted")
_Shape = TypeVar("_Shape")
_SHAPELESS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
    + "".join(f"{chr(plane + 0xFFFE)}-{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)


def encode(content: object) -> bytes:
    """Write content as canonical bytes.

    Raises:
        TypeError: for anything that JSON does not carry.
        UnicodeEncodeError: for half a surrogate pair; `require_plain` finds it before.
    """
    return _ENCODER.encode(content)


def decode(raw: bytes, shape: type[_Shape]) -> _Shape:
    """Read canonical bytes into the given shape.

    Raises:
        IntegrityFailure: the bytes are no JSON, have another shape or are spelt another way.
    """
    try:
        content = msgspec.json.decode(raw, type=shape)
        again = _ENCODER.encode(content)
    except (msgspec.MsgspecError, UnicodeError) as fault:
        raise not_canonical(str(fault)) from fault
    except RecursionError as fault:
        raise not_canonical(f"it is nested more than {DEEPEST} deep") from fault
    if again != raw:
        raise not_canonical("it is spelt in another way than CafAudit writes")
    return content


def require_plain(content: object, _depth: int = 0) -> None:
    """Walk through a value and refuse what a payload cannot hold; what passes reads back the same.

    Raises:
        ValueError: for a fraction, a whole number that other JSON readers would not keep exactly, a
            character that no document can carry, nesting beyond `DEEPEST`, or anything that is not JSON.
    """
    if isinstance(content, str):
        _require_shape(content)
    elif isinstance(content, dict | list | tuple):
        if _depth == DEEPEST:
            message = f"it is nested more than {DEEPEST} deep"
            raise ValueError(message)
        for value in _inside(content):
            require_plain(value, _depth + 1)
    elif isinstance(content, int):
        if abs(content) > LARGEST_INTEGER:
            message = "a whole number is beyond 2**53 - 1"
            raise ValueError(message)
    elif content is not None:
        what = "a fraction" if isinstance(content, float) else f"a {type(content).__name__}"
        message = f"{what} stands where a whole number or a text is wanted"
        raise ValueError(message)


def is_shapely(text: str) -> bool:
    """Say whether a text holds only characters that documents can carry, line ends and tabs included."""
    return _SHAPELESS.search(text) is None


def not_canonical(why: str) -> IntegrityFailure:
    """Build the refusal of bytes that are not an event as CafAudit writes it."""
    return IntegrityFailure(
        f"A record of the visit cannot be read: {why}.",
        "Nothing was taken in. Ask the sender for the pack again, or restore the last backup.",
    )


def _inside(content: dict[object, object] | list[object] | tuple[object, ...]) -> list[object]:
    if not isinstance(content, dict):
        return list(content)
    if not all(isinstance(name, str) for name in content):
        message = "a name is not a text"
        raise ValueError(message)
    return [*content, *content.values()]


def _require_shape(text: str) -> None:
    found = _SHAPELESS.search(text)
    if found is not None:
        message = f"it holds a character that no document can carry (U+{ord(found[0]):04X})"
        raise ValueError(message)
