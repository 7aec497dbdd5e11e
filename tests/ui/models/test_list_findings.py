"""What a list was found to have, as rows and as text."""

from __future__ import annotations

from cafaudit.intake import Oddity
from cafaudit.intake.oddities import OddityLog
from cafaudit.services.list_looks import ListCheck, RowsOf
from ui.models.list_findings import as_text, cells_of, findings_of, headings, kind_counts, progress_text

ODD = Oddity("Cases", 7, "Case ID", "It looks odd.", "It was left.")


def found(**facts: object) -> ListCheck:
    plain: dict[str, object] = {
        "strata": {"All files": 3},
        "offices": {"": 3},
        "rows": 3,
        "left_out": 0,
        "folded": 0,
        "identifiers": 0,
        "blanks": {},
        "duplicates": {},
        "duplicate_count": 0,
        "out_of_range": {},
        "oddities": (),
        "source_hash": "",
    }
    return ListCheck(**(plain | facts))  # type: ignore[arg-type]


def test_each_kind_is_a_row_with_its_place_and_columns_without_blanks_are_none() -> None:
    findings = findings_of(
        found(
            oddities=(ODD,),
            duplicates={"A-1": (3, 9)},
            duplicate_count=4,
            out_of_range={"Allocated": RowsOf(1, (5,))},
            blanks={"Office": RowsOf(25, tuple(range(2, 22))), "Team": RowsOf(0, ())},
        )
    )
    assert kind_counts(findings) == {"odd": 1, "twice": 2, "date": 1, "blank": 1}
    odd, twice, more, day, blank = findings
    assert (odd.rows_text, odd.column, odd.sheet, odd.done) == ("7", "Case ID", "Cases", "It was left.")
    assert (twice.what, twice.rows_text, twice.done) == ("A-1 stands on 2 rows.", "3, 9", "")
    assert more.what == "3 more references stand on several rows."
    assert day.what == "A date cannot be right."
    assert (blank.what, blank.rows_text) == ("25 cells are blank.", "2, 3 and 23 more")
    assert blank.all_rows_text.endswith("21 and 5 more")


def test_folded_references_say_what_was_done() -> None:
    twice, *_ = findings_of(found(duplicates={"A-1": (3, 9)}, duplicate_count=1, folded=1))
    assert twice.done == "They are one case."


def test_findings_are_copied_as_a_table() -> None:
    findings = findings_of(found(oddities=(ODD,)))
    first, second = as_text(findings).splitlines()
    assert first.split("\t") == list(headings())
    assert second.split("\t") == list(cells_of(findings[0]))


def test_progress_is_told_in_megabytes_of_a_text_and_in_rows_of_a_workbook() -> None:
    assert progress_text(1_200_000, 3_400_000, is_text=True) == "1.2 of 3.4 MB"
    assert progress_text(1_200, 3_400, is_text=False) == "1,200 of 3,400 rows"
    assert progress_text(0, 0, is_text=True) == ""


def test_an_oddity_of_many_rows_is_one_finding_with_all_that_is_known_of_its_rows() -> None:
    log = OddityLog("Cases")
    log.note("A row is blank.", "It was left out.", row=9)
    for row in range(2, 15):
        log.note("The reference has blanks.", "They were taken off.", row=row, column="Case ID")
    log.note("The sheet is hidden.", "It was read.")
    findings = findings_of(found(oddities=log.all()))
    assert [(one.what, one.rows_text, one.done) for one in findings] == [
        ("A row is blank.", "9", "It was left out."),
        ("The reference has blanks.", "2, 3 and 11 more", "They were taken off."),
        ("The sheet is hidden.", "", "It was read."),
    ]
    assert findings[1].all_rows_text == "2, 3, 4, 5, 6 and 8 more"
    assert kind_counts(findings) == {"odd": 3}
