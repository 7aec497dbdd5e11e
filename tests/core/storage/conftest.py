"""A store with a team, closed after the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.core.storage.looking import LEAD, ONE, OTHER
from tests.stores import new_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path / "visit.db", LEAD, ONE, OTHER)
    yield store
    store.close()
