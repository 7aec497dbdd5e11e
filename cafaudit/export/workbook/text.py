"""Text as a cell can hold it: never a formula, always well-formed, never longer than Excel allows."""

from __future__ import annotations

import re
from typing import Final

CELL_LIMIT: Final = 32_767
"""The most signs a cell holds, counted in UTF-16 units ("Excel specifications and limits", Microsoft)."""

_SURELY_SHORT: Final = CELL_LIMIT // 2

HEADING_LIMIT: Final = 200
"""The most signs of a heading or label of ours; Excel allows 255 in the heading of a table."""

_FORMULA_STARTS = frozenset("=+-@'\t＝＋－＠")  # noqa: RUF001 - the full-width signs are meant
_UNITS = "utf-16-le"
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
_LONE_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NOT_FOR_XML = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKUP_SIGNS = re.compile("[&<>]")
_BLANKS = re.compile(r"\s+")


def cell_text(text: str) -> str:
    r"""Return a text as it will be read in a cell.

    Line ends become "\n", half characters the replacement sign. A text over the limit is cut, and says
    at its end how long it was.
    """
    if len(text) < _SURELY_SHORT and text.isprintable():
        return text
    whole = _LONE_SURROGATES.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return whole if _length(whole) <= CELL_LIMIT else _cut(whole)


def may_start_formula(text: str) -> bool:
    """Say whether a spreadsheet would take the text for a formula, were it typed in again."""
    return text[:1] in _FORMULA_STARTS


def escaped(text: str) -> str:
    """Return a text as spreadsheets keep it in XML (ECMA-376 part 1, 22.9.2.19, ST_Xstring).

    Control characters, U+FFFE and U+FFFF become `_xHHHH_`, and what looks like that already is escaped
    itself.
    """
    return _NOT_FOR_XML.sub(_as_hex, text)


def xml_text(text: str) -> str:
    """Return a text of a cell as the content of an element, markup signs and all."""
    return _MARKUP_SIGNS.sub(_as_entity, escaped(text))


def needs_preserving(text: str) -> bool:
    """Say whether an XML reader might drop blanks of the text."""
    return text != text.strip() or "\n" in text or "  " in text


def one_line(text: str, limit: int = HEADING_LIMIT) -> str:
    """Return a text as a heading: one line of visible signs, cut with an ellipsis where it is too long."""
    line = _BLANKS.sub(" ", _CONTROLS.sub(" ", cell_text(text))).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _length(text: str) -> int:
    short = len(text) * 2 <= CELL_LIMIT
    return len(text) if short else len(text.encode(_UNITS)) // 2


def _cut(text: str) -> str:
    note = f" […] (cut here: a cell cannot hold all {len(text):,} signs; the visit has them)"
    room = 2 * (CELL_LIMIT - len(note))
    return text.encode(_UNITS)[:room].decode(_UNITS, "ignore") + note


def _as_hex(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


def _as_entity(found: re.Match[str]) -> str:
    return _MARKUP[found[0]]
