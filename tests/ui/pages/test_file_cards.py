"""The card of a file that was not produced says which reserve comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cafaudit.services.commands.dealing import DealFiles
from cafaudit.services.picture import load_picture
from tests.core.team.people import person
from tests.odd_values import Forger
from tests.ui.visits import drawn_visit
from ui.pages.file_cards import NotProducedCard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cafaudit.services.visits import OpenVisit
    from tests.ui.showing import Show
    from ui.desk import Desk


def test_the_card_knows_a_member_by_the_code_in_the_visit_not_by_that_of_their_own_card(
    desk_for: Callable[[OpenVisit], Desk], show: Show, tmp_path: Path
) -> None:
    me = person()
    held = drawn_visit(tmp_path, lead=me)
    assert Forger(held.visit, me).says((f"member/{me.author}/code", "X9"))
    held.visit.do(DealFiles(readers=("X9",)))
    sample = load_picture(held.visit).sample
    case = next(one for one in sample if one.role == "sample")
    reserve = next(one for one in sample if (one.role, one.stratum) == ("reserve", case.stratum))
    assert reserve.reader == "X9"
    host = QWidget()
    card = NotProducedCard(desk_for(held), host)
    show(host)
    card.ask(case.ref)
    assert f"is {reserve.ref};" in card.about.text()
