"""What ships with the program is reached through one door."""

import pytest

from cafaudit import assets
from cafaudit.errors import InputRefused


def test_shipped_frameworks_are_named_and_read() -> None:
    assert "cafcass-pim-2009" in assets.framework_names()
    assert 'id = "cafcass-pim-2009"' in assets.framework_text("cafcass-pim-2009")


@pytest.mark.parametrize("name", ["nothing", "../frameworks/cafcass-pim-2009", ""])
def test_an_unknown_name_is_refused_with_the_names_that_exist(name: str) -> None:
    with pytest.raises(InputRefused, match="cafcass-pim-2009") as caught:
        assets.framework_text(name)
    assert name in caught.value.message


def test_an_unknown_letter_profile_is_refused() -> None:
    with pytest.raises(InputRefused, match="no letter profile called “nothing”"):
        assets.letter_profile_text("nothing")


def test_a_file_is_read_as_text_and_as_bytes() -> None:
    parts = ("frameworks", "cafcass-pim-2009.toml")
    assert assets.read_text(*parts).encode() == assets.read_bytes(*parts)


def test_a_missing_file_of_the_program_is_refused() -> None:
    with pytest.raises(InputRefused, match=r"icons/none\.svg"):
        assets.read_bytes("icons", "none.svg")
