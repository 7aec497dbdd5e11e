"""Patterns that point to a person whether or not they stand on the case list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

_NHS_DIGITS: Final = 10
_NHS_MODULUS: Final = 11
_UK_DIGITS: Final = (10, 11)
_FEWEST_ABROAD, _MOST_ABROAD = 9, 17
_ORDINALS: Final = {"1": "st", "2": "nd", "3": "rd"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of identifier that is known by its look.

    Attributes:
        kind: One word for it.
        look: What it looks like.
        is_one: The second look: whether a text of that look is one after all.
        say: What to tell the person who typed it.
        severity: Whether it blocks or warns.
        needs: Signs of which one must stand in a text for a look to be worth while.
    """

    kind: str
    look: re.Pattern[str]
    is_one: Callable[[str], bool]
    say: str
    severity: Literal["block", "warn"] = "block"
    needs: tuple[str, ...] = ()

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where such identifiers stand in a text."""
        if self.needs and not any(sign in text for sign in self.needs):
            return
        for found in self.look.finditer(text):
            if self.is_one(found[0]):
                yield found.span()


def is_nhs_number(text: str) -> bool:
    """Say whether the digits of a text are an NHS number: ten, the last being the modulus 11 check."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != _NHS_DIGITS:
        return False
    weighted = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (_NHS_MODULUS - weighted % _NHS_MODULUS) % _NHS_MODULUS == digits[-1]


def _is_postcode(text: str) -> bool:
    inward = text[-3:]
    return not (inward.islower() and _ORDINALS.get(inward[0], "th") == inward[1:])


def _is_telephone(text: str) -> bool:
    digits = "".join(sign for sign in text if sign.isdigit())
    national = "0" + re.sub(r"^(?:0044|44)0?", "", digits) if not re.match(r"0[1-9]", digits) else digits
    return len(national) in _UK_DIGITS and national[1] in "12357890"


def _is_abroad(text: str) -> bool:
    return _FEWEST_ABROAD <= sum(sign.isdigit() for sign in text) <= _MOST_ABROAD


def _always(text: str) -> bool:
    return bool(text)


HAS_NO_NAME: Final = re.compile(r"[0-9@]|[(\[]at[)\]]", re.IGNORECASE)
"""Stands in every text that holds a number, a date or an address; without it only names are looked for."""

ADDRESSES: Final = (
    Pattern(
        "e-mail",
        re.compile(r"[\w.%+'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+"),
        _always,
        "This is an e-mail address. Write whose it is by post, without the address.",
        needs=("@", "(at)", "[at]"),
    ),
    Pattern(
        "account name",
        re.compile(r"(?<![\w@.])@[A-Za-z_]\w{2,}"),
        _always,
        "This looks like somebody's account name. Write whose it is by their part in the case.",
        "warn",
        needs=("@",),
    ),
)
"""The patterns that may hold no figure."""

PATTERNS: Final = (
    Pattern(
        "court number",
        re.compile(r"\b[A-Z]{2}[ /-]?\d{2}[ /-]?[A-Z][ /-]?\d{5}\b", re.IGNORECASE),
        _always,
        "This looks like a court case number. Write the case reference of the list instead.",
    ),
    Pattern(
        "NHS number",
        re.compile(r"(?<![\d.,-])\d{3}[ .-]?\d{3}[ .-]?\d{4}(?![\d,-]|\.\d)"),
        is_nhs_number,
        "This is a valid NHS number. Leave it out: the case reference is enough.",
    ),
    Pattern(
        "National Insurance number",
        re.compile(
            r"(?<![A-Z])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
            r"(?:[ -]?\d{2}){3}[ -]?[A-D](?![A-Z0-9])",
            re.IGNORECASE,
        ),
        _always,
        "This looks like a National Insurance number. Leave it out: the case reference is enough.",
    ),
    Pattern(
        "telephone number",
        re.compile(r"(?<![\w.,])(?:\+44|0044|\(0|0)[\d\s().-]{7,15}\d(?!\w|[.,]\d)"),
        _is_telephone,
        "This looks like a telephone number. Leave it out, or name the post that can be rung.",
    ),
    Pattern(
        "telephone number",
        re.compile(r"(?<![\w.,])(?:\+|00)(?!44)[1-9][\d\s().-]{7,16}\d(?!\w|[.,]\d)"),
        _is_abroad,
        "This looks like a telephone number. Leave it out, or name the post that can be rung.",
        needs=("+", "00"),
    ),
    Pattern(
        "postcode",
        re.compile(
            r"\b(?:GIR ?0AA|(?:[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d[\dABEHMNPRV-Y]?|\d[A-HJKPS-UW]))"
            r" ?\d[ABD-HJLNP-UW-Z]{2})\b",
            re.IGNORECASE,
        ),
        _is_postcode,
        "This looks like a postcode. Write the town or area, or leave it out.",
    ),
    Pattern(
        "street address",
        re.compile(
            r"\b\d{1,4}[A-Da-d]?,? (?:[A-Z][a-z']+ ){1,3}"
            r"(?:Avenue|Ave|Close|Court|Crescent|Drive|Gardens|Grove|Hill|Lane|Place|Rd|Road|Row|St|Street"
            r"|Terrace|Walk|Way)\b"
        ),
        _always,
        "This looks like an address. If somebody lives there, write the town or area instead.",
        "warn",
    ),
)
"""The patterns that stand about figures. All patterns mark a text, whatever the case list holds."""
