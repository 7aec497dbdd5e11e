from collections.abc import Callable
from pathlib import Path

import pytest

from cafaudit.errors import InputRefused
from cafaudit.intake.reading import parse_table

MakeText = Callable[..., Path]
SMALL = "Case ID,Office,Team\nA-001,Upper Dale,Early\nA-002,Lower Dale,Long\n"


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [
        ("utf-8", "UTF-8 text, separated by commas"),
        ("utf-8-sig", "UTF-8 text, separated by commas"),
        ("utf-16", "UTF-16 text, separated by commas"),
        ("utf-16-le", "UTF-16 text, separated by commas"),
        ("utf-16-be", "UTF-16 text, separated by commas"),
        ("utf-32", "UTF-32 text, separated by commas"),
        ("cp1252", "Windows-1252 text, separated by commas"),
    ],
)
def test_a_text_is_read_in_the_encoding_that_it_has(text_list: MakeText, encoding: str, read_as: str) -> None:
    text = SMALL.replace("Upper Dale", "Café Dale – £5")
    table = parse_table(text_list(text, encoding))
    assert table.header == ("Case ID", "Office", "Team")
    assert table.rows[0] == ("A-001", "Café Dale – £5", "Early")
    assert table.read_as == read_as


def test_a_text_that_does_not_say_its_encoding_is_reported(text_list: MakeText) -> None:
    table = parse_table(text_list(SMALL.replace("Upper", "Café"), "cp1252"))
    (oddity,) = table.oddities
    assert (oddity.row, oddity.what) == (2, "The text is not UTF-8.")
    assert "Windows-1252" in oddity.done


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(text_list: MakeText, separator: str) -> None:
    table = parse_table(text_list(SMALL.replace(",", separator)))
    assert table.rows[1] == ("A-002", "Lower Dale", "Long")


def test_a_decimal_comma_does_not_mislead_the_search_for_the_separator(text_list: MakeText) -> None:
    table = parse_table(text_list("Case ID;Hours;Office\nA1;1,5;Upper, Dale\nA2;2,5;Lower, Dale\n"))
    assert table.rows[0] == ("A1", "1,5", "Upper, Dale")


def test_a_stated_separator_line_is_obeyed_and_counted_as_a_row(text_list: MakeText) -> None:
    table = parse_table(text_list("sep=^\nCase ID^Office\nA-1^Dale, Upper\n"))
    assert table.rows == (("A-1", "Dale, Upper"),)
    assert table.lines == (3,)


def test_quoted_cells_keep_separators_and_line_breaks_and_rows_count_as_in_a_spreadsheet(
    text_list: MakeText,
) -> None:
    table = parse_table(text_list('Case ID,Notes\n"A,1","two\nlines"\nA2,"a ""b"""\n'))
    assert table.rows == (("A,1", "two\nlines"), ("A2", 'a "b"'))
    assert table.lines == (2, 3)


def test_leading_zeros_and_long_numbers_stay_as_they_are_written(text_list: MakeText) -> None:
    table = parse_table(text_list("Case ID\n007\n12345678901234567890\n1.0\n"))
    assert [row[0] for row in table.rows] == ["007", "12345678901234567890", "1.0"]


def test_a_list_of_one_column_is_a_list(text_list: MakeText) -> None:
    assert parse_table(text_list("Case ID\nA-1\nA-2\n")).header == ("Case ID",)


def test_headings_below_a_title_are_found_and_blank_rows_left_out(text_list: MakeText) -> None:
    table = parse_table(
        text_list("Cases of the area,,\n\nCase ID,Office,Team\n\nA-1,Dale,\n,,\nA-2,Dale,\n\n\n")
    )
    assert table.header == ("Case ID", "Office", "Team")
    assert table.lines == (5, 7)
    assert [(oddity.row, oddity.what) for oddity in table.oddities] == [
        (4, "A row is blank."),
        (6, "A row is blank."),
        (3, "The headings are not in the first row."),
    ]


