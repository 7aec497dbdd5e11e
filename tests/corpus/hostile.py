"""Files that are no lists, are damaged, or mean harm."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from typing import Final

from tests.corpus.books import Dialect, Sheet, book
from tests.corpus.entries import IDS, ROWS, Accepted, Entry, Refused, Warned
from tests.corpus.old_books import OldSheet, compound_file, old_book
from tests.corpus.open_documents import OpenSheet, open_document
from tests.corpus.packing import zipped

_SPREADSHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_GOOD: Final = book(Sheet(ROWS))
_DAMAGED: Final = Refused("is damaged", "Copy or download it again")
_LOCKED: Final = Refused("protected by a password", "without one")
_TOO_MUCH: Final = Refused("would unpack to", "Ask where it comes from")
_EMPTY: Final = Refused("is empty", "Ask for the list again")
_NO_SHEET: Final = Refused("not a spreadsheet", "Unpack it")
_MARKUP: Final = Refused("is a web page or XML", "save it as .xlsx or .csv")
_NO_REF: Final = Refused("is known to hold the case reference", "[columns.")


def _entry(name: str, content: bytes | None, expected: Accepted | Refused, *, on_sheet: str = "") -> Entry:
    return Entry(name, None if content is None else lambda: content, expected, on_sheet=on_sheet)


def _sheet_of(xml: str) -> bytes:
    return book(Sheet(ROWS), dialect=Dialect(parts={"xl/worksheets/sheet1.xml": xml.encode()}))


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return _sheet_of(
        f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY l0 "lol">{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Case ID</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>&l11;</t></is></c></row></sheetData></worksheet>'
    )


def _with_entity(definition: str) -> bytes:
    return _sheet_of(
        f'<?xml version="1.0"?><!DOCTYPE worksheet [{definition}]>'
        f'<worksheet xmlns="{_SPREADSHEET}"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Case ID</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>'
    )


def _open_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    plain = open_document(OpenSheet([["Case ID"], ["LAUGH"]]))
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head, _, rest = parts["content.xml"].partition(b"\n")
    definitions = f'<!DOCTYPE d [<!ENTITY l0 "lol">{entities}]>'.encode()
    parts["content.xml"] = head + definitions + rest.replace(b"LAUGH", b"&l11;")
    return zipped(parts)


def _bomb() -> bytes:
    return book(Sheet(ROWS), dialect=Dialect(parts={"xl/media/big.bin": b"\x00" * 300_000_000}))


def _claimed_small() -> bytes:
    """An archive whose directory says that a part is small, while it unpacks to far more."""
    body = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + " " * 60_000_000
        + "</sheetData></worksheet>"
    )
    data = bytearray(_sheet_of(body))
    place = data.rfind(b"xl/worksheets/sheet1.xml") - 46
    data[place + 24 : place + 28] = struct.pack("<I", 1_000)
    return bytes(data)


def _far_cells() -> bytes:
    """Two cells as far apart as a sheet allows: as a full grid 17 thousand million cells."""
    return _sheet_of(
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Case ID</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )


def _loop_of_sectors() -> bytes:
    data = bytearray(old_book(OldSheet(ROWS)))
    table = len(data) - 512
    data[table : table + 4] = struct.pack("<I", 0)
    return bytes(data)


NOTHING: Final = (
    _entry("empty.csv", b"", _EMPTY),
    _entry("empty.xlsx", b"", _EMPTY),
    _entry("only-a-bom.csv", b"\xef\xbb\xbf", _EMPTY),
    _entry("only-blanks.csv", b" \r\n\t\r\n ", _EMPTY),
    _entry("only-noughts.csv", b"\x00" * 5_000, Refused("not a text", "Choose an .xlsx or .csv")),
    _entry("only-separators.csv", b",,,\n" * 20, Refused("is empty", "Choose the file or sheet")),
    _entry("a-folder.xlsx", None, Refused("is not a file", "Choose the file")),
)

OTHER_FILES: Final = (
    _entry(
        "page-named.xls",
        b"<html><body><table><tr><td>Case ID</td></tr><tr><td>C-1</td></tr></table>",
        _MARKUP,
    ),
    _entry(
        "xml-named.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', _MARKUP
    ),
    _entry("page-with-bom.xls", b"\xef\xbb\xbf \r\n<!DOCTYPE html><html></html>", _MARKUP),
    _entry("page-in-utf-16.xls", "\ufeff<html><table><tr><td>Case ID".encode("utf-16-le"), _MARKUP),
    _entry("document.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", Refused("is a PDF document", "save it as")),
    _entry("pdf-named.xlsx", b"%PDF-1.7\n", Refused("is a PDF document", "save it as")),
    _entry("picture-named.xlsx", b"\x89PNG\r\n\x1a\n", Refused("is a picture", "save it as")),
    _entry("rtf-named.xls", b"{\\rtf1 Case ID}", Refused("is a word-processor document", "save it as")),
    _entry("json-named.csv", json.dumps([{"Case ID": "C-001"}]).encode(), Refused("JSON", "save it as")),
    _entry("program-named.xls", b"MZ\x90\x00" + bytes(100), Refused("is a program", "save it as")),
    _entry(
        "word-document.docx",
        zipped({"word/document.xml": b"<w/>"}),
        Refused("is a Word document", "save it as"),
    ),
    _entry("plain-archive.zip", zipped({"list.csv": b"Case ID\nC-001\n"}), _NO_SHEET),
    _entry("gzipped.csv.gz", b"\x1f\x8b\x08" + bytes(20), Refused("is a packed file", "save it as")),
    _entry("prose.txt", b"Dear all,\nplease find the list attached.\nKind regards\n", _NO_REF),
    _entry(
        "old-word.doc", compound_file({"WordDocument": b"x"}), Refused("is a Word document", "save it as")
    ),
    _entry("mail.msg", compound_file({"__properties_version1.0": b"x"}), _DAMAGED),
    _entry("noise.csv", bytes(range(256)) * 40, Refused("not a text", "Choose an .xlsx or .csv")),
    _entry("locked.xls", compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), _LOCKED),
)

DAMAGED: Final = (
    _entry("cut-off.xlsx", _GOOD[: len(_GOOD) // 2], _DAMAGED),
    _entry("cut-off-at-the-end.xlsx", _GOOD[:-10], _DAMAGED),
    _entry("only-the-beginning.xlsx", _GOOD[:6], _DAMAGED),
    _entry(
        "flipped-bytes.xlsx", _GOOD[:700] + bytes(n ^ 0xFF for n in _GOOD[700:900]) + _GOOD[900:], _DAMAGED
    ),
    _entry("sheet-cut-off.xlsx", _sheet_of("<worksheet><sheetData><row r='1'><c r='A1'"), _DAMAGED),
    _entry("sheet-missing.xlsx", zipped({"xl/workbook.xml": b"<workbook/>"}), _DAMAGED),
    _entry("no-sheets.xlsx", book(), _DAMAGED),
    _entry("empty-archive.xlsx", zipped({}), _NO_SHEET),
    _entry("cut-off.xls", old_book(OldSheet(ROWS))[:1_500], _DAMAGED),
    _entry("loop-of-sectors.xls", _loop_of_sectors(), Accepted(IDS)),
    _entry("only-a-head.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), _DAMAGED),
    _entry(
        "content-cut-off.ods",
        zipped({"content.xml": open_document(OpenSheet(ROWS))[:0] + b"<office:document-content"}),
        _DAMAGED,
    ),
    _entry(
        "absurd-index.xlsx",
        _sheet_of(
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>99999999</v></c></row></sheetData></worksheet>'  # noqa: E501
        ),
        _DAMAGED,
    ),
    _entry(
        "absurd-place.xlsx",
        _sheet_of(
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="99999999999"><c r="ZZZZZZZ99999999999"><v>1</v></c></row></sheetData></worksheet>'  # noqa: E501
        ),
        _DAMAGED,
    ),
)

_ODD_NUMBER: Final = (
    f'<worksheet xmlns="{_SPREADSHEET}"><sheetData><row r="1"><c r="A1" t="n"><v> 41</v></c></row>'
    '<row r="2"><c r="A2"><v>1</v></c></row></sheetData></worksheet>'
)

PARTLY: Final = (
    Entry(
        "another-sheet-damaged.xlsx",
        lambda: book(
            Sheet(ROWS),
            Sheet([], "Figures"),
            dialect=Dialect(parts={"xl/worksheets/sheet2.xml": _ODD_NUMBER.encode()}),
        ),
        Accepted(IDS, (Warned("The sheet “Figures” is damaged"),)),
        on_sheet="Cases",
    ),
    _entry("number-with-a-blank.xlsx", _sheet_of(_ODD_NUMBER), _DAMAGED),
    _entry(
        "archive-inside.xls",
        old_book(
            OldSheet(ROWS, hidden_rows=frozenset({3})), streams={"Theme": zipped({"theme.xml": b"<t/>"})}
        ),
        Accepted(IDS, (Warned("The row is hidden", 3),)),
        on_sheet="Cases",
    ),
)

HARMFUL: Final = (
    Entry("entity-of-its-own.xlsx", lambda: _with_entity('<!ENTITY e "C-1">'), _DAMAGED),
    Entry(
        "entity-from-a-file.xlsx", lambda: _with_entity('<!ENTITY e SYSTEM "file:///etc/hostname">'), _DAMAGED
    ),
    Entry(
        "entity-from-the-web.xlsx",
        lambda: _with_entity('<!ENTITY e SYSTEM "http://127.0.0.1:9/e">'),
        _DAMAGED,
    ),
    Entry("laughs.ods", _open_laughs, _DAMAGED),
    Entry("zip-bomb.xlsx", _bomb, _TOO_MUCH),
    Entry("zip-bomb-in-disguise.xlsx", _claimed_small, _DAMAGED),
    Entry("a-billion-laughs.xlsx", _laughs, _DAMAGED),
    Entry("cells-far-apart.xlsx", _far_cells, Refused("cannot be read", "save the list alone as .csv")),
    _entry(
        "absurd-names.xlsx",
        zipped(
            [
                *(
                    (n, b"x")
                    for n in ("../../../tmp/out", "/etc/passwd", "C:\\out", "con.xml", "a" * 3_000, "xl\\x")
                )
            ]
        ),
        _NO_SHEET,
    ),
    Entry(
        "a-part-twice.xlsx",
        lambda: zipped([("xl/workbook.xml", b"<workbook/>"), ("xl/workbook.xml", b"<w/>")]),
        _DAMAGED,
    ),
)

ENTRIES: Final = (*NOTHING, *OTHER_FILES, *DAMAGED, *PARTLY, *HARMFUL)
