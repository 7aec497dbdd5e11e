"""A drawn visit for tests of services."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.visits import draw, visit_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.services.visit import Visit
    from cafaudit.services.visits import OpenVisit


@pytest.fixture
def held(tmp_path: Path) -> Iterator[OpenVisit]:
    opened = visit_in(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def visit(held: OpenVisit) -> Visit:
    return held.visit


@pytest.fixture
def drawn(visit: Visit, tmp_path: Path) -> Visit:
    draw(visit, tmp_path)
    return visit
