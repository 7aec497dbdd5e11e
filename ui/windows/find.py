"""Find: a card under the header that leads to a page, a case, a concern or a piece of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.theme import theme
from ui.widgets.boxes import Card, column
from ui.widgets.fields import TextField
from ui.widgets.list_column import ListRow, RowList
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from cafaudit.domain.picture import Picture
    from ui.widgets.side_bar import SideEntry

MOST_SHOWN = 10
_LONGEST = 60
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Place:
    """Something that can be found: its words, a quiet word, and where it is."""

    text: str
    aside: str
    page: str
    what: object = None

    @property
    def sought(self) -> str:
        """What is looked through."""
        return f"{self.text} {self.aside}".casefold()


def places_of(picture: Picture, pages: Iterable[SideEntry]) -> tuple[Place, ...]:
    """Return all that can be found in a visit: pages first, then cases, concerns and evidence."""
    return (
        *(Place(entry.text, _tr("page"), entry.page) for entry in pages),
        *_cases(picture),
        *(Place(_begin(one.text), _tr("concern"), "concerns", one.id) for one in picture.concerns),
        *(
            Place(f"{one.label} {_begin(one.text)}", _tr("evidence"), "evidence", one.id)
            for one in picture.evidence
        ),
    )


def found(places: Sequence[Place], typed: str) -> list[Place]:
    """Return the places that hold every word that was typed, those that begin with it first."""
    words = typed.casefold().split()
    if not words:
        return list(places[:MOST_SHOWN])
    hits = [place for place in places if all(word in place.sought for word in words)]
    begun = typed.strip().casefold()
    return sorted(hits, key=lambda place: not place.sought.startswith(begun))[:MOST_SHOWN]


class FindCard(Card):
    """The card. Arrow keys move, Enter goes there: `wanted(page, what)`; Escape puts it away."""

    wanted = Signal(str, object)

    def __init__(self, host: QWidget) -> None:
        """Lie over `host`, hidden at first."""
        super().__init__(host)
        self.setObjectName("find_card")
        self.setAccessibleName(self.tr("Find"))
        self._host = host
        self._back_to: QWidget | None = None
        self._places: tuple[Place, ...] = ()
        self._shown: list[Place] = []
        self._present = 0
        self.field = TextField()
        self.field.setObjectName("find_field")
        self.field.setAccessibleName(self.tr("Find a page, case, concern or evidence"))
        self.rows = RowList()
        self.rows.setObjectName("find_rows")
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = Text(self.tr("Nothing of that name."), tone="quiet")
        space = theme().space
        layout = column(self, gap=space.one, margin=space.one)
        layout.addWidget(self.field)
        layout.addWidget(self.rows)
        layout.addWidget(self._nothing)
        self.field.textEdited.connect(self._search)
        self.field.installEventFilter(self)
        self.rows.row_chosen.connect(self._on_row_chosen)
        host.installEventFilter(self)
        self.hide()

    def open(self, places: Sequence[Place]) -> None:
        """Come up, to look through these places."""
        self._places = tuple(places)
        self._back_to = self._host.focusWidget()
        self.field.show_text("")
        self._search("")
        self.show()
        self.raise_()
        self._fit()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def put_away(self) -> None:
        """Hide; the keyboard goes back to where it was."""
        self.hide()
        if self._back_to is not None:
            self._back_to.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that mean something here, and stay in place when the window changes its size."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        return False

    def _key(self, key: Qt.Key) -> bool:
        if key in _STEPS and self._shown:
            self._present = (self._present + _STEPS[key]) % len(self._shown)
            self.rows.show_present(str(self._present))
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go(self._present)
            return True
        if key == Qt.Key.Key_Escape:
            self.put_away()
            return True
        return False

    def _search(self, typed: str) -> None:
        self._shown = found(self._places, typed)
        self._present = 0
        rows = [
            ListRow(row_id=str(at), text=place.text, aside=place.aside)
            for at, place in enumerate(self._shown)
        ]
        self.rows.show_rows(rows, "0" if rows else "")
        self.rows.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._fit()

    def _on_row_chosen(self, row_id: str) -> None:
        self._go(int(row_id))

    def _go(self, at: int) -> None:
        if at < len(self._shown):
            place = self._shown[at]
            self.hide()
            self.wanted.emit(place.page, place.what)

    def _fit(self) -> None:
        size, space = theme().size, theme().space
        self.rows.setFixedHeight(len(self._shown) * size.row_dense)
        width = min(size.card, self._host.width() - 2 * space.two)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(self._host.width() - width - space.two, size.header_bar + space.half)


def _cases(picture: Picture) -> Iterator[Place]:
    roles = {"sample": _tr("file"), "reserve": _tr("reserve")}
    for case in picture.sample:
        where = ", ".join(filter(None, (roles.get(case.role, ""), case.office)))
        yield Place(case.ref, where, "read" if case.role == "sample" else "sample", case.ref)


def _begin(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rstrip() + "…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("find", text)
