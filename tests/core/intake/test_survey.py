import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cafaudit.intake.compound_file import CompoundFile
from cafaudit.intake.oddities import OddityLog
from cafaudit.intake.survey import SheetSurvey
from cafaudit.intake.survey_book import survey_book
from cafaudit.intake.xml_tags import tags
from tests.corpus import other_kinds, workbooks
from tests.corpus.binary_books import BinarySheet, binary_book
from tests.corpus.books import Cell, Dialect, Fault, Formula, Sheet, Shown, book, letter, list_book
from tests.corpus.entries import Entry
from tests.corpus.old_books import compound_file
from tests.corpus.open_documents import OpenSheet, Raw, open_document

Notes = set[tuple[int, str, str]]

ODD = Sheet(
    [
        ["Case ID", "Office", "Score"],
        [Shown(7, "0000"), Formula("1+1", 2), Fault("#N/A")],
        [Shown(8, "0000"), Formula("1+1"), Formula("A1", "x")],
        ["C-3", "x", Fault("#REF!")],
    ],
    hidden_rows=frozenset({3}),
    columns='<cols><col min="2" max="2" hidden="1"/></cols>',
)
_NUMBER = '<table:table-cell office:value="1"><text:p>'
NOTES = {
    (0, "B", "The column is hidden."),
    (2, "A", "Numbers are shown with zeros, letters or hyphens that are not stored with them."),
    (2, "B", "The column has formulas."),
    (2, "C", "The cell shows the error #N/A."),
    (3, "", "The row is hidden."),
    (3, "B", "A formula has no value stored with it."),
    (3, "C", "The column has formulas."),
    (4, "C", "The cell shows the error #REF!."),
}


def surveyed(folder: Path, data: bytes) -> tuple[SheetSurvey, Notes]:
    path = folder / "book"
    path.write_bytes(data)
    log = OddityLog("Cases")
    survey = survey_book(path, "Cases", log)
    return survey, {(oddity.row, oddity.column, oddity.what) for oddity in log.all()}


