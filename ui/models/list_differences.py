"""What a corrected list changes, as rows: the drawn cases that are concerned first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from ui.models.frame_pages import field_title
from ui.models.rows import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.services.list_changes import ListChanges

Sort = Literal["sample", "added", "removed", "altered"]

SORTS: tuple[Sort, ...] = ("sample", "added", "removed", "altered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One case that a newer list has otherwise; `place` is its place in the draw, "" where it has none."""

    sort: Sort
    case: str
    what: str
    stratum: str
    fields: tuple[str, ...] = ()
    place: str = ""


def differences_of(changes: ListChanges) -> tuple[Difference, ...]:
    """Return what there is to show, drawn cases first; they stand again among all cases."""
    drawn = [
        Difference(
            sort="sample",
            case=one.case,
            what=_what(one.what),
            stratum=one.stratum,
            fields=one.fields,
            place=_place(one.role, one.order),
        )
        for one in changes.sample
    ]
    others = [
        Difference(sort=one.what, case=one.case, what=_what(one.what), stratum=one.stratum, fields=one.fields)
        for one in changes.cases
    ]
    return (*drawn, *others)


def sort_counts(differences: Sequence[Difference]) -> dict[Sort, int]:
    """Return how many rows there are of each sort that there is."""
    counts = Counter(one.sort for one in differences)
    return {sort: counts[sort] for sort in SORTS if counts[sort]}


def sort_word(sort: str) -> str:
    """Return what a sort of difference is called."""
    words = {
        "sample": _tr("In the sample"),
        "added": _tr("Added"),
        "removed": _tr("Removed"),
        "altered": _tr("Altered"),
    }
    return words.get(sort, _tr("All"))


def differences_model() -> RowsModel[Difference]:
    """Return an empty model of differences."""
    return RowsModel[Difference](
        (
            Column(_tr("Case"), lambda one: one.case),
            Column(_tr("In the draw"), lambda one: one.place, tone_quiet=True),
            Column(_tr("What"), lambda one: one.what),
            Column(_tr("Stratum"), lambda one: one.stratum, width=-1),
            Column(_tr("Columns that differ"), lambda one: fields_text(one.fields), width=-1),
        )
    )


def fields_text(fields: Sequence[str]) -> str:
    """Return fields by the heads of their columns."""
    return ", ".join(field_title(name) for name in fields)


def _what(what: str) -> str:
    words = {
        "added": _tr("only in the new list"),
        "removed": _tr("no longer in the list"),
        "altered": _tr("altered"),
        "gone": _tr("no longer in the list"),
        "excluded": _tr("a rule would leave it out"),
    }
    return words.get(what, what)


def _place(role: str, order: int) -> str:
    words = _tr("file {order}") if role == "sample" else _tr("reserve {order}")
    return words.format(order=order)


def _tr(text: str) -> str:
    return QCoreApplication.translate("sample", text)
