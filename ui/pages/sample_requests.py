"""The last step of the Sample page: each office is asked for its files, and files are dealt to readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cafaudit.services.drawn_files import reserves_for
from cafaudit.services.queries.requests import OfficeCount, office_counts
from ui.models.request_rows import office_columns
from ui.models.rows import RowsModel
from ui.models.sample_state import SampleState, count_of
from ui.pages.request_files import RequestFiles
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.widgets.boxes import column, empty, line
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.choices import CheckBox
from ui.widgets.page_parts import SectionHead
from ui.widgets.simple_table import SimpleTable
from ui.widgets.tabs import Tab
from ui.widgets.text import Text

if TYPE_CHECKING:
    from cafaudit.services.request_lists import RequestList


_MOST_ADDED = 12


class RequestsStep(Step):
    """Offices at the left with who reads, the files of the office that is chosen at the right.

    `save_wanted(office, ending)`, `save_all_wanted(ending)`, `print_wanted(office)`, `print_all_wanted()`,
    `deal_wanted(codes)`, `reading_wanted()`. What is done with files is said by `files`.
    """

    save_wanted = Signal(str, str)
    save_all_wanted = Signal(str)
    print_wanted = Signal(str)
    print_all_wanted = Signal()
    deal_wanted = Signal(object)
    reading_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__("sample_requests", left_width=theme().size.card)
        self._offices: RowsModel[OfficeCount] = RowsModel(office_columns())
        self._lists: tuple[RequestList, ...] = ()
        self._state: SampleState | None = None
        self.offices = SimpleTable(self._offices, fits=True)
        self.offices.setObjectName("offices")
        self.offices.setAccessibleName(self.tr("Offices"))
        self.files = RequestFiles()
        self.kind = ChoiceRow(((".xlsx", self.tr("Spreadsheets")), (".csv", self.tr("csv"))), ".xlsx")
        self.kind.setObjectName("request_kind")
        self.kind.set_name(self.tr("Kind of file"))
        self.save_all = Button(self.tr("Save all lists…"))
        self.save_all.setObjectName("save_all_requests")
        self.print_all = Button(self.tr("Print all"))
        self.print_all.setObjectName("print_all_requests")
        self.deal = Button(self.tr("Deal the files"))
        self.deal.setObjectName("deal_files")
        self._ticks: dict[str, CheckBox] = {}
        self._rows = column(gap=theme().space.half)
        self._readers = Text(tone="quiet").wrapped()
        self._reserves = Text(size="small", tone="quiet").wrapped()
        self._late = Text(size="small", tone="quiet").wrapped()
        self._added = QWidget()
        self._added.setObjectName("added_by_hand")
        self._added_count = SectionHead()
        self._added_files = Text().wrapped()
        self._lay_out()
        self._connect()

    @property
    def office(self) -> str | None:
        """The office that is in front, None before there is any."""
        place = self.offices.currentIndex().row()
        return self._lists[place].office if 0 <= place < len(self._lists) else None

    def show_state(self, state: SampleState) -> None:
        """Show the lists and who reads; the office in front stays in front."""
        before = self.office
        self._state = state
        self._lists = state.requests
        counts = office_counts(file for one in self._lists for file in one.files)
        self._offices.replace_rows(counts)
        place = next((at for at, one in enumerate(self._lists) if one.office == before), 0)
        self.offices.show_present(place if self._lists else -1)
        self._show_office()
        self.files.set_initials(state.me)
        self._show_readers(state)
        self._show_notes(state)

    def on_folded(self, *, narrow: bool) -> None:
        """Say the keys beside the action where the buttons that have them may be out of sight."""
        keys = self.tr("A asked · Space produced · N not produced · T turned up")
        self.note.show_text(keys if narrow else "")

    def show_done(self, text: str) -> None:
        """Say above the foot what was done."""
        self.message.show_message("notice", text)

    def _lay_out(self) -> None:
        space = theme().space
        left = column(self.left, gap=space.one)
        left.setContentsMargins(space.three, space.two, space.three, space.two)
        left.addWidget(SectionHead(self.tr("Request lists"), self.tr("one for each office, by reference")))
        left.addWidget(self.offices)
        row = line(gap=space.one)
        row.addWidget(self.print_all)
        row.addWidget(self.save_all)
        row.addWidget(self.kind)
        row.addStretch(1)
        left.addLayout(row)
        left.addSpacing(space.two)
        left.addWidget(SectionHead(self.tr("Who reads")))
        left.addWidget(self._readers)
        left.addLayout(self._rows)
        deal = line()
        deal.addWidget(self.deal)
        deal.addStretch(1)
        left.addLayout(deal)
        left.addWidget(self._reserves)
        left.addWidget(self._added)
        left.addSpacing(space.two)
        left.addWidget(SectionHead(self.tr("A file that turns up late")))
        left.addWidget(self._late)
        left.addStretch(1)
        self._lay_out_added()
        right = column(self.right)
        right.setContentsMargins(space.three, space.two, space.three, space.two)
        right.addWidget(self.files, 1)
        self.primary.show_text(self.tr("Begin reading"))

    def _lay_out_added(self) -> None:
        space = theme().space
        added = column(self._added, gap=space.one)
        added.addSpacing(space.one)
        added.addWidget(self._added_count)
        added.addWidget(self._added_files)
        about = self.tr(
            "They are on the Read page and counted apart. Ask for them yourself: the lists hold drawn files."
        )
        added.addWidget(Text(about, size="small", tone="quiet").wrapped())

    def _connect(self) -> None:
        self.pressed.connect(self.reading_wanted)
        self.offices.row_chosen.connect(lambda _: self._show_office())
        self.offices.row_opened.connect(lambda _: self.turn_to(self.files.table))
        self.save_all.clicked.connect(lambda: self.save_all_wanted.emit(self.kind.value))
        self.print_all.clicked.connect(self.print_all_wanted)
        self.files.save_wanted.connect(lambda: self.save_wanted.emit(self.office or "", self.kind.value))
        self.files.print_wanted.connect(lambda: self.print_wanted.emit(self.office or ""))
        self.deal.clicked.connect(self._on_deal)

    def _show_office(self) -> None:
        place = self.offices.currentIndex().row()
        self.files.setVisible(bool(self._lists))
        if 0 <= place < len(self._lists) and self._state is not None:
            listed = self._lists[place]
            saved = self._state.saved.get(listed.office, "")
            self.files.show_office(self._offices.row_at(place), listed.files, saved)
            offices, files = f"{len(self._lists):,}", f"{len(listed.files):,}"
            self.show_tabs(Tab(self.tr("Offices"), offices), Tab(listed.title, files))

    def _show_notes(self, state: SampleState) -> None:
        places = [place for queue in state.queues for place in queue.places]
        left = [
            (queue.stratum, len(reserves_for(places, queue.stratum, state.me, leads=state.leads)))
            for queue in state.queues
        ]
        held = "; ".join(f"{stratum} {count:,}" for stratum, count in left if count)
        words = self.tr("Reserves that you can take: {held}.").format(held=held)
        self._reserves.show_text(words if held else self.tr("No reserve is left for you to take."))
        self._late.show_text(state.draw.late_rule if state.draw is not None else "")
        self._added.setVisible(bool(state.added))
        self._added_count.show_head(self.tr("Added by hand"), f"{len(state.added):,}")
        named = ", ".join(f"{case} ({mode})" for case, mode in state.added[:_MOST_ADDED])
        more = len(state.added) - _MOST_ADDED
        self._added_files.show_text(
            self.tr("{files} and {more} more").format(files=named, more=more) if more > 0 else named
        )

    def _show_readers(self, state: SampleState) -> None:
        empty(self._rows)
        self._ticks = {}
        total = sum(state.readers.values())
        files = count_of(total, self.tr("file"), self.tr("files"))
        several = len(state.members) > 1
        self.deal.setVisible(several and state.leads)
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
            tick.setEnabled(state.leads)
            self._ticks[code] = tick
            self._rows.addWidget(tick)
        self.deal.show_text(self.tr("Deal the files") if undealt == total else self.tr("Deal again"))

    def _on_deal(self) -> None:
        self.deal_wanted.emit(tuple(code for code, tick in self._ticks.items() if tick.isChecked()))