def respelt(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with its first sheet spelt otherwise."""
    name = "xl/worksheets/sheet1.xml"
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return target.getvalue()


def in_single_quotes(xml: bytes) -> bytes:
    return xml.replace(b'"', b"'")


@pytest.mark.parametrize(
    "data",
    [
        book(ODD),
        book(ODD, dialect=Dialect(shared=False)),
        book(ODD, dialect=Dialect(places=False)),
        respelt(book(ODD), in_single_quotes),
        respelt(book(ODD), lambda xml: xml.replace(b"<row", b"\n  <row").replace(b"<c ", b"\n    <c ")),
    ],
    ids=["usual", "texts in cells", "without places", "single quotes", "line by line"],
)
def test_a_sheet_says_the_same_however_it_is_spelt(tmp_path: Path, data: bytes) -> None:
    survey, notes = surveyed(tmp_path, data)
    assert notes == NOTES
    assert survey.unknown == {1: 1}
    assert [survey.shown_as(row, 0, number) for row, number in ((2, 7), (3, 8), (4, 9))] == [
        "0007",
        "0008",
        None,
    ]


def test_prefixed_tags_say_the_same(tmp_path: Path) -> None:
    sheet = Sheet(ODD.rows, hidden_rows=ODD.hidden_rows)
    _, notes = surveyed(tmp_path, book(sheet, dialect=Dialect(prefix="x")))
    assert notes == {note for note in NOTES if note[1:] != ("B", "The column is hidden.")}


def test_what_stands_megabytes_further_down_is_found_in_its_own_row(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["Case ID", "Office"]]
    rows += [[f"C-{number}", f"Office {number}" * 3] for number in range(40_000)]
    rows[30_000][1] = Fault("#N/A")
    rows[39_999][1] = Formula("1+1")
    data = list_book(rows, hidden_rows=frozenset({20_000}), dialect=Dialect(shared=False))
    survey, notes = surveyed(tmp_path, data)
    assert notes == {
        (20_000, "", "The row is hidden."),
        (30_001, "B", "The cell shows the error #N/A."),
        (40_000, "B", "A formula has no value stored with it."),
    }
    assert survey.unknown == {1: 1}


def test_columns_hidden_to_the_end_of_the_sheet_are_one_note(tmp_path: Path) -> None:
    columns = '<cols><col min="4" max="16384" hidden="1"/></cols>'
    _, notes = surveyed(tmp_path, list_book([["Case ID"], ["C-1"]], columns=columns))
    assert notes == {(0, "D", "The columns from here on are hidden.")}


def test_a_hidden_row_without_a_cell_is_nothing(tmp_path: Path) -> None:
    data = list_book([["Case ID"], ["C-1"]], tail_rows='<row r="9" hidden="1"/>')
    assert surveyed(tmp_path, data)[1] == set()


def test_places_of_shown_numbers_are_looked_up_by_row_and_column(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Case ID", "x"],
        [Shown(1, "000"), 1],
        [2, 2],
        [Shown(3, "0000"), 3],
        [Shown(4, "0000"), 4],
    ]
    survey, _ = surveyed(tmp_path, list_book(rows))
    assert [survey.has_shown(place) for place in (0, 1)] == [True, False]
    found = [survey.shown_as(row, 0, row - 1) for row in range(1, 7)]
    assert found == [None, "001", None, "0003", "0004", None]
    assert survey.shown_as(2, 1, 1) is None


@pytest.mark.parametrize("entry", [*workbooks.ENTRIES, *other_kinds.ENTRIES], ids=lambda entry: entry.name)
def test_a_workbook_with_wrong_bytes_is_looked_through_or_said_not_to_be(
    entry: Entry, tmp_path: Path
) -> None:
    chance = random.Random(entry.name)
    assert entry.content is not None
    data = bytearray(entry.content())
    if len(data) > 200_000:
        data = data[:200_000]
    for wrong in (1, 30):
        for _ in range(wrong):
            data[chance.randrange(len(data))] = chance.randrange(256)
        _, notes = surveyed(tmp_path, bytes(data))
        assert all(what.endswith(".") for _, _, what in notes)


def test_a_workbook_that_is_cut_short_says_so(tmp_path: Path) -> None:
    _, notes = surveyed(tmp_path, b"\xd0\xcf\x11\xe0" + bytes(20))
    (note,) = notes
    assert "could not be looked through" in note[2]


@pytest.mark.parametrize(
    "data",
    [
        respelt(book(ODD), lambda xml: xml.replace(b"</sheetData>", b"<f" * 3_000_000 + b"</sheetData>")),
        respelt(book(ODD), lambda xml: xml.replace(b"<sheetData>", b"<sheetData" + b" a" * 1_000_000 + b">")),
        open_document(OpenSheet([["Case ID"], [Raw(_NUMBER + "a" * 3_000_000)], [1]])),
        binary_book(
            BinarySheet([["Case ID"], ["C-1"]]), parts={"xl/worksheets/sheet1.bin": b"\xff" * 3_000_000}
        ),
    ],
    ids=["marks", "a long tag", "a long text", "endless lengths"],
)
@pytest.mark.timeout(20)
def test_a_sheet_made_to_take_long_does_not(tmp_path: Path, data: bytes) -> None:
    surveyed(tmp_path, data)


def test_tags_are_found_without_obeying_anything() -> None:
    data = b"<!DOCTYPE a [<!ENTITY e 'boo'>]><x:sheet name=\"&lt;1&gt; &e;\" r:id='7'/><sheets/>"
    assert list(tags(data, "sheet")) == [{"name": "<1> &e;", "id": "7"}]


def test_streams_of_a_compound_file_are_found_and_a_loop_ends() -> None:
    data = compound_file({"Workbook": b"abc" * 2_000, "Other": b"z" * 5_000})
    file = CompoundFile(data)
    assert set(file.names) == {"Root Entry", "Workbook", "Other"}
    assert file.stream("Workbook").startswith(b"abcabc")
    assert file.stream("Nothing") == b""
    looped = bytearray(data)
    looped[len(data) - 512 : len(data) - 508] = bytes(4)
    assert len(CompoundFile(bytes(looped)).stream("Workbook")) == 512


def test_columns_have_the_letters_that_spreadsheets_give_them() -> None:
    assert [letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
