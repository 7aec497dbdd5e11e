"""OpenDocument spreadsheets written by hand (ods)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from tests.corpus.packing import zipped

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


@dataclass(frozen=True)
class Raw:
    """A cell as it stands in the file."""

    xml: str


OpenCell = str | float | Raw | None


@dataclass(frozen=True)
class OpenSheet:
    """A sheet: rows, and what stands in the tags of single rows (by number, from 1) and of the table."""

    rows: Sequence[Sequence[OpenCell]]
    name: str = "Cases"
    of_rows: Mapping[int, str] | None = None
    of_table: str = ""
    columns: str = "<table:table-column/>"


def open_document(*sheets: OpenSheet, styles: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """Return an OpenDocument spreadsheet."""
    tables = "".join(map(_table, sheets))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_NAMES} office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return zipped(
        {
            "mimetype": _MIME.encode(),
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
            **(parts or {}),
        }
    )


def _table(sheet: OpenSheet) -> str:
    rows = "".join(
        f"<table:table-row{' ' + (sheet.of_rows or {})[number] if number in (sheet.of_rows or {}) else ''}>"
        f"{''.join(map(_cell, cells)) or '<table:table-cell/>'}</table:table-row>"
        for number, cells in enumerate(sheet.rows, start=1)
    )
    return (
        f'<table:table table:name="{escape(sheet.name)}"{sheet.of_table}>{sheet.columns}{rows}</table:table>'
    )


def _cell(cell: OpenCell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, Raw):
        return cell.xml
    shown = f"<text:p>{escape(str(cell), quote=False)}</text:p>"
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{cell}">{shown}</table:table-cell>'
