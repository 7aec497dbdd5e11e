"""The feedback sheet as a Word file, in the dress of the letter; the same state gives the same bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml.etree import Element, SubElement

from cafaudit import assets
from cafaudit.export.feedback.compose import compose_feedback
from cafaudit.export.letter.docx_letter import stamp_lines
from cafaudit.export.letter.docx_template import STAMP_STYLES, empty_letter
from cafaudit.export.letter.profile_toml import load_profile
from cafaudit.export.letter.text import tidy
from cafaudit.export.saving import save_export
from cafaudit.export.workbook.look import light_look, lowest_rung
from cafaudit.export.zip_bytes import with_fixed_dates

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

    from cafaudit.domain.picture import Picture
    from cafaudit.export.feedback.model import AreaFeedback, FeedbackSheet, GivenGrade
    from cafaudit.export.workbook.look import Paint

_MARK: Final = "Provisional · in confidence"
_HEADS: Final = ("Area", "What supports it", "What stands against it")
_WIDTHS: Final = (Cm(4.4), Cm(6.6), Cm(6.6))
_MARGIN: Final = Cm(1.7)
_SEEN: Final = "Seen on the visit, marked as neither for nor against:"
_SMALL: Final = Pt(9)
_TEXT: Final = Pt(10)
_ABOUT_TABLE: Final = "Each area: its provisional grade, the files read, the main points for and against."


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFeedback:
    """What was written: areas, and points of evidence."""

    areas: int
    points: int


def write_feedback(picture: Picture, path: Path) -> WrittenFeedback:
    """Write the feedback sheet of one state as a Word document.

    Args:
        picture: The state to write; only its provisional judgements are shown.
        path: The file to write; an existing one is replaced.

    Raises:
        InputRefused: The file cannot be put there, for example because it is open in Word.
    """
    sheet = compose_feedback(picture)
    data = feedback_bytes(sheet, picture)
    written = _check(data, sheet)
    save_export(path, data)
    return written


def feedback_bytes(sheet: FeedbackSheet, picture: Picture) -> bytes:
    """Return the Word file of a composed sheet as bytes; `picture` gives the colours and the stamp."""
    name = picture.framework.letter_profile
    document = empty_letter(load_profile(assets.letter_profile_text(name), f"{name}.toml").look)
    document.core_properties.title = sheet.title
    _set_page(document)
    _write_top(document, sheet, picture)
    table = _new_table(document)
    for area in sheet.areas:
        _write_area(table, area, picture)
    _write_end(document, sheet)
    for line, style in zip(stamp_lines(picture), STAMP_STYLES, strict=True):
        document.add_paragraph(line, style=style)
    target = io.BytesIO()
    document.save(target)
    return with_fixed_dates(target.getvalue())


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    for header in (section.first_page_header, section.header):
        header.paragraphs[0].add_run(_MARK)


def _write_top(document: Document, sheet: FeedbackSheet, picture: Picture) -> None:
    document.add_paragraph(sheet.title, style="Heading 1").paragraph_format.space_before = Pt(0)
    for line in sheet.about:
        document.add_paragraph(tidy(line), style="Body Text").paragraph_format.space_after = Pt(0)
    if sheet.overall is not None:
        whole = document.add_paragraph("Overall, provisionally: ", style="Body Text")
        whole.paragraph_format.space_before = Pt(8)
        _add_grade(whole, sheet.overall, picture)
    basis = document.add_paragraph(tidy(sheet.basis), style="Body Text")
    basis.paragraph_format.space_after = Pt(8)


def _new_table(document: Document) -> Table:
    table: Table = document.add_table(rows=1, cols=len(_HEADS))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no way to lines and descriptions
    _add_lines(properties)
    SubElement(properties, qn("w:tblCaption")).set(qn("w:val"), "Areas")
    SubElement(properties, qn("w:tblDescription")).set(qn("w:val"), _ABOUT_TABLE)
    for cell, head in zip(table.rows[0].cells, _HEADS, strict=True):
        run = cell.paragraphs[0].add_run(head)
        run.bold, run.font.size = True, _SMALL
    _set_row(table, 0, header=True)
    return table


def _add_lines(properties: Any) -> None:  # noqa: ANN401 - lxml element of a class that python-docx makes
    """Give a table thin lines between its rows; the format wants them before layout and look."""
    borders, colour = Element(qn("w:tblBorders")), light_look().colour("line")
    properties.find(qn("w:tblLayout")).addprevious(borders)
    for side in ("top", "bottom", "insideH"):
        line = SubElement(borders, qn(f"w:{side}"))
        for name, value in {"val": "single", "sz": "4", "space": "0", "color": colour}.items():
            line.set(qn(f"w:{name}"), value)


def _set_row(table: Table, place: int, *, header: bool = False) -> None:
    row = table.rows[place]
    for cell, width in zip(row.cells, _WIDTHS, strict=True):
        cell.width = width
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no way to these two
    SubElement(properties, qn("w:cantSplit"))
    if header:
        SubElement(properties, qn("w:tblHeader"))


def _write_area(table: Table, area: AreaFeedback, picture: Picture) -> None:
    first, strengths, points = cast("Any", table).add_row().cells  # typed by half in python-docx
    heading = first.paragraphs[0]
    heading.add_run(tidy(area.heading)).bold = True
    _space(heading, after=3)
    graded = first.add_paragraph()
    _add_grade(graded, area.grade, picture)
    _space(graded, after=3)
    if area.files:
        files = first.add_paragraph()
        files.add_run(area.files).font.size = _SMALL
        _space(files, after=4)
    _set_row(table, len(table.rows) - 1)
    if area.seen:
        _write_points(strengths.merge(points), (_SEEN, *area.seen), area.more_seen)
        return
    _write_points(strengths, area.strengths, area.more_strengths)
    _write_points(points, area.points, area.more_points)


def _write_points(cell: _Cell, points: tuple[str, ...], more: int) -> None:
    lines = [tidy(point) for point in points] or ["–"]
    if more:
        lines.append(f"and {more} more")
    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.add_run(line).font.size = _SMALL
        _space(paragraph, after=4)


def _write_end(document: Document, sheet: FeedbackSheet) -> None:
    heading = document.add_paragraph("Concerns", style="Heading 2")
    heading.paragraph_format.space_before = Pt(14)
    document.add_paragraph(sheet.concerns, style="Body Text")
    document.add_paragraph("What happens next", style="Heading 2").paragraph_format.space_before = Pt(14)
    for step in sheet.next_steps:
        document.add_paragraph(tidy(step), style="List Bullet")


def _add_grade(paragraph: Paragraph, grade: GivenGrade, picture: Picture) -> None:
    """Add a grade as letter and word on its colour; a grade that is not given yet in plain words."""
    if grade.rung is None:
        paragraph.add_run(tidy(grade.word)).font.size = _TEXT
        return
    paint = light_look().grade(grade.rung, lowest_rung(picture.framework))
    run = paragraph.add_run(f"\u00a0{tidy(grade.letter)}\u2002{tidy(grade.word)}\u00a0")
    run.bold, run.font.size = True, _TEXT
    run.font.color.rgb = RGBColor.from_string(paint.text)
    _shade(run._r.get_or_add_rPr(), paint)  # noqa: SLF001 - python-docx has no way to shading


def _shade(properties: Any, paint: Paint) -> None:  # noqa: ANN401 - as above
    shade = SubElement(properties, qn("w:shd"))
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", paint.fill)):
        shade.set(qn(f"w:{name}"), value)


def _space(paragraph: Paragraph, after: int) -> None:
    paragraph.paragraph_format.space_before = Pt(2)
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.line_spacing = 1.05


def _check(data: bytes, sheet: FeedbackSheet) -> WrittenFeedback:
    """Open what was made and count it, before anything is swapped in.

    Raises:
        AssertionError: It does not hold what was composed, which is a fault of this module.
    """
    table = docx.Document(io.BytesIO(data)).tables[0]
    headings = [row.cells[0].paragraphs[0].text for row in table.rows[1:]]
    if headings != [tidy(area.heading) for area in sheet.areas]:
        raise AssertionError(
            f"{len(headings)} areas read back, {len(sheet.areas)} written, or their names differ"
        )
    points = sum(len(area.strengths) + len(area.points) + len(area.seen) for area in sheet.areas)
    return WrittenFeedback(areas=len(headings), points=points)
