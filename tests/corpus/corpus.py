"""The corpus of odd files as one list, and a script that writes it into a folder.

`python -m tests.corpus.corpus DIR` makes the same files every time, and beside them `expected.tsv`:
what must come of each.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from tests.corpus import hostile, other_kinds, texts, workbooks
from tests.corpus.entries import Accepted, Entry

CORPUS: Final[tuple[Entry, ...]] = (
    *texts.ENTRIES,
    *workbooks.ENTRIES,
    *other_kinds.ENTRIES,
    *hostile.ENTRIES,
)


def made(entry: Entry, folder: Path) -> Path:
    """Write an entry into a folder and return its path."""
    path = folder / entry.name
    if entry.content is None:
        path.mkdir()
    else:
        path.write_bytes(entry.content())
    return path


def expected_line(entry: Entry) -> str:
    """Return what must come of an entry in one line: name, outcome, details."""
    expected = entry.expected
    if not isinstance(expected, Accepted):
        return f"{entry.name}\trefused\t{expected.says}\t{expected.advises}"
    warnings = "; ".join(
        f"{warned.says} ({entry.on_sheet or 'text'}, row {warned.row}, column {warned.column or '-'})"
        for warned in expected.warnings
    )
    return f"{entry.name}\taccepted\t{len(expected.ids)} ids: {' '.join(expected.ids[:5])}\t{warnings}"


def main(folder: Path) -> None:
    """Write the whole corpus into a folder."""
    folder.mkdir(parents=True)
    for entry in CORPUS:
        made(entry, folder)
    lines = "".join(f"{expected_line(entry)}\n" for entry in CORPUS)
    (folder / "expected.tsv").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
