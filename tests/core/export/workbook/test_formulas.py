import pytest

from cafaudit.export.workbook.formulas import Compares, Says, count_rows, share, sum_cells, sum_rows

COLUMN = "Scores!$B$5:$B$9"


def test_words_are_counted_with_countifs() -> None:
    assert count_rows(Says(COLUMN, "Long-term private")) == f'COUNTIFS({COLUMN},"Long-term private")'


@pytest.mark.parametrize(
    "text", ["5-10", "1", "*", "S?", ">3 weeks", "=x", "<>", "TRUE", "1 May", "a~b", "~", "Office 2", '"', ""]
)
def test_what_countifs_would_read_as_something_else_is_compared_sign_by_sign(text: str) -> None:
    formula = count_rows(Says(COLUMN, text), Says(COLUMN, "yes"))
    assert formula.startswith("SUMPRODUCT(--EXACT(")
    assert "COUNTIFS" not in formula


def test_quotes_in_a_text_are_doubled() -> None:
    assert '"say ""no"""' in count_rows(Says(COLUMN, 'say "no"'))


def test_a_number_is_compared_in_both_ways() -> None:
    plain = count_rows(Says(COLUMN, "yes"), Compares("P!$I$2:$I$4", ">", 0))
    exact = count_rows(Says(COLUMN, "1"), Compares("P!$I$2:$I$4", ">", 0))
    assert plain == f'COUNTIFS({COLUMN},"yes",P!$I$2:$I$4,">0")'
    assert exact == f'SUMPRODUCT(--EXACT({COLUMN},"1"),--(P!$I$2:$I$4>0))'


def test_sums_follow_the_same_rule() -> None:
    assert sum_rows("P!$I$2:$I$4", Says(COLUMN, "yes")) == f'SUMIFS(P!$I$2:$I$4,{COLUMN},"yes")'
    assert sum_rows("P!$I$2:$I$4", Says(COLUMN, "1")) == f'SUMPRODUCT(--EXACT({COLUMN},"1"),P!$I$2:$I$4)'


def test_a_share_of_nothing_is_empty() -> None:
    assert share("B1", "C1") == 'IF(C1=0,"",B1/C1)'


def test_cells_side_by_side_are_added_as_a_stretch() -> None:
    assert sum_cells(["B2", "C2", "D2"]) == "SUM(B2:D2)"
    assert sum_cells(["B2"]) == "B2"
