"""A visit that may not be opened lets go of its files again."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cafaudit.errors import NotAMember
from cafaudit.services.visits import new_visit, open_visit
from tests.core.team.people import person

LEAD = person("Made Up Lead", "Lead")
STRANGER = replace(LEAD, signing_secret=person("Made Up Stranger", "X").signing_secret)
"""Somebody who can decrypt the visit and is not in its team."""


def held_files(folder: Path) -> set[str]:
    """The files of a folder that this process holds open."""
    links = (Path("/proc/self/fd") / name for name in Path("/proc/self/fd").iterdir())
    held = {str(link.readlink()) for link in links if link.is_symlink()}
    return {path for path in held if path.startswith(str(folder))}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the kernel for open files")
def test_whoever_is_not_in_the_team_leaves_nothing_open_and_the_lead_can_go_on(tmp_path: Path) -> None:
    place = new_visit(tmp_path / "v", "blank", LEAD)
    with pytest.raises(NotAMember, match="not a member") as refused:
        open_visit(place, STRANGER)
    assert held_files(place) == set()
    held = open_visit(place, LEAD)
    assert held_files(place) != set()
    held.close()
    assert held_files(place) == set()
    del refused
