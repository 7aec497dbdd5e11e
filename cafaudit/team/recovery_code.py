"""The printed recovery code: what opens a profile, and a visit, when the passphrase is gone.

A code holds 160 random bits as eight groups of five characters. The fifth of each group checks the four
before it and the group's place, so a wrong, swapped or misplaced character is pointed at instead of ending in
a bare "wrong". Characters are Crockford's base 32: no I, L, O or U; small letters, O for 0 and I or L for 1
are read as meant.
"""

import re
import secrets

from cafaudit.errors import WrongPassphrase

CODE_BYTES = 20
GROUPS = 8
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
_DATA = 4  # characters of a group that carry the code
_GROUP = _DATA + 1
_BITS = 5
_FIELD = 0b100101  # x^5 + x^2 + 1, which makes the 32 characters a field: no two mistakes of one kind cancel


def new_code() -> bytes:
    """Random bytes for a new code."""
    return secrets.token_bytes(CODE_BYTES)


def write_code(code: bytes) -> str:
    """The code as it is printed: eight groups with hyphens between."""
    bits = int.from_bytes(code, "big")
    places = range((CODE_BYTES * 8 // _BITS - 1) * _BITS, -1, -_BITS)
    values = [bits >> place & (1 << _BITS) - 1 for place in places]
    groups = [values[start : start + _DATA] for start in range(0, len(values), _DATA)]
    return "-".join(
        "".join(_LETTERS[value] for value in (*group, _check(number, group)))
        for number, group in enumerate(groups, start=1)
    )


def read_code(typed: str) -> bytes:
    """The code that a person typed; hyphens, blanks and line ends may stand anywhere or be missing.

    Raises:
        WrongPassphrase: It cannot be a recovery code; the message says in which group the mistake is.
    """
    text = re.sub(r"[\s.\u2010-\u2015-]+", "", typed).upper().translate(_MISREAD)
    if len(text) != GROUPS * _GROUP:
        raise WrongPassphrase(
            f"A recovery code has {GROUPS} groups of {_GROUP} characters; {len(text)} characters were typed.",
            "Compare it with the printed sheet, group by group.",
        )
    bits = 0
    for number in range(1, GROUPS + 1):
        for value in _read_group(number, text[(number - 1) * _GROUP : number * _GROUP]):
            bits = bits << _BITS | value
    return bits.to_bytes(CODE_BYTES, "big")


def _read_group(number: int, text: str) -> list[int]:
    values = [_LETTERS.find(letter) for letter in text]
    if -1 in values:
        raise _mistyped(number, text, f"“{text[values.index(-1)]}” is never used in a code")
    if _check(number, values[:_DATA]) != values[_DATA]:
        raise _mistyped(number, text, "its characters do not fit together")
    return values[:_DATA]


def _mistyped(number: int, text: str, why: str) -> WrongPassphrase:
    return WrongPassphrase(
        f"There is a mistake in group {number} of the recovery code, “{text}”: {why}.",
        "Compare that group with the printed sheet; its order and the order of the groups count too.",
    )


def _check(number: int, values: list[int]) -> int:
    """Different weights for the four places find every wrong character and every two that were swapped."""
    total = number
    for weight, value in enumerate(values, start=2):
        total ^= _times(weight, value)
    return total


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one >> _BITS:
            one ^= _FIELD
        other >>= 1
    return product
