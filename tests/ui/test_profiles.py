"""Profiles are seen before anything heavy is loaded, and seen as the core sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cafaudit.team.profile import create_profile, read_profile
from cafaudit.team.profile_file import PROFILE_NAME
from cafaudit.team.profile_place import PORTABLE_FOLDER, default_folder
from cafaudit.team.sealed_box import KdfCost
from ui import profiles

if TYPE_CHECKING:
    from pathlib import Path

CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)


def make(folder: Path, name: str) -> None:
    create_profile(folder, name, "", "four made up words", cost=CHEAP)


def test_window_and_command_line_look_in_the_same_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert profiles.usual_folder() == default_folder()
    (tmp_path / PORTABLE_FOLDER).mkdir()
    program = tmp_path / "cafaudit"
    assert profiles.usual_folder(program) == default_folder(program) == tmp_path / PORTABLE_FOLDER
    assert (profiles.PROFILE_NAME, profiles.PORTABLE_FOLDER) == (PROFILE_NAME, PORTABLE_FOLDER)


printable = st.text(st.characters(blacklist_categories=("C", "Z")), min_size=1, max_size=30)


@given(name=printable, code=printable.map(lambda text: text[:20]))
@example(name='\\"', code='","name":"x')
def test_any_name_that_a_card_can_carry_is_seen(
    tmp_path_factory: pytest.TempPathFactory, name: str, code: str
) -> None:
    folder = tmp_path_factory.mktemp("any") / "profile"
    profile, _ = create_profile(folder, name, code, "four made up words", cost=CHEAP)
    assert [seen.name for seen in profiles.seen_profiles(folder)] == [profile.card.name]


@pytest.mark.parametrize("name", ["Inspector Two", "Zoë Ó Dubhghaill", 'A "quoted" name'])
def test_the_name_seen_is_the_one_on_the_card(tmp_path: Path, name: str) -> None:
    make(tmp_path / "CafAudit" / "profile", name)
    (seen,) = profiles.seen_profiles(tmp_path / "CafAudit" / "profile")
    assert seen.name == read_profile(seen.folder).card.name == name


def test_the_usual_profile_stands_first_and_others_beside_it_follow(tmp_path: Path) -> None:
    usual = tmp_path / "profile"
    make(tmp_path / "another", "Another")
    make(usual, "Usual")
    (tmp_path / "visits").mkdir()
    assert [seen.name for seen in profiles.seen_profiles(usual)] == ["Usual", "Another"]


def test_a_damaged_profile_is_still_offered_so_that_unlocking_says_what_is_wrong(tmp_path: Path) -> None:
    for number, content in enumerate((b"", b"[]", b'{"card": 1}', b'{"card": "nothing"}')):
        folder = tmp_path / f"profile {number}"
        folder.mkdir()
        (folder / PROFILE_NAME).write_bytes(content)
    seen = profiles.seen_profiles(tmp_path / "profile 0")
    assert [one.name for one in seen] == [f"profile {number}" for number in range(4)]


def test_without_a_profile_there_is_none(tmp_path: Path) -> None:
    assert profiles.seen_profiles(tmp_path / "nowhere" / "profile") == ()


def test_a_further_profile_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    usual = tmp_path / "profile"
    assert profiles.folder_for_another(usual) == usual
    make(usual, "One")
    second = profiles.folder_for_another(usual)
    assert second != usual
    make(second, "Two")
    assert profiles.folder_for_another(usual) not in {usual, second}
    assert [seen.name for seen in profiles.seen_profiles(usual)] == ["One", "Two"]
