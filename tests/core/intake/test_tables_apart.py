from collections.abc import Sequence

import pytest

from cafaudit.intake.oddities import OddityLog
from cafaudit.intake.quotes import swallowed_row
from cafaudit.intake.ref_signs import MAY_TELL, is_error_text, signs_of
from cafaudit.intake.tables_apart import TOTALS, ListEnd, table_beside
from cafaudit.intake.wanted import WANTED

WANTED_LIST = WANTED["case list"]
HEADER = ("Case ID", "Office", "Team")


def left(*rows: Sequence[str]) -> tuple[list[str], list[tuple[int, str]]]:
    log = OddityLog()
    end = ListEnd(HEADER, WANTED_LIST, log)
    lines, columns = end.rows_before(
        range(2, 2 + len(rows)), [list(column) for column in zip(*rows, strict=True)]
    )
    assert len(lines) == len(columns[0])
    return list(columns[0]), [(oddity.row, oddity.what) for oddity in log.all()]


CASE = ("C-1", "Dale", "x")


@pytest.mark.parametrize(
    "text",
    [
        "Open cases only, closed ones are not here",
        "As at 19 August 2009",
        "Notes on the list:",
        "Source: case system.",
    ],
)
def test_a_sentence_alone_in_a_row_is_a_remark(text: str) -> None:
    refs, notes = left(CASE, (text, "", ""), ("C-2", "", ""))
    assert refs == ["C-1", "C-2"]
    assert notes == [(3, "This looks like a remark, not a case.")]


@pytest.mark.parametrize(
    "row", [("see file", "", ""), ("LON 12 A 3", "Dale", ""), ("Total of all cases", "", "")]
)
def test_what_may_be_a_reference_or_is_a_total_stays(row: tuple[str, str, str]) -> None:
    assert left(CASE, row) == (["C-1", row[0]], [])


def test_headings_of_another_table_end_the_list() -> None:
    refs, notes = left(CASE, ("Reference", "Office", "Started"), ("X-1", "", ""))
    assert refs == ["C-1"]
    assert notes == [(3, "Another table begins here, with headings of its own.")]


def test_the_list_s_own_headings_do_not_end_it() -> None:
    assert left(CASE, HEADER, ("C-2", "", "")) == (["C-1", "Case ID", "C-2"], [])


@pytest.mark.parametrize(
    ("headings", "place"),
    [
        (("Case ID", "Office", "", "Case ID", "Team"), 3),
        (("Case ID", "", "Office"), None),
        (("Case ID", "Office", "Case ID"), None),
        (("Office", "", "Case ID"), None),
    ],
)
def test_a_table_stands_beside_the_list_where_references_begin_again_behind_a_gap(
    headings: tuple[str, ...], place: int | None
) -> None:
    assert table_beside(headings, WANTED_LIST) == place


@pytest.mark.parametrize(
    "text", ["Total", "Grand total: 24", "sub-total 3", "End of report", "24 cases", "Number of cases: 24"]
)
def test_totals_and_ends_are_known(text: str) -> None:
    assert TOTALS.fullmatch(text)


@pytest.mark.parametrize("text", ["Total-12", "C-24", "24", "Totally", "endless 3"])
def test_references_are_no_totals(text: str) -> None:
    assert not TOTALS.fullmatch(text)


@pytest.mark.parametrize(
    ("ref", "part"),
    [
        ("1.23E+11", "shortened"),
        ("1234.0", ".0"),
        ("01-Mar", "date"),
        ("2009-03-01", "date"),
        ("'007", "apostrophe"),
        ("\u0421-1", "alphabet"),
    ],
)
def test_a_reference_that_looks_changed_says_how(ref: str, part: str) -> None:
    ((what, _),) = signs_of(ref)
    assert part in what
    assert not ref.isascii() or MAY_TELL.search(ref.lower())


@pytest.mark.parametrize("ref", ["BBC-0001", "007", "12-345", "E12", "10.5", "LON 1", "MAR-A1"])
def test_usual_references_have_no_signs(ref: str) -> None:
    assert list(signs_of(ref)) == []


def test_errors_as_texts_are_known() -> None:
    assert all(map(is_error_text, ("#N/A", "#ref!", "#DIV/0! ")))
    assert not any(map(is_error_text, ("#1", "N/A", "")))


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([["C-1", "x"], ["C-2", "Dale\nC-3,Hill\nC-4,Moor"]], 1),
        ([["C-1", "x"], ["C-2", "Upper\nDale"]], None),
        ([["C-1", "x", "y"], ["C-2", "Upper\nDale, near Hill", "z"]], None),
        ([["C-1", "x"]], None),
        ([], None),
    ],
)
def test_a_cell_that_swallowed_rows_is_told_from_one_with_line_breaks(
    rows: list[list[str]], at: int | None
) -> None:
    assert swallowed_row(rows, ",") == at
