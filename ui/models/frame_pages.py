"""The stored case list as a table: only the pages that are looked at are read."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.frame import FrameCase
from cafaudit.services.stored_list import ROWS_OF_A_BLOCK, ListedCase
from ui.models.rows import Column, PagedModel
from ui.when import full_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cafaudit.services.stored_list import StoredList

USUAL = ("ref", "stratum", "office", "practitioner", "allocated_on")
"""The fields that are shown at first, as far as a list has them."""

_NUMBERS = frozenset({"children"})


class FrameModel(PagedModel[ListedCase]):
    """The cases of one list in the order of its file, in the columns that are wanted.

    They are stored in blocks of a thousand, so a page is a block.
    """

    page_rows = ROWS_OF_A_BLOCK
    kept_pages = 3

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__((), look=lambda row: "quiet" if row.rule else "plain")
        self._listed: StoredList | None = None

    def show_list(
        self,
        listed: StoredList,
        shown: Sequence[str],
        fetch: Callable[[int, int], Sequence[ListedCase]],
    ) -> None:
        """Show a list with a column for each field of `shown`; `fetch(first, count)` reads a page."""
        self.columns = (
            Column(_tr("Row"), lambda row: f"{row.case.line:,}", align="right", tone_quiet=True, width=0),
            *(_column(name) for name in shown),
            *((_left_out(),) if listed.left_out else ()),
        )
        self._listed = listed
        self.show_pages(listed.cases, fetch)


def field_title(name: str) -> str:
    """Return what a person calls a field of a case, as the head of its column."""
    titles = {
        "ref": _tr("Case"),
        "stratum": _tr("Stratum"),
        "office": _tr("Office"),
        "team": _tr("Team"),
        "law_type": _tr("Law type"),
        "application_type": _tr("Application"),
        "case_type": _tr("Case type"),
        "practitioner": _tr("Practitioner"),
        "file_location": _tr("File location"),
        "age_band": _tr("Age"),
        "allocated_on": _tr("Allocated"),
        "audited_on": _tr("Audited"),
        "closed_on": _tr("Closed"),
        "domestic_violence": _tr("Domestic violence"),
        "children": _tr("Rows of the list"),
    }
    return titles.get(name, name.replace("_", " ").capitalize())


def field_text(case: FrameCase, name: str) -> str:
    """Return what a field of a case says, "" when the list does not say."""
    value = getattr(case, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return _tr("yes") if value else _tr("no")
    if isinstance(value, int):
        return f"{value:,}"
    return value if isinstance(value, str) else full_day(value)


def known_fields(names: Sequence[str]) -> tuple[str, ...]:
    """Return those of the names that are fields of a case."""
    known = {field.name for field in fields(FrameCase)}
    return tuple(name for name in names if name in known)


def _column(name: str) -> Column[ListedCase]:
    number = name in _NUMBERS
    return Column(
        field_title(name),
        lambda row: field_text(row.case, name),
        align="right" if number else "left",
        width=0 if number or name == "ref" else -1,
    )


def _left_out() -> Column[ListedCase]:
    return Column(
        _tr("Left out"), lambda row: _tr("by rule {number}").format(number=row.rule) if row.rule else ""
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("sample", text)
