import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from cafaudit.errors import InputRefused
from cafaudit.intake.cells import cell_text
from cafaudit.intake.reading import parse_table

MakeBook = Callable[..., Path]
LOCKED = Path(__file__).with_name("files")
"""Two made-up rows, saved by LibreOffice with a password."""

LIST = [["Case ID", "Office"], ["A-1", "Upper Dale"], ["A-2", "Lower Dale"]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("007", "007"),
        (" x ", " x "),
        (7.0, "7"),
        (7, "7"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (123456789012345.0, "123456789012345"),
        (-3.0, "-3"),
        (True, "TRUE"),
        (date(2009, 3, 1), "2009-03-01"),
        (datetime(2009, 3, 1), "2009-03-01"),  # noqa: DTZ001
        (datetime(2009, 3, 1, 10, 5), "2009-03-01 10:05:00"),  # noqa: DTZ001
        (time(9, 5), "09:05:00"),
        (timedelta(hours=30, minutes=1), "30:01:00"),
        ("", ""),
    ],
)
def test_a_cell_reads_as_a_person_sees_it(cell: str, text: str) -> None:
    assert cell_text(cell) == text


def test_a_sheet_is_read_with_its_row_numbers_wherever_it_begins(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["C4"], sheet["D4"] = "Case ID", "Allocated on"
    sheet["C5"], sheet["D5"] = "007", date(2009, 3, 1)
    sheet["C7"], sheet["D7"] = 12, 12345678901234567
    book.save(tmp_path / "list.xlsx")
    table = parse_table(tmp_path / "list.xlsx")
    assert table.header == ("Case ID", "Allocated on")
    assert table.rows[0] == ("007", "2009-03-01")
    assert table.rows[1][0] == "12"
    assert table.lines == (5, 7)
    long = [oddity for oddity in table.oddities if "too long" in oddity.what]
    assert [(oddity.row, oddity.column) for oddity in long] == [(7, "D")]


def test_formulas_count_by_their_stored_values_and_nothing_else(workbook: MakeBook) -> None:
    table = parse_table(workbook(Cases=[["Case ID", "Office"], ["A-1", '=HYPERLINK("http://x","y")']]))
    assert table.rows == (("A-1", ""),)


def test_numbers_that_a_spreadsheet_has_cut_are_reported(workbook: MakeBook) -> None:
    table = parse_table(workbook(Cases=[["Case ID", "Office"], [1234567890123456789, "x"]]))
    (oddity,) = table.oddities
    assert (oddity.sheet, oddity.row, oddity.column) == ("Cases", 2, "A")
    assert "too long" in oddity.what


def test_merged_cells_are_reported(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (*LIST, ["A-3", "x"]):
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    book.save(tmp_path / "list.xlsx")
    table = parse_table(tmp_path / "list.xlsx")
    assert [(o.row, o.column, o.what) for o in table.oddities] == [(3, "A", "Cells are merged.")]
    assert table.rows[2][0] == ""


def test_the_only_sheet_that_looks_like_a_list_is_taken_and_said(workbook: MakeBook) -> None:
    path = workbook(Notes=[["Please read"], ["this"]], Cases=LIST, Counts=[["Team", "n"], ["Early", 3]])
    table = parse_table(path)
    assert (table.sheet, table.other_sheets) == ("Cases", ("Notes", "Counts"))
    assert table.oddities[0].done == "“Cases” was taken."


def test_a_sheet_can_be_named_in_any_case(workbook: MakeBook) -> None:
    path = workbook(North=LIST, South=[["Case ID"], ["S-1"]])
    assert parse_table(path, sheet="South").rows == (("S-1",),)
    assert parse_table(path, sheet=" south").sheet == "South"


def test_several_lists_are_refused_until_one_is_named(workbook: MakeBook) -> None:
    with pytest.raises(InputRefused) as refusal:
        parse_table(workbook(North=LIST, South=LIST))
    assert "2 of 2 sheets" in refusal.value.message
    assert "“North”, “South”" in refusal.value.message
    assert "--sheet" in refusal.value.advice


def test_two_hundred_sheets_are_not_guessed_at(workbook: MakeBook) -> None:
    path = workbook(**{f"Week_{number}": LIST for number in range(200)})
    with pytest.raises(InputRefused) as refusal:
        parse_table(path)
    assert "200 of 200 sheets" in refusal.value.message
    assert "“Week 9” and 190 more, 200 in all" in refusal.value.message
    with pytest.raises(InputRefused) as unknown:
        parse_table(path, sheet="Week 200")
    assert "has no sheet “Week 200”" in unknown.value.message
    assert "and 190 more, 200 in all" in unknown.value.advice
    assert parse_table(path, sheet="Week 199").rows[0] == ("A-1", "Upper Dale")


def test_lists_of_one_case_are_lists_too(workbook: MakeBook) -> None:
    path = workbook(
        North=[["Case ID", "Team"], ["N-1", "Early"]], South=[["Case ID", "Team"], ["S-1", "Early"]]
    )
    with pytest.raises(InputRefused, match="2 of 2 sheets"):
        parse_table(path)
    headings_only = workbook(
        "h.xlsx", North=[["Case ID", "Team"]], South=[["Case ID", "Team"], ["S-1", "Early"]]
    )
    assert parse_table(headings_only).sheet == "South"


def test_one_list_among_two_hundred_sheets_is_found(workbook: MakeBook) -> None:
    sheets = {f"Week_{number}": [["Team", "n"], ["Early", number]] for number in range(199)}
    assert parse_table(workbook(**sheets, Cases=LIST)).sheet == "Cases"


def test_hidden_sheets_are_not_looked_at_unless_named(tmp_path: Path) -> None:
    book = Workbook()
    for row in LIST:
        book.worksheets[0].append(row)
    hidden = book.create_sheet("Old list")
    hidden.append(["Case ID"])
    hidden.append(["OLD-1"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "list.xlsx")
    table = parse_table(tmp_path / "list.xlsx")
    assert table.sheet == "Sheet"
    assert table.oddities[0].what == "The sheet “Old list” is hidden."
    assert parse_table(tmp_path / "list.xlsx", sheet="Old list").rows == (("OLD-1",),)


def test_a_workbook_with_nothing_on_it_is_refused(workbook: MakeBook) -> None:
    with pytest.raises(InputRefused, match="is empty: there is no row"):
        parse_table(workbook(Cases=[]))
    with pytest.raises(InputRefused, match="headings but no case"):
        parse_table(workbook(Cases=LIST[:1]))


def test_a_workbook_cut_off_anywhere_is_refused_as_damaged(workbook: MakeBook, tmp_path: Path) -> None:
    whole = workbook(Cases=LIST).read_bytes()
    cut = tmp_path / "cut.xlsx"
    for length in range(4, len(whole) - 1, 97):
        cut.write_bytes(whole[:length])
        with pytest.raises(InputRefused) as refusal:
            parse_table(cut)
        assert "cut.xlsx” is damaged" in refusal.value.message
        assert "download it again" in refusal.value.advice


def test_a_workbook_with_a_broken_part_is_refused_as_damaged(workbook: MakeBook, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(workbook(Cases=LIST)) as found, zipfile.ZipFile(broken, "w") as made:
        for name in found.namelist():
            content = found.read(name)
            made.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    with pytest.raises(InputRefused, match="is damaged"):
        parse_table(broken)


def ole(*names: str) -> bytes:
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + directory


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("locked.xlsx", ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "protected by a password"),
        ("letter.doc", ole("Root Entry", "WordDocument"), "is a Word document"),
        ("old.xls", ole("Root Entry", "Workbook"), "is damaged"),
    ],
)
def test_containers_are_refused_for_what_they_are(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputRefused, match=says):
        parse_table(path)


@pytest.mark.parametrize("name", ["locked.xlsx", "locked.xls", "locked.ods"])
def test_workbooks_that_an_office_program_locked_are_refused_as_protected(name: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        parse_table(LOCKED / name)
    assert f"“{name}” is protected by a password" in refusal.value.message
    assert "without" in refusal.value.advice


@pytest.mark.parametrize(
    ("part", "says"), [("word/document.xml", "is a Word document"), ("list.csv", "is a zip archive")]
)
def test_other_archives_are_refused_for_what_they_are(tmp_path: Path, part: str, says: str) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    with pytest.raises(InputRefused, match=says):
        parse_table(path)


def test_a_locked_archive_is_refused_as_protected(workbook: MakeBook) -> None:
    path = workbook(Cases=LIST)
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(InputRefused, match="protected by a password"):
        parse_table(path)


def test_a_trap_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 120_000_000)
    with pytest.raises(InputRefused, match="would unpack to 120 megabytes"):
        parse_table(path)


def test_what_a_file_is_counts_and_not_what_it_is_called(workbook: MakeBook, tmp_path: Path) -> None:
    path = workbook(name="list.csv", Cases=LIST)
    assert parse_table(path).read_as == "workbook"
    text = tmp_path / "list.xlsx"
    text.write_text("Case ID\nA-1\n")
    assert parse_table(text).read_as == "UTF-8 text, separated by commas"
