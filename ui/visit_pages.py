"""The pages of a visit in the order of the side bar; each is made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.side_bar import SideEntry
from ui.windows.main import Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cafaudit.services.visit_places import VisitPlaces
    from cafaudit.team.identity import Identity
    from ui.desk import Desk
    from ui.outside import Surroundings


def visit_pages(
    desk: Desk, identity: Identity, outside: Surroundings, places: VisitPlaces | None = None
) -> tuple[Page, ...]:
    """Return the pages of the visit on a desk; `places` remembers what the columns of earlier lists were."""
    return (
        *_pages_before(desk, outside, places),
        *_pages_on_site(desk, identity, outside),
        *_pages_after(desk, outside),
    )


def _pages_before(desk: Desk, outside: Surroundings, places: VisitPlaces | None) -> tuple[Page, ...]:
    def home() -> QWidget:
        from ui.pages.home import HomePage

        return HomePage(desk, outside.files)

    def sample() -> QWidget:
        from ui.pages.sample import SamplePage

        return SamplePage(desk, outside.files, outside.printing, places.mappings() if places else None)

    return (
        Page(SideEntry("home", _tr("Home")), home),
        Page(SideEntry("sample", _tr("Sample")), sample),
    )


def _pages_on_site(desk: Desk, identity: Identity, outside: Surroundings) -> tuple[Page, ...]:
    def read() -> QWidget:
        from ui.pages.read import ReadPage

        return ReadPage(desk)

    def evidence() -> QWidget:
        from ui.pages.evidence import EvidencePage

        return EvidencePage(desk)

    def concerns() -> QWidget:
        from ui.pages.concerns import ConcernsPage

        return ConcernsPage(desk)

    def team() -> QWidget:
        from ui.pages.team import TeamPage

        return TeamPage(desk, identity, outside.files)

    return (
        Page(SideEntry("read", _tr("Read"), apart=True), read),
        Page(SideEntry("evidence", _tr("Evidence")), evidence),
        Page(SideEntry("concerns", _tr("Concerns")), concerns),
        Page(SideEntry("team", _tr("Team")), team),
    )


def _pages_after(desk: Desk, outside: Surroundings) -> tuple[Page, ...]:
    def judgements() -> QWidget:
        from ui.pages.judgements import JudgementsPage

        return JudgementsPage(desk)

    def letter() -> QWidget:
        from ui.pages.letter import LetterPage

        return LetterPage(desk, outside.files)

    def workbook() -> QWidget:
        from ui.pages.workbook import WorkbookPage

        return WorkbookPage(desk, outside.files)

    def history() -> QWidget:
        from ui.pages.history import HistoryPage

        return HistoryPage(desk)

    return (
        Page(SideEntry("judgements", _tr("Judgements"), apart=True), judgements),
        Page(SideEntry("letter", _tr("Letter")), letter),
        Page(SideEntry("workbook", _tr("Workbook")), workbook),
        Page(SideEntry("history", _tr("History"), apart=True), history),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("pages", text)
