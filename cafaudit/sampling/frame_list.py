"""The frame list: the text whose hash fixes a frame before the seed is known."""

from __future__ import annotations

import hashlib
import re
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LINE: Final = re.compile(rb"[^\n]*\n")
_LINES_OF_A_PIECE: Final = 4_096


class Listed(Protocol):
    """What the draw needs to know of a case: a frame's case or a line of an exported list."""

    @property
    def ref(self) -> str:
        """The case reference."""

    @property
    def stratum(self) -> str:
        """The group that it is drawn in."""


class FrameLine(NamedTuple):
    """One line of an exported frame list."""

    stratum: str
    ref: str


def frame_lines(cases: Iterable[Listed]) -> bytes:
    """Return the frame list: lines "stratum TAB case LF" in UTF-8, sorted by their bytes."""
    return lines_of((case.stratum, case.ref) for case in cases)


def frame_hash(cases: Iterable[Listed]) -> str:
    """Return the SHA-256 of the frame list in lower-case hexadecimal; the order of the cases is no matter."""
    return hash_of_pairs((case.stratum, case.ref) for case in cases)


def lines_of(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Return the frame list of strata and references, as `frame_lines` does of cases."""
    return b"".join(pieces_of(pairs))


def hash_of_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the SHA-256 of the frame list of strata and references; memory as with `pieces_of`."""
    digest = hashlib.sha256()
    for piece in pieces_of(pairs):
        digest.update(piece)
    return digest.hexdigest()


def pieces_of(pairs: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Give the frame list of strata and references in pieces of some thousand lines, in its order.

    No more is held than its references and the lines of one stratum.
    """
    refs: defaultdict[str, bytearray] = defaultdict(bytearray)
    for stratum, ref in pairs:
        refs[stratum] += f"{ref}\n".encode()
    for start, stratum in sorted((f"{stratum}\t".encode(), stratum) for stratum in refs):
        lines = _LINE.findall(refs.pop(stratum))
        lines.sort()
        for at in range(0, len(lines), _LINES_OF_A_PIECE):
            yield start + start.join(lines[at : at + _LINES_OF_A_PIECE])


def parse_frame_lines(data: bytes, *, source: str) -> tuple[FrameLine, ...]:
    r"""Return the lines of an exported frame list. Line ends changed to CR LF on the way are let pass.

    Args:
        data: The bytes of the file.
        source: Its name, for the sentence of a refusal.

    Raises:
        InputRefused: It is empty, not UTF-8, or a line is not "stratum TAB case".
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_a_frame_list(source, "it is not UTF-8 text") from error
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    if lines == [""]:
        raise _not_a_frame_list(source, "it is empty")
    return tuple(_frame_line(line, number, source) for number, line in enumerate(lines, start=1))


def _frame_line(line: str, number: int, source: str) -> FrameLine:
    parts = line.split("\t")
    if len(parts) != len(FrameLine._fields) or not parts[1]:
        raise _not_a_frame_list(source, f"line {number} is not a stratum, a tab and a case")
    return FrameLine(sys.intern(parts[0]), parts[1])


def _not_a_frame_list(source: str, why: str) -> InputRefused:
    return InputRefused(
        f"“{source}” is not an exported frame list: {why}.",
        "Export the list again with 'cafaudit frame export' and do not open it in a spreadsheet in between.",
    )
