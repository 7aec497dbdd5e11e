"""Reading a finished workbook back, as a person's program would: sheets, tables, values and formulas."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from cafaudit.export.workbook.write import make_workbook

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from cafaudit.domain.picture import Picture

Stored = str | int | float | bool | object | None

_HEX = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Opened:
    """A workbook that can be read with its stored values and with its formulas."""

    data: bytes

    @cached_property
    def values(self) -> Workbook:
        return load_workbook(io.BytesIO(self.data), data_only=True)

    @cached_property
    def formulas(self) -> Workbook:
        return load_workbook(io.BytesIO(self.data))

    def sheet(self, name: str) -> Worksheet:
        sheet: Worksheet = self.values[name]
        return sheet

    def value(self, sheet: str, cell: str) -> Stored:
        return unescaped(self.sheet(sheet)[cell].value)

    def formula(self, sheet: str, cell: str) -> str:
        return str(self.formulas[sheet][cell].value)

    def rows(self, sheet: str, table: str) -> list[dict[str, Stored]]:
        """Return a table's rows by its headings; empty cells are None."""
        page = self.sheet(sheet)
        head, *body = page[page.tables[table].ref]
        names = [str(unescaped(cell.value)) for cell in head]
        return [{n: unescaped(c.value) for n, c in zip(names, row, strict=True)} for row in body]

    def texts(self) -> list[str]:
        """Return every text of every part of the file, unpacked."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return [archive.read(name).decode("utf-8") for name in archive.namelist()]


def opened(picture: Picture, *, redacted: bool = False) -> Opened:
    """Make the workbook of a picture and read it back."""
    data, _ = make_workbook(picture, redacted=redacted)
    return Opened(data)


def unescaped(value: Stored) -> Stored:
    """Undo `_xHHHH_`, which Excel does and openpyxl leaves alone."""
    return _HEX.sub(lambda found: chr(int(found[1], 16)), value) if isinstance(value, str) else value
