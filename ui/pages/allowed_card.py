"""What the team has allowed although it looks like a name, and the way to take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.services.commands.allowing import DisallowWord
from cafaudit.services.queries.allowed import allowed
from ui.messages import words_of
from ui.theme import theme
from ui.when import clock_or_day
from ui.widgets.boxes import line
from ui.widgets.buttons import Button
from ui.widgets.fields import ErrorLine
from ui.widgets.list_column import ListRow, RowList
from ui.widgets.over_card import OverCard
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cafaudit.services.queries.allowed import AllowedText
    from ui.desk import Desk

_ROWS_SEEN = 7
_ERROR_LINES = 2


class AllowedCard(OverCard):
    """The allowed texts, each by its reason, as only its fingerprint is kept; Delete takes one back."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        """Make a hidden card over `host`."""
        super().__init__("", host)
        title = self.tr("Allowed in this visit")
        self.title.show_text(title)
        self.setAccessibleName(title)
        self.setObjectName("allowed_card")
        self._desk = desk
        self._shown: tuple[AllowedText, ...] = ()
        self.about = Text(tone="quiet").wrapped()
        self.list = RowList()
        self.list.setObjectName("allowed_list")
        self.list.setAccessibleName(title)
        self.error = ErrorLine(lines=_ERROR_LINES)
        self.take_back = Button(self.tr("No longer allow"), hint=self.tr("Del"))
        self.take_back.setObjectName("take_back")
        self.take_back.setShortcut("Del")
        self.take_back.clicked.connect(self._on_take_back)
        self._build()

    def open(self) -> None:
        """Show what is allowed now."""
        self.show_allowed()
        self.come(self.list if self._shown else self.close_button)

    def show_allowed(self) -> None:
        """Read anew what is allowed."""
        self._shown = allowed(self._desk.visit)
        self.error.hide()
        self.about.show_text(
            self.tr(
                "Texts that look like a name and are not stopped. Each is known by its fingerprint alone, so "
                "only its reason can be shown. The lead can take back any, others their own."
            )
            if self._shown
            else self.tr("Nothing yet. F3 in a field allows what is marked there, with a reason.")
        )
        rows = [
            ListRow(
                row_id=one.id,
                text=one.reason,
                aside=f"{one.kind} · {one.by} · {clock_or_day(one.at, seconds=False)}",
            )
            for one in self._shown
        ]
        present = self._present()
        self.list.show_rows(rows, present if any(row.row_id == present for row in rows) else _first(rows))
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(min(max(len(rows), 1), _ROWS_SEEN) * theme().size.row + theme().space.one)
        self.take_back.setEnabled(bool(rows))

    def _present(self) -> str:
        row = self.list.currentIndex().row()
        return self._shown[row].id if 0 <= row < len(self._shown) else ""

    def _on_take_back(self) -> None:
        wanted = self._present()
        if wanted:
            command = DisallowWord(allowance=wanted)
            self._desk.do(
                command, initiator=self, then=lambda _: self.show_allowed(), refused=self._on_refused
            )

    def _on_refused(self, error: Exception) -> None:
        self.error.show()
        self.error.show_error(" ".join(words_of(error)))

    def _build(self) -> None:
        self.close_button = Button(self.tr("Close"), hint=self.tr("Esc"))
        self.close_button.setObjectName("close_allowed")
        self.close_button.clicked.connect(self.put_away)
        buttons = line(gap=theme().space.one)
        buttons.addWidget(self.take_back)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        for part in (self.about, self.list, self.error):
            self.body.addWidget(part)
        self.body.addSpacing(theme().space.one)
        self.body.addLayout(buttons)


def _first(rows: list[ListRow]) -> str:
    return rows[0].row_id if rows else ""
