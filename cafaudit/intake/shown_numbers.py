"""Numbers as they are shown: with the zeros, letters and hyphens that a number format adds to them.

A case reference such as 004512 is often stored as 4512 under the format 000000. What people see
and what the file carries on its cover is the shown one. Formats that only round, group thousands or
write dates and percentages are no reason to change a number, and are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(.)', re.DOTALL)
_CONDITION: Final = re.compile(r"\[[<>=]")
_DIGIT_PLACES: Final = frozenset("0#?")
_PLAIN_SIGNS: Final = frozenset(" -()+:")
_MOST_PLACES: Final = 40


@dataclass(frozen=True, slots=True)
class ShownFormat:
    """A number format that adds to whole numbers.

    Attributes:
        parts: Digit places ("0", "#", "?") and texts in their order, from left to right.
    """

    parts: tuple[str, ...]

    def shown(self, number: float) -> str | None:
        """Return what a spreadsheet shows for a number; None where that is not known here."""
        if number < 0 or number != int(number):
            return None
        digits = list(str(int(number)))
        places = [place for place, part in enumerate(self.parts) if part in _DIGIT_PLACES]
        if not places:
            return None
        written = list(self.parts)
        for place in reversed(places):
            written[place] = digits.pop() if digits else ("0" if self.parts[place] == "0" else "")
        written[places[0]] = "".join(digits) + written[places[0]]
        return "".join(written)


def shown_format(code: str) -> ShownFormat | None:
    """Return a number format as far as it adds zeros, letters or hyphens; None where it does not."""
    section = _first_section(code)
    if _CONDITION.search(section):
        return None
    parts: list[str] = []
    for found in _TOKEN.finditer(section):
        quoted, escaped, sign = found.groups()
        text = quoted if quoted is not None else escaped
        if text is not None:
            parts.append(text)
        elif sign is not None and sign in _DIGIT_PLACES | _PLAIN_SIGNS:
            parts.append(sign)
        elif sign is not None:
            return None
    places = [part for part in parts if part in _DIGIT_PLACES]
    if not places or len(places) > _MOST_PLACES:
        return None
    adds_zeros = places.count("0") > 1
    adds_text = any(part.strip() for part in parts if part not in _DIGIT_PLACES)
    return ShownFormat(tuple(parts)) if adds_zeros or adds_text else None


def _first_section(code: str) -> str:
    quoted = False
    for place, sign in enumerate(code):
        if sign == '"':
            quoted = not quoted
        elif sign == ";" and not quoted:
            return code[:place]
    return code
