"""Every place that holds a document back because it could name somebody, and the way to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cafaudit.identifiers import NOT_PROMISED
from cafaudit.journal.cell import parse_cell
from ui.theme import theme
from ui.widgets.boxes import line
from ui.widgets.buttons import Button
from ui.widgets.list_column import ListRow, RowList
from ui.widgets.over_card import OverCard
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cafaudit.services.firewall import NamedPlace, NamesFound

_MOST_SHOWN = 200
_ROWS_SEEN = 7
_PAGES = {
    "why": ("read", "answer"),
    "score": ("read", "answer"),
    "reading": ("read", "key"),
    "manager": ("read", "key"),
    "assignment": ("read", "key"),
    "evidence": ("evidence", "key"),
    "activity": ("evidence", "activities"),
    "note": ("evidence", ""),
    "concern": ("concerns", "key"),
    "judgement": ("judgements", "key"),
    "frame": ("sample", ""),
    "draw": ("sample", ""),
    "case": ("sample", ""),
    "letter": ("letter", ""),
    "visit": ("details", "key"),
    "plan": ("details", ""),
}
"""The page of each record type, and what of a cell it is shown by."""


class NamesCard(OverCard):
    """The places, one a row; Enter or a click goes to one: `wanted(page, what)`."""

    wanted = Signal(str, object)

    def __init__(self, host: QWidget) -> None:
        """Make a hidden card over `host`."""
        super().__init__("", host)
        self.setObjectName("names_card")
        self._places: tuple[NamedPlace, ...] = ()
        self.about = Text(tone="quiet").wrapped()
        self.list = RowList()
        self.list.setObjectName("names_list")
        self.list.setAccessibleName(self.tr("Places that could name somebody"))
        self.list.activated.connect(lambda index: self._go(index.row()))
        self.list.clicked.connect(lambda index: self._go(index.row()))
        self._build()

    def open_for(self, found: NamesFound) -> None:
        """Show the places of a refusal."""
        self._places = found.places[:_MOST_SHOWN]
        count = len(found.places)
        title = (
            self.tr("One place could name somebody")
            if count == 1
            else self.tr("{count} places could name somebody").format(count=f"{count:,}")
        )
        self.title.show_text(title)
        self.setAccessibleName(title)
        self.about.show_text(
            self.tr("Reword each, or allow it there with a reason. {limits}").format(limits=NOT_PROMISED)
        )
        rows = [
            ListRow(row_id=str(at), text=_capital(place.where), aside=place.kind)
            for at, place in enumerate(self._places)
        ]
        self.list.show_rows(rows, "0")
        self.list.setFixedHeight(min(len(rows), _ROWS_SEEN) * theme().size.row + theme().space.one)
        self.come(self.list)

    def _go(self, row: int) -> None:
        if not 0 <= row < len(self._places):
            return
        page, what = place_of(self._places[row])
        self.put_away()
        self.wanted.emit(page, what)

    def _build(self) -> None:
        close = Button(self.tr("Close"), hint=self.tr("Esc"))
        close.setObjectName("close_names")
        close.clicked.connect(self.put_away)
        buttons = line(gap=theme().space.one)
        buttons.addStretch(1)
        buttons.addWidget(close)
        self.body.addWidget(self.about)
        self.body.addWidget(self.list)
        self.body.addSpacing(theme().space.one)
        self.body.addLayout(buttons)


def place_of(place: NamedPlace) -> tuple[str, object]:
    """Return the page that shows a place, and what to show on it; None shows the page alone."""
    if not place.cell:
        return "letter", None
    cell = parse_cell(place.cell)
    page, part = _PAGES.get(cell[0], ("history", ""))
    if part == "answer":
        return page, (cell[1], cell[3])
    return page, cell[1] if part == "key" else part or None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
