"""Where references stand on several rows, and in what these differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.services.list_looks import look_at
from tests.ui.visits import write_case_list
from ui.models.repeated_refs import differences_text, repeated_refs

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.services.list_looks import ListLook


def looked_at(folder: Path, children: int) -> ListLook:
    return look_at(write_case_list(folder / "list.csv", 80, children=children))


def test_rows_of_children_differ_in_who_the_child_is(tmp_path: Path) -> None:
    refs = repeated_refs({"BBC-0001": (2, 3, 4), "BBC-0002": (5, 6, 7)}, looked_at(tmp_path, 3))
    assert refs[0].differs == ("Child name", "Date of birth")
    assert differences_text(refs) == "Their rows differ in “Child name” (2 of 2), “Date of birth” (2 of 2)."


def test_what_was_not_looked_at_is_not_judged(tmp_path: Path) -> None:
    look = looked_at(tmp_path, 3)
    far = repeated_refs({"BBC-0067": (200, 201, 202)}, look)
    assert far[0].differs is None
    assert far[0].differs_text == "not compared: further down in the file"
    assert differences_text(far) == ""
    assert repeated_refs({"BBC-0001": (2, 3)}, None)[0].differs is None


def test_rows_that_were_not_compared_are_not_called_the_same(tmp_path: Path) -> None:
    look = looked_at(tmp_path, 3)
    named = {"BBC-0001": (2, 2), "BBC-0067": (3, 202)}
    assert differences_text(repeated_refs(named, look)) == (
        "1 of 2 were compared: their rows are the same in every column."
    )
    assert differences_text(repeated_refs({"BBC-0001": (2, 2)}, look)) == (
        "Their rows are the same in every column."
    )


def test_many_rows_and_columns_are_counted_rather_than_listed(tmp_path: Path) -> None:
    one = repeated_refs({"BBC-0001": tuple(range(2, 60))}, looked_at(tmp_path, 3))[0]
    assert one.rows_text == "2, 3, 4, 5, 6, 7 and 52 more"
    assert one.differs_text.endswith("and 5 more")