def test_headings_that_are_missing_or_repeated_get_names(text_list: MakeText) -> None:
    table = parse_table(text_list("Case ID,,Office,office\nA-1,x,Dale,Hill\n"))
    assert table.header == ("Case ID", "Column B", "Office", "office (2)")


def test_a_row_that_goes_on_beyond_the_headings_is_reported(text_list: MakeText) -> None:
    table = parse_table(text_list("Case ID,Office\nA-1,Dale, Upper,x\nA-2\n"))
    assert table.rows == (("A-1", "Dale"), ("A-2", ""))
    assert [(oddity.row, oddity.what) for oddity in table.oddities] == [
        (2, "The row goes on beyond the last heading.")
    ]


def test_many_oddities_of_one_kind_are_summed_up(text_list: MakeText) -> None:
    table = parse_table(text_list("Case ID\n" + "A\n\n" * 20 + "B\n"))
    assert len(table.oddities) == 6
    assert table.oddities[-1].what == "And 15 more like the one before, the last in row 41."


def test_a_table_shows_nothing_of_what_it_holds(text_list: MakeText) -> None:
    table = parse_table(text_list("Case ID,Child name\nA-1,Quillmere\n"))
    assert "Quillmere" not in repr(table)


@pytest.mark.parametrize(
    ("content", "says", "advises"),
    [
        (b"", "is empty", "Ask for the list again"),
        (b"\xef\xbb\xbf", "is empty", "Ask for the list again"),
        (b"\r\n  \r\n", "is empty", "Ask for the list again"),
        (b"Case ID,Office\n", "headings but no case", "Ask for the list with its rows"),
        (b"Case ID,Office\n\n,\n", "headings but no case", "Ask for the list with its rows"),
        (b"\n" * 40 + b"Case ID\nA-1\n", "its first 30 rows are empty", "Delete the empty rows"),
        (b"\xef\xbb\xbfCase ID\nA\xff1\n", "says that it is UTF-8, but line 2 is not", "CSV UTF-8"),
        (b"\xff\xfeC\x00a\x00s", "says that it is UTF-16", "CSV UTF-8"),
        ("Case ID,Office\nA1,Café\n".encode() + b"A2,Caf\xe9\n", "line 3 is something else", "CSV UTF-8"),
        (b"Case ID,Office\nA1,\x00\x01\x02\n", "not a text", "Choose an .xlsx or .csv"),
        (b"%PDF-1.4 ...", "is a PDF document", "save it as .xlsx or .csv"),
        (b"\x89PNG\r\n\x1a\n", "is a picture", "save it as .xlsx or .csv"),
        (b"<html><table><tr><td>Case ID", "is a web page or XML", "save it as .xlsx or .csv"),
        (
            b'Case ID,Office\nA1,"' + b"x" * 140_000,
            "a quotation mark is never closed",
            "save the list as .xlsx",
        ),
        (b",".join(b"c%d" % n for n in range(2_001)) + b"\nA\n", "has 2,001 columns", "Delete the columns"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(
    tmp_path: Path, content: bytes, says: str, advises: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(InputRefused) as refusal:
        parse_table(path)
    assert says in refusal.value.message
    assert "list.csv" in refusal.value.message
    assert advises in refusal.value.advice


def test_a_file_that_is_not_there_or_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="There is no file"):
        parse_table(tmp_path / "nowhere.csv")
    with pytest.raises(InputRefused, match="is not a file"):
        parse_table(tmp_path)


def test_a_sheet_of_a_text_is_refused(text_list: MakeText) -> None:
    with pytest.raises(InputRefused, match="without sheets"):
        parse_table(text_list(SMALL), sheet="Cases")


def test_a_foreign_encoding_is_read_where_it_can_be_told(text_list: MakeText) -> None:
    text = "Case ID,Office\n" + "A-1,東京都千代田区の家庭裁判所\nA-2,大阪府大阪市の児童相談所\n" * 5
    table = parse_table(text_list(text, "shift_jis"))
    assert table.rows[0] == ("A-1", "東京都千代田区の家庭裁判所")
