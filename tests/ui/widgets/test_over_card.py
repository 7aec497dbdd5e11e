"""The card over a window: it is as high as what it holds. Texts are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ui.widgets.enter_area import EnterArea
from ui.widgets.over_card import OverCard
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("wraps", [False, True])
def test_a_card_shows_all_that_it_holds_whether_or_not_anything_in_it_wraps(
    show: Callable[[QWidget], QWidget],
    wraps: bool,
) -> None:
    host = show(QWidget())
    host.resize(QSize(900, 600))
    card = OverCard("Rough note", host)
    about, area = Text("BBC-0412"), EnterArea(least=3, most=8, size="body")
    card.body.addWidget(about.wrapped() if wraps else about)
    card.body.addWidget(area)
    card.come(area)
    for part in (card.title, about, area):
        assert part.isVisible()
        assert card.rect().contains(part.geometry())
    assert area.geometry().height() > about.geometry().height()
