"""The last step of the Sample page: each office is asked for its files, which are dealt to readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.models.sample_state import SampleState, count_of
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.when import day_and_clock
from ui.widgets.boxes import column, empty, line
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.choices import CheckBox
from ui.widgets.page_parts import SectionHead
from ui.widgets.plain_table import Heading, PlainTable
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cafaudit.services.request_lists import RequestList


class RequestsStep(Step):
    """Request lists and readers.

    `save_wanted(office, ending)`, `save_all_wanted(ending)`, `print_wanted(office)`, `deal_wanted(codes)`,
    `reading_wanted()`.
    """

    save_wanted = Signal(str, str)
    save_all_wanted = Signal(str)
    print_wanted = Signal(str)
    deal_wanted = Signal(object)
    reading_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__("sample_requests", right_width=theme().size.card)
        self.table = PlainTable()
        self.kind = ChoiceRow(((".xlsx", self.tr("Spreadsheets")), (".csv", self.tr("csv"))), ".xlsx")
        self.kind.setObjectName("request_kind")
        self.kind.set_name(self.tr("Kind of file"))
        self.save_all = Button(self.tr("Save all lists…"))
        self.save_all.setObjectName("save_all_requests")
        self.deal = Button(self.tr("Deal the files"))
        self.deal.setObjectName("deal_files")
        self._ticks: dict[str, CheckBox] = {}
        self._rows = column(gap=theme().space.half)
        self._readers = Text(tone="quiet").wrapped()
        self._lay_out()
        self.primary.show_text(self.tr("Begin reading"))
        self.pressed.connect(self.reading_wanted)
        self.save_all.clicked.connect(lambda: self.save_all_wanted.emit(self.kind.value))
        self.deal.clicked.connect(self._on_deal)

    def show_state(self, state: SampleState) -> None:
        """Show the lists and who reads."""
        headings = (
            Heading(self.tr("Office"), stretch=True),
            Heading(self.tr("Files"), right=True),
            Heading(self.tr("Saved or printed"), stretch=True),
            Heading(""),
            Heading("", right=True),
        )
        self.table.show_rows(headings, [self._row(one, state) for one in state.requests])
        self._show_readers(state)

    def show_done(self, text: str) -> None:
        """Say above the foot what was done."""
        self.message.show_message("notice", text)

    def _lay_out(self) -> None:
        space = theme().space
        left = column(self.left, gap=space.one)
        left.setContentsMargins(space.three, space.two, space.three, space.two)
        left.addWidget(SectionHead(self.tr("Request lists"), self.tr("one for each office, by reference")))
        left.addWidget(self.table)
        row = line(gap=space.two)
        row.addWidget(self.save_all)
        row.addWidget(self.kind)
        row.addStretch(1)
        left.addSpacing(space.one)
        left.addLayout(row)
        left.addStretch(1)
        right = column(self.right, gap=space.one)
        right.setContentsMargins(space.three, space.two, space.three, space.two)
        right.addWidget(SectionHead(self.tr("Who reads")))
        right.addWidget(self._readers)
        right.addLayout(self._rows)
        deal = line()
        deal.addWidget(self.deal)
        deal.addStretch(1)
        right.addLayout(deal)
        right.addStretch(1)

    def _row(self, listed: RequestList, state: SampleState) -> tuple[str | Run | QWidget, ...]:
        save, printing = Button(self.tr("Save…"), kind="link"), Button(self.tr("Print"), kind="link")
        for button, verb in ((save, "save"), (printing, "print")):
            button.setObjectName(f"{verb}_request_{listed.office}")
            button.setAccessibleName(f"{button.text()} {listed.title}")
        save.clicked.connect(lambda: self.save_wanted.emit(listed.office, self.kind.value))
        printing.clicked.connect(lambda: self.print_wanted.emit(listed.office))
        at = state.saved.get(listed.office, "")
        when = day_and_clock(at, seconds=False) if at else self.tr("not yet")
        return listed.title, f"{len(listed.rows):,}", Run(when, "quiet"), save, printing

    def _show_readers(self, state: SampleState) -> None:
        empty(self._rows)
        self._ticks = {}
        total = sum(state.readers.values())
        files = count_of(total, self.tr("file"), self.tr("files"))
        several = len(state.members) > 1
        self.deal.setVisible(several)
        if not several:
            self._readers.show_text(
                self.tr("You read all {files}: nobody else is in the team yet.").format(files=files)
            )
            return
        undealt = state.readers.get("", 0)
        words = (
            self.tr("{count} of {files} have no reader yet. They are dealt in turn within each stratum.")
            if undealt
            else self.tr("All {files} have a reader.")
        )
        self._readers.show_text(words.format(count=undealt, files=files))
        for code in state.members:
            count = state.readers.get(code, 0)
            words = f"{code} · {count_of(count, self.tr('file'), self.tr('files'))}" if count else code
            tick = CheckBox(words)
            tick.setObjectName(f"reader_{code}")
            tick.setChecked(bool(count) or undealt == total)
            self._ticks[code] = tick
            self._rows.addWidget(tick)
        self.deal.show_text(self.tr("Deal the files") if undealt == total else self.tr("Deal again"))

    def _on_deal(self) -> None:
        self.deal_wanted.emit(tuple(code for code, tick in self._ticks.items() if tick.isChecked()))
