"""The visits that a person knows of on this machine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import InputRefused
from cafaudit.services.visit_places import LIST_NAME, MOST_KEPT, VisitPlace, VisitPlaces, shipped_frameworks
from tests.core.team.people import person

if TYPE_CHECKING:
    from pathlib import Path

ME = person()


@pytest.fixture
def places(tmp_path: Path) -> VisitPlaces:
    (tmp_path / "profile").mkdir()
    return VisitPlaces(tmp_path / "profile", ME, tmp_path / "visits")


def visit_folder(path: Path) -> Path:
    path.mkdir(parents=True)
    for name in ("visit.db", "keys.age"):
        (path / name).write_bytes(b"made up")
    return path


def place(path: Path, day: int = 1, step: str = "On site") -> VisitPlace:
    return VisitPlace(path=path, name="Brackwater", step=step, opened_at=f"2009-06-{day:02d}T09:00:00Z")


def test_what_was_opened_last_stands_first_and_what_only_lies_there_last(
    places: VisitPlaces, tmp_path: Path
) -> None:
    found = visit_folder(tmp_path / "visits" / "Found.cafaudit")
    early = visit_folder(tmp_path / "elsewhere" / "Early.cafaudit")
    late = visit_folder(tmp_path / "visits" / "Late.cafaudit")
    places.remember(place(late, 9))
    places.remember(place(early, 2))
    assert [known.path for known in places.known()] == [late, early, found]
    assert places.known()[0].title == "Brackwater"
    assert places.known()[2].title == "Found"


def test_a_visit_opened_again_is_listed_once_with_its_newest_step(
    places: VisitPlaces, tmp_path: Path
) -> None:
    path = visit_folder(tmp_path / "One.cafaudit")
    places.remember(place(path, 1))
    places.remember(place(path, 3, step="Readings locked"))
    assert [known.step for known in places.known()] == ["Readings locked"]


def test_a_visit_whose_folder_has_gone_stays_listed_and_says_so(places: VisitPlaces, tmp_path: Path) -> None:
    places.remember(place(tmp_path / "Gone.cafaudit"))
    assert [known.is_there for known in places.known()] == [False]
    places.forget(tmp_path / "Gone.cafaudit")
    assert places.known() == ()


def test_the_list_tells_nobody_else_what_is_inspected(places: VisitPlaces, tmp_path: Path) -> None:
    path = visit_folder(tmp_path / "One.cafaudit")
    places.remember(place(path))
    written = (tmp_path / "profile" / LIST_NAME).read_bytes()
    assert b"Brackwater" not in written
    assert b"One.cafaudit" not in written
    somebody_else = VisitPlaces(tmp_path / "profile", person("Other", "R2"), tmp_path / "visits")
    assert somebody_else.known() == ()


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"nonce": "AAAA", "sealed": "AAAA"}', b"\xff\xfe"])
def test_a_damaged_list_hides_no_visit_of_the_usual_folder(
    places: VisitPlaces, tmp_path: Path, content: bytes
) -> None:
    found = visit_folder(tmp_path / "visits" / "Found.cafaudit")
    (tmp_path / "profile" / LIST_NAME).write_bytes(content)
    assert [known.path for known in places.known()] == [found]


def test_only_whole_visit_folders_are_found(places: VisitPlaces, tmp_path: Path) -> None:
    (tmp_path / "visits" / "Empty.cafaudit").mkdir(parents=True)
    visit_folder(tmp_path / "visits" / "No ending")
    assert places.known() == ()


def test_the_list_does_not_grow_without_end(places: VisitPlaces, tmp_path: Path) -> None:
    first = place(tmp_path / "first.cafaudit", 1)
    many = [
        replace(
            first,
            path=tmp_path / f"{number}.cafaudit",
            opened_at=f"2010-01-01T00:{number // 60:02d}:{number % 60:02d}Z",
        )
        for number in range(MOST_KEPT)
    ]
    for one in (first, *many):
        places.remember(one)
    known = {one.path for one in places.known()}
    assert len(known) == MOST_KEPT
    assert first.path not in known


def test_a_new_visit_lies_in_the_usual_folder_which_is_made(places: VisitPlaces, tmp_path: Path) -> None:
    assert places.path_for("  Brackwater   June ") == tmp_path / "visits" / "Brackwater June.cafaudit"
    assert (tmp_path / "visits").is_dir()
    assert places.path_for("One.cafaudit", tmp_path) == tmp_path / "One.cafaudit"


@pytest.mark.parametrize("name", ["", "   ", "a/b", "..", "a:b", ".hidden"])
def test_a_name_that_can_name_no_folder_is_refused(places: VisitPlaces, name: str) -> None:
    with pytest.raises(InputRefused):
        places.path_for(name)


def test_a_folder_that_cannot_be_made_is_refused_with_its_cause(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    places = VisitPlaces(tmp_path, ME, tmp_path / "file" / "visits")
    with pytest.raises(InputRefused, match="cannot be made"):
        places.path_for("One")
    with pytest.raises(InputRefused, match="cannot be written"):
        VisitPlaces(tmp_path / "file", ME).remember(place(tmp_path))


def test_the_framework_to_begin_with_is_offered_last() -> None:
    names = [name for name, _ in shipped_frameworks()]
    assert names[-1] == "blank"
    assert len(names) > 1
