"""The files asked of an office, as the Sample page lists them and as a printed list has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF

from ui.icons import paint_icon
from ui.models.moments import moment_words
from ui.models.rows import Column
from ui.theme import theme
from ui.widgets.boxes import paint_box
from ui.widgets.text import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from cafaudit.services.queries.requests import OfficeCount, RequestFile
    from cafaudit.services.request_lists import RequestList


def office_columns() -> tuple[Column[OfficeCount], ...]:
    """Return the columns of the offices: name, files, how many are here and how many were not produced."""
    return (
        Column(_tr("Office"), lambda row: row.office or _tr("No office named"), width=-1),
        Column(_tr("Files"), lambda row: f"{row.files:,}", align="right"),
        Column(_tr("Here"), lambda row: f"{row.produced:,}", align="right"),
        Column(_tr("Not produced"), _missed, align="right"),
    )


def file_columns() -> tuple[Column[RequestFile], ...]:
    """Return the columns of an office's files: tick, reference, place, reader, asked for, came."""
    return (
        Column("", lambda _: "", width=theme().size.row, paint=_paint_tick, spoken=state_words),
        Column(_tr("Case"), lambda row: row.case),
        Column(_tr("Where it is kept"), _location, width=-1, tone_quiet=True),
        Column(_tr("Reader"), lambda row: row.reader, tone_quiet=True),
        Column(_tr("Asked for"), lambda row: _moment(row.asked_at), align="right"),
        Column(_tr("Came"), _came_shown, align="right", width=theme().size.find - theme().space.three),
    )


def state_words(file: RequestFile) -> str:
    """Return how far an office is with a file."""
    if file.turned_up_at:
        return _tr("turned up, {how}").format(how=_how_read(file))
    return {
        "to_ask": _tr("not asked for yet"),
        "asked": _tr("asked for"),
        "produced": _tr("here"),
        "not_produced": _tr("not produced"),
    }[file.state]


def told_of(file: RequestFile) -> str:
    """Return in a line what there is to know of a file beside its row, "" for nothing."""
    if file.state != "not_produced":
        gone = _tr("Read in place of {cases}, which was not produced.")
        return gone.format(cases=_listed(file.instead_of)) if file.instead_of else ""
    parts = [_given_up(file)]
    if file.replaced_by:
        parts.append(_tr("{case} is read instead.").format(case=_listed(file.replaced_by)))
    else:
        parts.append(_tr("Nothing is read in its place yet."))
    if file.turned_up_at:
        said = _tr("It turned up at {time} and is {how}.")
        parts.append(said.format(time=_moment(file.turned_up_at), how=_how_read(file)))
    return " ".join(parts)


def counted(count: OfficeCount) -> str:
    """Return how an office stands, in a few words: "12 files · 3 here · 1 not produced"."""
    parts = [_tr("{count} here").format(count=f"{count.produced:,}")]
    if count.asked:
        parts.append(_tr("{count} waited for").format(count=f"{count.asked:,}"))
    if count.not_produced:
        parts.append(_tr("{count} not produced").format(count=f"{count.not_produced:,}"))
    if count.turned_up:
        parts.append(_tr("{count} of them turned up").format(count=f"{count.turned_up:,}"))
    return " · ".join(parts)


def _missed(count: OfficeCount) -> str:
    """Return how many files were not produced, and how many of them turned up: "2 (1 turned up)"."""
    if not count.turned_up:
        return f"{count.not_produced:,}"
    words = _tr("{count} ({late} turned up)")
    return words.format(count=f"{count.not_produced:,}", late=f"{count.turned_up:,}")


def _how_read(file: RequestFile) -> str:
    """Return how a file is read that turned up after it was replaced: "read apart" or "not read"."""
    return _tr("read apart") if file.read_as else _tr("not read")


def print_headings() -> tuple[str, ...]:
    """Return the heads of a printed list; the last column is for writing on."""
    return (_tr("Case reference"), _tr("Where it is kept"), _tr("Asked for at"), _tr("Produced at, initials"))


def print_rows(listed: RequestList) -> list[tuple[str, ...]]:
    """Return the rows of a printed list, in this machine's own time."""
    return [
        (file.case, file.location, _moment(file.asked_at), "".join(run.text for run in _came(file)))
        for file in listed.files
    ]


def may_be_asked(files: Sequence[RequestFile]) -> tuple[str, ...]:
    """Return the files that can be asked for now."""
    return tuple(file.case for file in files if file.state in {"to_ask", "asked"})


def may_be_ticked(files: Sequence[RequestFile]) -> tuple[str, ...]:
    """Return the files that can be ticked off, or whose tick can come off again."""
    return tuple(file.case for file in files if file.state != "not_produced")


def _given_up(file: RequestFile) -> str:
    said = _tr("Not produced, given up {time}") if file.gave_up_at else _tr("Not produced")
    said = said.format(time=_moment(file.gave_up_at))
    if file.told_by:
        said = _tr("{said}, said {who}").format(said=said, who=file.told_by)
    return f"{said}: {file.reason}." if file.reason else f"{said}."


def _location(file: RequestFile) -> tuple[Run, ...]:
    instead = _tr("in place of {cases}").format(cases=_listed(file.instead_of)) if file.instead_of else ""
    return (Run(" ".join(filter(None, (file.location, instead))), "quiet"),)


def _came(file: RequestFile) -> tuple[Run, ...]:
    if file.turned_up_at:
        how = f", {_how_read(file)} · {_moment(file.turned_up_at)}"
        return (Run(_tr("turned up"), strong=True), Run(how, "quiet"))
    if file.state == "not_produced":
        at = f" {_moment(file.gave_up_at)}" if file.gave_up_at else ""
        return (Run(_tr("not produced"), strong=True), Run(at, "quiet"))
    if file.state == "produced" and not file.produced_at:
        return (Run(_tr("being read"), "quiet"),)
    return (Run(_moment(file.produced_at)), Run(f" {file.produced_to}".rstrip(), "quiet"))


def _came_shown(file: RequestFile) -> tuple[Run, ...]:
    """Return what fits into a row; how a file is read that turned up stands in the line below the rows."""
    if file.turned_up_at:
        return (Run(_tr("turned up"), strong=True), Run(f" {_moment(file.turned_up_at)}", "quiet"))
    return _came(file)


def _moment(at: str) -> str:
    return moment_words(at) if at else ""


def _listed(cases: Sequence[str]) -> str:
    return _tr(" and ").join(cases)


def _paint_tick(painter: QPainter, box: QRectF, file: RequestFile) -> None:
    """Paint a box to tick: ticked when the file is here, crossed by a line when it was not produced."""
    worn = theme()
    colours, side = worn.colours, worn.size.check_box
    place = QRectF(box.left(), box.center().y() - side / 2, side, side)
    inset = worn.space.half / 2 + worn.size.border / 2
    inside = place.adjusted(inset, inset, -inset, -inset)
    if file.state == "produced":
        paint_box(painter, place, colours.accent, None, worn.radius.mark)
        paint_icon(painter, "saved", inside, colours.accent_text)
        return
    paint_box(painter, place, colours.surface, colours.control_line, worn.radius.mark)
    if file.state == "not_produced":
        paint_icon(painter, "against", inside, colours.text)
    elif file.state == "asked":
        paint_icon(painter, "clock", inside, colours.text_quiet)


def _tr(text: str) -> str:
    return QCoreApplication.translate("requests", text)
