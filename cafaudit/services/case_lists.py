"""What a case list is called and known by: sentences about it, its facts, and what its columns are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cafaudit.intake import FACTS, mapping_to_toml
from cafaudit.intake.mapping import use_of

if TYPE_CHECKING:
    from cafaudit.intake import Mapping, Oddity, Role, Treatment
    from cafaudit.services.list_intake import ReadList


def sentence_of(oddity: Oddity) -> str:
    """Return an oddity as one sentence for people: where, what, and what was done."""
    row = f"row {oddity.row:,}" if oddity.row else ""
    column = f"column “{oddity.column}”" if oddity.column else ""
    sheet = f"sheet “{oddity.sheet}”" if oddity.sheet and (row or column) else ""
    place = ", ".join(part for part in (sheet, row, column) if part)
    said = f"{oddity.what} {oddity.done}".strip()
    return f"{place[:1].upper()}{place[1:]}: {said}" if place else said


def with_role(mapping: Mapping, header: str, role: Role, treatment: Treatment | None = None) -> Mapping:
    """Return a mapping in which a column has that role; another column of it is then not needed.

    Raises:
        InputRefused: that may not become of such a column.
    """
    single = not FACTS[role].several
    columns = tuple(
        use_of(header, role, treatment)
        if use.header == header
        else use_of(use.header, "ignore")
        if single and use.role == role
        else use
        for use in mapping.columns
    )
    return replace(mapping, columns=columns)


def list_facts(read: ReadList, note: str) -> dict[str, object]:
    """Return what is known of a list, as it is stored beside it.

    Args:
        read: The list.
        note: Why the lead accepts it as it is, "" for nothing said.
    """
    head, draft = read.head, read.draft
    return {
        "source": head.source,
        "sheet": head.sheet,
        "read_as": head.read_as,
        "encoding": head.encoding,
        "delimiter": head.delimiter,
        "header_row": head.header_row,
        "source_hash": head.source_hash,
        "rows": draft.rows_read,
        "folded": draft.folded,
        "left_out": draft.left_out,
        "mapping": mapping_to_toml(read.mapping),
        "offices": draft.offices,
        "warnings": [sentence_of(oddity) for oddity in read.oddities],
        **({"note": note} if note else {}),
    }
