"""Request lists: which files each office is asked to bring, as a file that the office can fill in."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cafaudit.errors import InputRefused
from cafaudit.export.saving import save_export
from cafaudit.export.workbook.text import CELL_LIMIT, escaped, may_start_formula, one_line
from cafaudit.services.papers import require_unnamed_requests
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.overview import visit_name
from cafaudit.services.queries.requests import RequestFile, requests

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from cafaudit.services.visit import Visit

REQUEST_LIST = "Request list"
"""What the local log calls such a file."""

HEADINGS: Final = ("Case reference", "Location", "Asked for at", "Produced at")
ENDINGS: Final = (".xlsx", ".csv")
NO_OFFICE: Final = "No office named"
"""What files are filed under whose office the provider's list does not name."""

_WIDTHS: Final = (22, 44, 20, 24)
_HEAD_ROW: Final = 4
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestList:
    """The files asked of one office, by reference so that no order of the draw shows.

    `rows` hold reference, location, when it was asked for and when it was produced with the initials of
    whoever took it in, "" until known; of a file that was not produced, when it was given up, and when it
    turned up after all and whether it is read apart. `files` are the same with all that is known of them.
    """

    office: str
    rows: tuple[tuple[str, ...], ...]
    files: tuple[RequestFile, ...] = ()

    @property
    def title(self) -> str:
        """What the list is called: by its office, or that there is none."""
        return self.office or NO_OFFICE


def request_lists(visit: Visit) -> tuple[RequestList, ...]:
    """Return the request list of each office, by name of the office; none before the draw."""
    return tuple(
        RequestList(office=office, rows=tuple(map(_row, files)), files=tuple(files))
        for office, files in sorted(requests(visit).items())
    )


def _row(file: RequestFile) -> tuple[str, ...]:
    came = " ".join(filter(None, (file.produced_at, file.produced_to)))
    if file.state == "not_produced":
        came = f"Not produced, given up {file.gave_up_at}" if file.gave_up_at else "Not produced"
        if file.turned_up_at:
            how = "read apart" if file.read_as else "not read"
            came = f"{came}; turned up {file.turned_up_at}, {how}"
    return file.case, file.location, file.asked_at, came


def file_name(visit_file: str, listed: RequestList, ending: str) -> str:
    """Return a name for the file of a list that every system takes."""
    office = " ".join(_NOT_IN_NAMES.sub(" ", listed.title).split()).strip(" .")[:_LONGEST_NAME].strip(" .")
    return f"{visit_file} request list {office or NO_OFFICE}{ending}"


def save_request_list(visit: Visit, office: str, path: Path) -> RequestList:
    """Write the list of one office as a spreadsheet or as csv, by the ending, and note it in the local log.

    Raises:
        InputRefused: there is no file of that office in the sample, the ending is neither, or the file
            cannot be written, or something in it could name somebody.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InputRefused(
            f"“{path.name}” would not open by its name.",
            f"Choose a name that ends in {' or '.join(ENDINGS)}.",
        )
    listed = next((one for one in request_lists(visit) if one.office == office), None)
    if listed is None:
        raise InputRefused(
            f"No file of the sample is at “{office or NO_OFFICE}”.",
            "Draw the sample first, then ask for files.",
        )
    require_unnamed_requests(visit, [listed], "no request list was written")
    picture = load_picture(visit, with_history=False)
    data = as_csv(listed) if ending == ".csv" else as_workbook(listed, visit_name(picture.details))
    save_export(path, data)
    facts: dict[str, object] = {"what": REQUEST_LIST, "file": str(path), "digest": picture.digest}
    visit.log("export", facts | {"office": office, "files": len(listed.rows)})
    return listed


def save_request_lists(visit: Visit, folder: Path, stem: str, ending: str) -> tuple[Path, ...]:
    """Write every office's list into a folder, one file each; returns the files.

    Raises:
        InputRefused: nothing was drawn, two offices would have one file, or a file cannot be written.
    """
    lists = request_lists(visit)
    if not lists:
        raise InputRefused("No sample was drawn yet.", "Draw it first, then ask for its files.")
    paths = [folder / file_name(stem, listed, ending) for listed in lists]
    if len({path.name.casefold() for path in paths}) < len(paths):
        raise InputRefused(
            "Two offices have names so alike that their lists would be one file.",
            "Save the lists one by one, each under a name of its own.",
        )
    for listed, path in zip(lists, paths, strict=True):
        save_request_list(visit, listed.office, path)
    return tuple(paths)


def as_csv(listed: RequestList) -> bytes:
    """Return a list as csv that spreadsheets open in the right letters; no cell is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(tuple(map(_harmless, row)) for row in listed.rows)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(listed: RequestList, visit: str) -> bytes:
    """Return a list as a spreadsheet with room to write when each file was asked for and produced."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = "Request list"
    count = len(listed.rows)
    _put(sheet, 1, (f"Files asked for: {listed.title}",))
    _put(sheet, 2, (f"{visit}, {count:,} {'file' if count == 1 else 'files'}, by reference",))
    sheet["A1"].font = Font(bold=True, size=14)
    _put(sheet, _HEAD_ROW, HEADINGS)
    for cell in sheet[_HEAD_ROW]:
        cell.font = Font(bold=True)
    for at, row in enumerate(listed.rows, start=_HEAD_ROW + 1):
        _put(sheet, at, row)
    _lay_out(sheet, count)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _put(sheet: Worksheet, row: int, texts: tuple[str, ...]) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415

    for at, text in enumerate(texts, start=1):
        if not text:
            continue
        cell = sheet.cell(row, at)
        cell.value = escaped(text)
        cell.data_type = "s"  # text that begins with a sign of equality stays text
        cell.quotePrefix = may_start_formula(text)
        if row > _HEAD_ROW:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _lay_out(sheet: Worksheet, count: int) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    for at, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCD"[at]].width = width
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:D{_HEAD_ROW + max(count, 1)}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _harmless(text: str) -> str:
    line = one_line(text, CELL_LIMIT)
    return f"'{line}" if may_start_formula(line) else line
