"""The draw sheet for paper: the same facts and places as in the workbook, printed or as a PDF."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.export.draw_sheet import facts_of, places_of, repeat_lines, share_of, stated_sizes
from cafaudit.export.saving import save_export
from cafaudit.sampling.sheets import BY_THE_DRAW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cafaudit.export.draw_sheet import DrawPaper

_STYLE = (
    "<style>h1{font-size:15pt} h2{font-size:11pt} td,th,p{font-size:9pt} th{text-align:left; color:#555}"
    " .code{font-family:monospace; font-size:7pt} .right{text-align:right} .strong{font-weight:600}</style>"
)
_DOTS_PER_INCH = 1200


def draw_html(paper: DrawPaper) -> str:
    """Return the sheet as a page of rich text; heads of tables stand again on every sheet of paper."""
    parts = [
        _STYLE,
        f"<h1>{escape(paper.title)}</h1>",
        _facts(paper),
        "<h2>Strata</h2>",
        _strata(paper),
        "<h2 style='page-break-before:always'>Places, by stratum and ticket</h2>",
        _places(paper),
        "<h2 style='page-break-before:always'>How anybody can repeat this draw</h2>",
        *(
            f"<p>{escape(said)}</p>" + (f"<p class='code'>{escape(typed)}</p>" if typed else "")
            for said, typed in repeat_lines(paper)
        ),
    ]
    return "".join(parts)


def write_draw_pdf(paper: DrawPaper, path: Path) -> None:
    """Write the sheet as a PDF, A4 across; may run on any thread.

    Raises:
        InputRefused: The file cannot be written there.
    """
    save_export(path, draw_pdf(paper))


def draw_pdf(paper: DrawPaper) -> bytes:
    """Return the sheet as a PDF, A4 across."""
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setTitle(f"{paper.title}, {paper.visit}")
    writer.setCreator(f"CafAudit {paper.program}")
    page, none = QPageSize(QPageSize.PageSizeId.A4), QMarginsF(0, 0, 0, 0)  # Qt leaves two centimetres itself
    if not writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Landscape, none)):
        raise InputRefused("The PDF could not be laid out.", "Save the sheet as a spreadsheet instead.")
    document = QTextDocument()
    document.setHtml(draw_html(paper))
    document.print_(writer)
    return bytes(buffer.data().data())


def _facts(paper: DrawPaper) -> str:
    kinds = {"hash": "code", "strong": "strong"}
    rows = [
        ((fact.label, ""), (_shown(fact.value, fact.kind), kinds.get(fact.kind, "")))
        for fact in facts_of(paper)
    ]
    return _table((), rows)


def _shown(value: str | int, kind: str) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return value.replace("T", " ").removesuffix("Z") if kind == "moment" else value


def _strata(paper: DrawPaper) -> str:
    record = paper.record
    added = [f"Extension {one.number}" for one in record.extensions]
    rows = []
    for name, said in stated_sizes(paper).items():
        numbers = [said.files, *said.extensions, said.files + sum(said.extensions)]
        numbers += [said.reserves or 0, said.places or 0]
        texts = [f"{said.cases:,}", share_of(record, name), *(f"{number:,}" for number in numbers)]
        rows.append([(name, ""), *((text, "right") for text in texts)])
    after = ("Files in all", "Reserves", "Places")
    return _table(("Stratum", "In the list", "Share", "Files drawn", *added, *after), rows)


def _places(paper: DrawPaper) -> str:
    rows = [
        (
            (place.stratum, ""),
            (str(place.order), "right"),
            (place.case, "strong" if place.role == "sample" else ""),
            (place.ticket, "code"),
            (place.role, ""),
            (place.taken or (BY_THE_DRAW if place.role == "sample" else ""), ""),
        )
        for place in places_of(paper)
    ]
    return _table(("Stratum", "Order", "Case", "Ticket", "Role", "Taken"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]]) -> str:
    held = list(rows)
    kinds = ["right" if kind == "right" else "" for _, kind in held[0]] if held else [""] * len(heads)
    head = "".join(
        f"<th class='{kind}'>{escape(word)}</th>" for word, kind in zip(heads, kinds, strict=False)
    )
    cells = ("".join(f"<td class='{kind}'>{escape(text)}</td>" for text, kind in row) for row in held)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    top = f"<thead><tr>{head}</tr></thead>" if heads else ""
    return f"<table width='100%' cellpadding='3' cellspacing='0'>{top}<tbody>{body}</tbody></table>"
