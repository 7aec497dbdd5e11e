"""Request lists, and looking at a case list before it is stored."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import openpyxl
import pytest

from cafaudit.errors import InputRefused
from cafaudit.intake import FoldNeeded, SheetNeeded
from cafaudit.services.case_lists import with_role
from cafaudit.services.documents import exports_of
from cafaudit.services.list_looks import check_list, look_at
from cafaudit.services.request_lists import (
    HEADINGS,
    NO_OFFICE,
    RequestList,
    as_csv,
    as_workbook,
    file_name,
    request_lists,
    save_request_list,
    save_request_lists,
)
from tests.ui.visits import drawn_visit, listed_visit, write_case_list

if TYPE_CHECKING:
    from pathlib import Path

DANGEROUS = RequestList(office="Office A", rows=(("=1+1", "@shelf", "", ""), ("A_x0041_B", "b", "", "")))


def test_every_office_is_asked_for_its_own_files_by_reference(tmp_path: Path) -> None:
    held = drawn_visit(tmp_path)
    lists = request_lists(held.visit)
    assert [one.office for one in lists] == ["Office A", "Office B"]
    assert sum(len(one.rows) for one in lists) == 24
    for one in lists:
        refs = [row[0] for row in one.rows]
        assert refs == sorted(refs)
        assert all(row[1].startswith(one.office) for row in one.rows)
    held.close()


def test_lists_are_saved_one_file_an_office_and_noted_in_the_local_log(tmp_path: Path) -> None:
    held = drawn_visit(tmp_path)
    (folder := tmp_path / "lists").mkdir()
    paths = save_request_lists(held.visit, folder, "Visit", ".xlsx")
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in paths)
    lists = request_lists(held.visit)
    for one, path in zip(lists, paths, strict=True):
        rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
        assert rows[3] == HEADINGS
        assert [row[:2] for row in rows[4:]] == [row[:2] for row in one.rows]
    assert [logged.what for logged in exports_of(held.visit)] == ["Request list"] * 2
    held.close()


def test_a_list_without_a_sample_and_a_foreign_ending_are_refused(tmp_path: Path) -> None:
    held = listed_visit(tmp_path)
    with pytest.raises(InputRefused, match="No sample"):
        save_request_lists(held.visit, tmp_path, "Visit", ".csv")
    with pytest.raises(InputRefused, match="would not open"):
        save_request_list(held.visit, "Office A", tmp_path / "list.doc")
    with pytest.raises(InputRefused, match="No file of the sample"):
        save_request_list(held.visit, "Office A", tmp_path / "list.csv")
    assert not list(tmp_path.glob("list.doc"))
    held.close()


def test_no_cell_of_a_list_is_a_formula(tmp_path: Path) -> None:
    (path := tmp_path / "a.xlsx").write_bytes(as_workbook(DANGEROUS, "Visit"))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert (sheet["A5"].value, sheet["A5"].data_type, sheet["A5"].quotePrefix) == ("=1+1", "s", True)
    rows = list(csv.reader(as_csv(DANGEROUS).decode("utf-8-sig").splitlines()))
    assert rows[1][:2] == ["'=1+1", "'@shelf"]
    assert rows[2][0] == "A_x0041_B"


def test_the_file_of_an_office_has_a_name_that_every_system_takes() -> None:
    assert file_name("V", RequestList(office="A/B: <C>", rows=()), ".csv") == "V request list A B C.csv"
    assert file_name("V", RequestList(office="", rows=()), ".csv") == f"V request list {NO_OFFICE}.csv"


def test_a_list_is_looked_at_also_when_no_column_is_known_to_hold_the_reference(tmp_path: Path) -> None:
    (path := tmp_path / "list.csv").write_text("What,Office\nA-1,East\nA-2,West\n")
    look = look_at(path)
    assert look.mapping.header_of("id") is None
    chosen = with_role(look.mapping, "What", "id")
    found = check_list(look, chosen, fold=None)
    assert (found.cases, found.offices) == (2, {"East": 1, "West": 1})


def test_a_role_that_only_one_column_can_have_moves(tmp_path: Path) -> None:
    mapping = look_at(write_case_list(tmp_path / "list.csv", 3)).mapping
    moved = with_role(mapping, "Office", "id")
    assert moved.headers_of("id") == ("Office",)
    assert "Case ID" in moved.headers_of("ignore")
    with pytest.raises(InputRefused):
        with_role(mapping, "Child name", "child_name", "keep")


def test_rows_of_one_case_are_counted_after_asking(tmp_path: Path) -> None:
    look = look_at(write_case_list(tmp_path / "list.csv", 5, children=2))
    with pytest.raises(FoldNeeded):
        check_list(look, look.mapping, fold=None)
    found = check_list(look, look.mapping, fold=True)
    assert (found.cases, found.rows, found.folded, found.left_out) == (5, 10, 5, 0)


def test_the_sheets_to_choose_from_come_with_the_refusal(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("North", "South"):
        sheet = book.create_sheet(name)
        sheet.append(("Case ID", "Office", "Team", "Law type"))
        sheet.append(("A-1", name, "T", "Private"))
        sheet.append(("A-2", name, "T", "Public"))
    book.save(tmp_path / "two.xlsx")
    with pytest.raises(SheetNeeded) as asked:
        look_at(tmp_path / "two.xlsx")
    assert asked.value.sheets == ("North", "South")
    look = look_at(tmp_path / "two.xlsx", sheet="South")
    assert [row[1] for row in look.rows] == ["South", "South"]
    assert look.sheets == ("South", "Sheet", "North")
