"""The frame: the list of cases that a sample is drawn from, without a name or a date of birth."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from cafaudit.errors import InputRefused

LONGEST_REF: Final = 200
"""Signs that a case reference may have; what is longer is a sentence or a slip, not a reference."""

_LONGEST_LABEL: Final = 200
_QUOTED_SIGNS: Final = 40
_LINE_SIGNS: Final = "\t\n\r\u2028\u2029"
_REPLACEMENT: Final = "\ufffd"
_NONCHARACTER: Final = 0xFFFE


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameCase:
    """One case of the list, with what may be kept of it.

    Attributes:
        ref: The provider's case id as `case_ref` gives it.
        stratum: The group that it is drawn in.
        practitioner: A code such as "P-07", never a name.
        file_location: Where the paper file stands, as the list has it.
        age_band: The children's ages on the day of the list, in bands ("5 to 9"), never to the year.
        allocated_on: When it was allocated to a practitioner; None when the list does not say.
        domestic_violence: Whether the list flags it; None when it does not say.
        opened_on: When it was opened; None when the list does not say.
        closed_on: When it was closed; None when it is open or the list does not say.
        audited_on: When its file was last audited; None when the list does not say.
        group: The stratum that the list itself gave, once the cases were grouped anew; "" before that.
        children: Rows of the list that were folded into this case, at least 1.
        line: The row of the source that it was first seen on, counted from 1 with the header.
    """

    ref: str
    stratum: str
    office: str = ""
    team: str = ""
    law_type: str = ""
    application_type: str = ""
    case_type: str = ""
    practitioner: str = ""
    file_location: str = ""
    age_band: str = ""
    allocated_on: date | None = None
    domestic_violence: bool | None = None
    children: int = 1
    line: int = 0
    opened_on: date | None = None
    closed_on: date | None = None
    audited_on: date | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """All cases of a list, in the order of the file."""

    cases: tuple[FrameCase, ...]

    @property
    def refs(self) -> tuple[str, ...]:
        """The case references in the order of the file."""
        return tuple(case.ref for case in self.cases)

    @property
    def strata(self) -> dict[str, int]:
        """How many cases each stratum holds, by name of the stratum."""
        counts = Counter(case.stratum for case in self.cases)
        return {name: counts[name] for name in sorted(counts)}

    @property
    def offices(self) -> dict[str, int]:
        """How many cases each office holds, by name of the office; "" for cases without one."""
        counts = Counter(case.office for case in self.cases)
        return {name: counts[name] for name in sorted(counts)}


def case_ref(text: str) -> str:
    """Return the case reference that a cell of the list stands for.

    Unicode NFC; outer blanks (also non-breaking ones) and control or invisible characters are
    removed; letters keep their case. Applying it twice changes nothing.

    Raises:
        InputRefused: Nothing is left, or a comma, a line break, a tab or a damaged character is.
    """
    if _is_plain(text, longest=LONGEST_REF) and "," not in text:
        return text
    ref = _without_invisible(text)
    problem = _problem_of(ref)
    if problem:
        shown = f"“{_quoted(ref)}”" if ref else "An empty cell"
        raise InputRefused(
            f"{shown} cannot be a case reference: {problem}.",
            "Correct the case id in the list, then import it again.",
        )
    return ref


def plain_label(text: str) -> str:
    """Return a label (stratum, office, team ...) on one line, without outer blanks and invisible signs.

    Labels longer than 200 signs are cut; they are shown and counted, never looked up elsewhere.
    """
    if _is_plain(text, longest=_LONGEST_LABEL) and "  " not in text:
        return text
    usable = (sign for sign in _without_invisible(text) if unicodedata.category(sign) != "Cs")
    return " ".join("".join(usable).split())[:_LONGEST_LABEL].rstrip()


def _is_plain(text: str, *, longest: int) -> bool:
    return (
        0 < len(text) <= longest
        and text.isascii()
        and text.isprintable()
        and text[0] != " "
        and text[-1] != " "
    )


def _without_invisible(text: str) -> str:
    kept = "".join(sign for sign in text if sign in _LINE_SIGNS or not _is_invisible(sign))
    return unicodedata.normalize("NFC", kept).strip()


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf"}


def _problem_of(ref: str) -> str:
    if not ref:
        return "it holds nothing that can be seen"
    if "," in ref:
        return "it has a comma, which separates seed and case in a ticket"
    if any(sign in _LINE_SIGNS for sign in ref):
        return "it runs over more than one line or has a tab in it"
    if len(ref) > LONGEST_REF:
        return f"it has {len(ref):,} signs, {LONGEST_REF} at most can be a reference"
    if any(_is_damaged(sign) for sign in ref):
        return "it has a damaged character"
    return ""


def _is_damaged(sign: str) -> bool:
    is_noncharacter = ord(sign) & _NONCHARACTER == _NONCHARACTER
    return sign == _REPLACEMENT or is_noncharacter or unicodedata.category(sign) == "Cs"


def _quoted(text: str) -> str:
    visible = "".join(sign if sign.isprintable() else " " for sign in text)
    return visible if len(visible) <= _QUOTED_SIGNS else visible[:_QUOTED_SIGNS] + "…"
