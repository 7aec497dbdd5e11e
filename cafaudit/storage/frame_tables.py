"""The stored list of cases and the fingerprints of identifiers: beside the journal, never in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from cafaudit.domain.frame import Frame, FrameCase
from cafaudit.storage.frame_exclusions import NOT_EXCLUDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cafaudit.storage.statements import Statements

_INSERT_CASE = (
    "INSERT INTO frame_cases (frame, position, ref, stratum, office, facts) VALUES (?, ?, ?, ?, ?, ?)"
)


class FrameTables:
    """The stored lists, numbered from 1.

    The list in use is the one that was fixed, else the newest. What rules took out of a list stays in it,
    marked: pages show it, `cases`, `refs` and `strata` leave it out.
    """

    def __init__(self, statements: Statements) -> None:
        """Work inside the given transaction."""
        self._statements = statements

    def newest(self) -> int | None:
        """Return the number of the newest list, None when none was imported."""
        row = self._statements.row("SELECT max(number) FROM frames")
        return None if row is None or row[0] is None else int(row[0])

    def in_use(self) -> int | None:
        """Return the number of the list that is or will be drawn from, None when none was imported."""
        row = self._statements.row("SELECT max(number) FROM frames WHERE fixed = 1")
        return self.newest() if row is None or row[0] is None else int(row[0])

    def fix(self, number: int | None) -> None:
        """Hold a list in use whatever is imported after it; None lets the newest one be it again."""
        self._statements.run("UPDATE frames SET fixed = (number IS ?)", (number,))

    def change_facts(self, number: int, facts: dict[str, object]) -> None:
        """Replace what is known of a list."""
        self._statements.run(
            "UPDATE frames SET facts = ? WHERE number = ?",
            (json.dumps(facts, ensure_ascii=False, sort_keys=True), number),
        )

    def facts(self, number: int) -> dict[str, object]:
        """Return what is known of a list: source, mapping, counts; LookupError where there is none."""
        row = self._statements.row("SELECT facts FROM frames WHERE number = ?", (number,))
        if row is None:
            message = f"no list has the number {number}"
            raise LookupError(message)
        found: dict[str, object] = json.loads(row[0])
        return found

    def add(self, frame: Frame, list_hash: str, facts: dict[str, object]) -> int:
        """Store a list beside the earlier ones; returns its number."""
        number = (self.newest() or 0) + 1
        self._statements.run(
            "INSERT INTO frames (number, hash, fixed, facts) VALUES (?, ?, 0, ?)",
            (number, list_hash, json.dumps(facts, ensure_ascii=False, sort_keys=True)),
        )
        self._statements.run_many(
            _INSERT_CASE,
            (
                (number, position, case.ref, case.stratum, case.office, msgspec.json.encode(case).decode())
                for position, case in enumerate(frame.cases, start=1)
            ),
        )
        return number

    def drop(self, number: int) -> None:
        """Remove a list that nothing was drawn from."""
        self._statements.run("DELETE FROM excluded_cases WHERE frame = ?", (number,))
        self._statements.run("DELETE FROM frame_cases WHERE frame = ?", (number,))
        self._statements.run("DELETE FROM frames WHERE number = ?", (number,))

    def cases(self, number: int) -> Frame:
        """Return a list in the order of its file, without excluded cases."""
        rows = self._statements.rows(
            f"SELECT facts FROM frame_cases WHERE frame = ? AND {NOT_EXCLUDED} ORDER BY position",  # noqa: S608
            (number,),
        )
        return Frame(tuple(msgspec.json.decode(row[0], type=FrameCase) for row in rows))

    def refs(self, number: int) -> list[str]:
        """Return the case references of a list in the order of its file, without excluded cases."""
        rows = self._statements.rows(
            f"SELECT ref FROM frame_cases WHERE frame = ? AND {NOT_EXCLUDED} ORDER BY position",  # noqa: S608
            (number,),
        )
        return [str(row[0]) for row in rows]

    def listed(self, number: int) -> Iterator[tuple[str, str]]:
        """Give stratum and reference of each case in the order of its file, without excluded cases."""
        rows = self._statements.rows(
            f"SELECT stratum, ref FROM frame_cases WHERE frame = ? AND {NOT_EXCLUDED} ORDER BY position",  # noqa: S608
            (number,),
        )
        return ((str(stratum), str(ref)) for stratum, ref in rows)

    def chosen(self, number: int, refs: Iterable[str]) -> dict[str, FrameCase]:
        """Return the cases of a list that have these references, by reference."""
        rows = self._statements.rows(
            "SELECT facts FROM frame_cases WHERE frame = ? AND ref IN (SELECT value FROM json_each(?))",
            (number, json.dumps(list(refs))),
        )
        cases = (msgspec.json.decode(row[0], type=FrameCase) for row in rows)
        return {case.ref: case for case in cases}

    def strata(self, number: int) -> dict[str, int]:
        """Return how many cases each stratum of a list holds, by name, excluded cases aside."""
        rows = self._statements.rows(
            "SELECT stratum, count(*) FROM frame_cases WHERE frame = ?"  # noqa: S608 - our own words alone
            f" AND {NOT_EXCLUDED} GROUP BY stratum ORDER BY stratum",
            (number,),
        )
        return {str(name): int(count) for name, count in rows}

    def offices(self, number: int) -> dict[str, int]:
        """Return how many cases each office of a list holds, by name, "" for none, excluded cases aside."""
        rows = self._statements.rows(
            "SELECT office, count(*) FROM frame_cases WHERE frame = ?"  # noqa: S608 - our own words alone
            f" AND {NOT_EXCLUDED} GROUP BY office ORDER BY office",
            (number,),
        )
        return {str(name): int(count) for name, count in rows}

    def page(self, number: int, start: int, length: int) -> list[FrameCase]:
        """Return some cases of a list by their positions, the first one being 1."""
        rows = self._statements.rows(
            "SELECT facts FROM frame_cases WHERE frame = ? AND position >= ? AND position < ?"
            " ORDER BY position",
            (number, start, start + length),
        )
        return [msgspec.json.decode(row[0], type=FrameCase) for row in rows]

    def length(self, number: int) -> int:
        """Return how many cases a list has: positions run from 1 without a gap, so no row is counted."""
        row = self._statements.row("SELECT max(position) FROM frame_cases WHERE frame = ?", (number,))
        return 0 if row is None or row[0] is None else int(row[0])

    def find(self, number: int, text: str, after: int = 0) -> int | None:
        """Return the first position after one whose reference has that text in it, None for none.

        Letters of the alphabet are compared without case. A reference that is the text itself comes first
        when `after` is 0.
        """
        if not after:
            row = self._statements.row(
                "SELECT position FROM frame_cases WHERE frame = ? AND ref = ?", (number, text)
            )
            if row is not None:
                return int(row[0])
        # the plus keeps to the index of the references, which is a tenth of the table
        row = self._statements.row(
            "SELECT min(position) FROM frame_cases"
            " WHERE frame = ? AND +position > ? AND ref LIKE ? ESCAPE '\\'",
            (number, after, f"%{_literal(text)}%"),
        )
        return None if row is None or row[0] is None else int(row[0])

    def replace_fingerprints(self, fingerprints: Iterable[tuple[str, bytes]]) -> None:
        """Store a list's fingerprints (kind, digest), dropping those of an earlier list."""
        self._statements.run("DELETE FROM fingerprints")
        self._statements.run_many(
            "INSERT INTO fingerprints (digest, kind) VALUES (?, ?) ON CONFLICT DO NOTHING",
            ((digest, kind) for kind, digest in fingerprints),
        )

    def fingerprints(self) -> frozenset[tuple[str, bytes]]:
        """Return every stored fingerprint as kind and digest."""
        rows = self._statements.rows("SELECT kind, digest FROM fingerprints")
        return frozenset((str(kind), bytes(digest)) for kind, digest in rows)

    def has_fingerprint(self, kind: str, digest: bytes) -> bool:
        """Say whether that fingerprint is stored."""
        row = self._statements.row("SELECT 1 FROM fingerprints WHERE digest = ? AND kind = ?", (digest, kind))
        return row is not None


def _literal(text: str) -> str:
    """Return a text in which the signs of a pattern stand for themselves."""
    for sign in ("\\", "%", "_"):
        text = text.replace(sign, f"\\{sign}")
    return text
