"""The case references of a long list, held small, and which of them stand on more than one row."""

from __future__ import annotations

import json
import operator
import re
from array import array
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from cafaudit.domain.frame import LONGEST_REF
from cafaudit.errors import InputRefused
from cafaudit.intake.ref_signs import MAY_TELL
from cafaudit.intake.rows import FoldNeeded, has_case, noted_ref

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cafaudit.intake.oddities import OddityLog
    from cafaudit.progress import Progress

_UNUSUAL: Final = re.compile(
    rf"{MAY_TELL.pattern}|total|end of|cases|rows|records|files|children", re.MULTILINE
)
_ONE_DIGIT: Final = str.maketrans("123456789", "000000000")
_PARTS: Final = 32
_TEXTS_AT_ONCE: Final = 16
_NAMED_REFS: Final = 5
_ASKED_REFS: Final = 20
_REFS_AT_ONCE: Final = 100_000


class References:
    """Takes the column of references batch by batch; rows are those that cases stand in, counted from 0.

    Attributes:
        lines: The line of the file of each row.
    """

    def __init__(self, heading: str, log: OddityLog) -> None:
        """Note what is unusual in `log`."""
        self._heading = heading
        self._usual = heading.casefold()
        self._log = log
        self._texts: list[bytes] = []
        self._last = ""
        self._ascending = True
        self.lines = array("I")

    def add(self, cells: Sequence[str], lines: Sequence[int]) -> list[bool] | None:
        """Take the cells of a batch; returns which of them are of a case, None where all are.

        Raises:
            InputRefused: A reference cannot be one; its row is named.
        """
        if self._are_plain(cells):
            self._take(cells, lines)
            return None
        heading, log = self._heading, self._log
        kept = [has_case(cell, line, heading, log) for cell, line in zip(cells, lines, strict=True)]
        taken = [place for place, is_kept in enumerate(kept) if is_kept]
        refs = [noted_ref(cells[place], lines[place], heading, log) for place in taken]
        self._take(refs, [lines[place] for place in taken])
        return None if all(kept) else kept

    def __len__(self) -> int:
        return len(self.lines)

    def all(self) -> Iterator[str]:
        """Give every reference, row by row."""
        for text in self._texts:
            yield from text.decode().split("\n")

    def batches(self) -> Iterator[tuple[list[str], Sequence[int]]]:
        """Give the references as they were taken, some rows at a time, with their lines."""
        row = 0
        for text in self._texts:
            refs = text.decode().split("\n")
            yield refs, self.lines[row : row + len(refs)]
            row += len(refs)

    def as_json(self) -> Iterator[str]:
        """Give the beginning of each row as JSON, up to its reference."""
        for stored in self._texts:
            text = stored.decode()
            if text.isascii() and '"' not in text and "\\" not in text:
                yield from map('{"ref":"%s"'.__mod__, text.split("\n"))
            else:
                yield from (f'{{"ref":{json.dumps(ref, ensure_ascii=False)}' for ref in text.split("\n"))

    def repeated(self, progress: Progress) -> Repeats:
        """Return which references stand on more than one row; `progress` is asked whether to go on."""
        if self._ascending:
            return Repeats(self, frozenset())
        parts = [array("q") for _ in range(_PARTS)]
        put = [part.append for part in parts]
        for number, text in enumerate(self._texts):
            if number % _TEXTS_AT_ONCE == 0:
                progress.step(0, 0)
            for value in map(hash, text.decode().split("\n")):
                put[value % _PARTS](value)
        found: set[int] = set()
        for part in parts:
            progress.step(0, 0)
            if len(set(part)) < len(part):
                found.update(value for value, times in Counter(part).items() if times > 1)
        return Repeats(self, frozenset(found))

    def _are_plain(self, cells: Sequence[str]) -> bool:
        """Say whether each cell is a reference as it stands, with nothing unusual about it."""
        text = "\n".join(cells)
        usual = text.isascii() and "," not in text and " " not in text and "" not in cells
        if not usual or not "".join(cells).isprintable() or max(map(len, cells)) > LONGEST_REF:
            return False
        lowered = text.lower()
        shapes = "\n".join(
            set(lowered.translate(_ONE_DIGIT).split("\n"))
        )  # few, where the references are many
        return self._usual not in lowered and _UNUSUAL.search(shapes) is None

    def _take(self, refs: Sequence[str], lines: Sequence[int]) -> None:
        if not refs:
            return
        self._texts.append("\n".join(refs).encode())
        self.lines.extend(lines)
        if self._ascending:
            self._ascending = self._last < refs[0] and all(map(operator.lt, refs, islice(refs, 1, None)))
            self._last = refs[-1]


class Repeats:
    """References on more than one row.

    Attributes:
        cases: How many such references there are.
        rows: How many rows these have together.
        next_row: For each row the next one with its reference, 0 for none; empty where nothing repeats.
        is_first: For each row whether it is the first one with its reference; empty where nothing repeats.
    """

    def __init__(self, refs: References, hashes: frozenset[int]) -> None:
        """Look again at the references with these hashes, which may be alike by chance."""
        self._refs = refs
        self.cases = self.rows = 0
        self.next_row = array("I")
        self.is_first = bytearray()
        if hashes:
            self._link(hashes)

    def firsts(self) -> Iterator[int]:
        """Give the first row of each reference that stands on several."""
        for row, following in enumerate(self.next_row):
            if following and self.is_first[row]:
                yield row

    def chain(self, row: int) -> list[int]:
        """Return all rows with the reference of a first row, in order."""
        rows = [row]
        while following := self.next_row[rows[-1]]:
            rows.append(following)
        return rows

    def named(self, most: int) -> dict[str, tuple[int, ...]]:
        """Return the first of the references, each with the lines that it stands on."""
        rows = list(islice(self.firsts(), most))
        wanted = set(rows)
        refs = {row: ref for row, ref in enumerate(self._refs.all()) if row in wanted}
        return {refs[row]: tuple(self._refs.lines[each] for each in self.chain(row)) for row in rows}

    def require_settled(self, *, fold: bool | None) -> None:
        """Stop where references stand on more than one row and nobody has said that they are to be folded.

        Raises:
            FoldNeeded: `fold` is None.
            InputRefused: `fold` is False; the first references are named with their rows.
        """
        if fold or not self.cases:
            return
        if fold is None:
            raise FoldNeeded(self.cases, self.rows, self.named(_ASKED_REFS))
        named = self.named(_NAMED_REFS)
        told = "; ".join(
            f"{ref} in rows {', '.join(f'{line:,}' for line in lines)}" for ref, lines in named.items()
        )
        raise InputRefused(
            f"{self.cases:,} case references stand in the list more than once: {told}.",
            "Correct the list, or fold its rows (--fold) if it has one for each child.",
        )

    def _link(self, hashes: frozenset[int]) -> None:
        self.next_row = array("I", bytes(4 * len(self._refs)))
        self.is_first = bytearray(b"\1") * len(self._refs)
        parts = 1 + len(hashes) // _REFS_AT_ONCE
        for part in range(parts):
            self._link_some(frozenset(value for value in hashes if value % parts == part))

    def _link_some(self, hashes: frozenset[int]) -> None:
        last: dict[str, int] = {}
        several: set[str] = set()
        for row, ref in enumerate(self._refs.all()):
            if hash(ref) not in hashes:
                continue
            before = last.get(ref)
            if before is not None:
                self.next_row[before] = row
                self.is_first[row] = 0
                self.rows += 1
                several.add(ref)
            last[ref] = row
        self.cases += len(several)
        self.rows += len(several)
