"""Small lists, made where a test needs them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

Row = Sequence[object]
MakeText = Callable[..., Path]
MakeBook = Callable[..., Path]


@pytest.fixture
def text_list(tmp_path: Path) -> MakeText:
    """Write a list as text and return its path."""

    def make(text: str, encoding: str = "utf-8", name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return make


@pytest.fixture
def workbook(tmp_path: Path) -> MakeBook:
    """Write sheets of rows as a workbook and return its path."""

    def make(name: str = "list.xlsx", **sheets: Sequence[Row]) -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            sheet = book.create_sheet(title.replace("_", " "))
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / name
        book.save(path)
        return path

    return make
