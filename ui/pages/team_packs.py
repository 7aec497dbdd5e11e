"""Packs: making one for somebody, and taking in what came back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cafaudit.services.clock import utc_now
from cafaudit.services.exchange import merge, pack_for
from cafaudit.services.visit import Changes
from ui.jobs import Job
from ui.theme import theme
from ui.widgets.boxes import column, line
from ui.widgets.buttons import Button
from ui.widgets.choices import ComboField
from ui.widgets.fields import Field
from ui.widgets.page_parts import SectionHead
from ui.widgets.progress import ProgressLine
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.domain.picture import Person
    from cafaudit.progress import Progress
    from cafaudit.services.exchange import Merged, Packed
    from cafaudit.services.visit import Visit
    from cafaudit.team.identity import Identity
    from ui.ask_files import FileAsking
    from ui.desk import Desk

_EVERYBODY = "*"
_PACK = ".cafpack"


class PacksSection(QWidget):
    """Two deeds beside each other, with their progress below.

    `packed(Packed)` and `merged(Merged)` after each, `failed(error)` instead.
    """

    packed = Signal(object)
    merged = Signal(object)
    failed = Signal(object)

    def __init__(
        self, desk: Desk, identity: Identity, files: FileAsking, parent: QWidget | None = None
    ) -> None:
        """Make it for somebody, who signs the packs and can open what is addressed to them."""
        super().__init__(parent)
        self._desk, self._identity, self._files = desk, identity, files
        self._others: tuple[Person, ...] = ()
        self._job: Job | None = None
        space = theme().space
        self.merge = Button(self.tr("Merge a pack…"))
        self.merge.setObjectName("merge_pack")
        self.recipient = ComboField()
        self.recipient.setObjectName("pack_recipient")
        self.make = Button(self.tr("Make a pack…"))
        self.make.setObjectName("make_pack")
        self.progress = ProgressLine()
        self._nobody = Text(
            self.tr("Packs can be made once somebody else is in the team."), size="small", tone="quiet"
        )
        row = line(gap=space.one)
        self._for = Field(self.tr("Pack for"), self.recipient, error_lines=0)
        self._for.setMaximumWidth(theme().size.meter_w)
        row.addWidget(self._for, 1)
        low = column()
        low.addStretch(1)
        low.addWidget(self.make)
        row.addLayout(low)
        row.addStretch(1)
        high = column()
        high.addStretch(1)
        high.addWidget(self.merge)
        row.addLayout(high)
        layout = column(self, gap=space.one)
        layout.addWidget(SectionHead(self.tr("Packs"), self.tr("by stick, folder or e-mail")))
        layout.addLayout(row)
        layout.addWidget(self._nobody)
        layout.addWidget(self.progress)
        self.merge.clicked.connect(self._on_merge)
        self.make.clicked.connect(self._on_make)
        self.progress.stop_wanted.connect(self._on_stop)

    def show_people(self, people: Sequence[Person]) -> None:
        """Show for whom packs can be made."""
        me = self._identity.author
        self._others = tuple(person for person in people if person.key != me)
        choices = [(person.key, person.code or person.name, "") for person in self._others]
        if len(choices) > 1:
            choices.append((_EVERYBODY, self.tr("Everybody else"), ""))
        chosen = self.recipient.currentData()
        self.recipient.show_choices(tuple(choices), str(chosen or ""))
        self._for.setVisible(bool(choices))
        self.make.setVisible(bool(choices))
        self._nobody.setVisible(not choices)

    def _on_make(self) -> None:
        if self._job is not None:  # the buttons keep the keyboard meanwhile
            return
        key = str(self.recipient.currentData())
        whom = [person.key for person in self._others if key in {person.key, _EVERYBODY}]
        suggested = Path.home() / f"{self._desk.path.stem} for {self.recipient.currentText()}{_PACK}"
        path = self._files.save_file(self, self.tr("Make a pack"), suggested, self.tr("Packs (*.cafpack)"))
        if path is None:
            return
        target = path if path.suffix else path.with_suffix(_PACK)
        visit, identity = self._desk.visit, self._identity

        def work(_: Progress) -> Packed:
            return pack_for(visit, identity, whom, target)

        job = self._begin(Job(work), self.tr("Writing the pack"))
        job.succeeded.connect(self.packed)
        self._desk.run(job)

    def _on_merge(self) -> None:
        if self._job is not None:
            return
        path = self._files.open_file(self, self.tr("A pack that came in"), self.tr("Packs (*.cafpack)"))
        if path is None:
            return
        visit, identity = self._desk.visit, self._identity

        def work(progress: Progress) -> tuple[Merged, frozenset[str]]:
            progress.step(0, 1)
            merged = merge(visit, identity, [path])
            return merged, _all_cells(visit)

        job = self._begin(Job(work), self.tr("Merging {name}").format(name=path.name))
        job.succeeded.connect(self._on_merged)
        self._desk.run(job)

    def _begin(self, job: Job, title: str) -> Job:
        self._job = job
        self.progress.show_work(title, "", 0, 1)
        job.failed.connect(self.failed)
        job.finished.connect(self._on_finished)
        return job

    def _on_merged(self, result: tuple[Merged, frozenset[str]]) -> None:
        merged, cells = result
        self._desk.forget()
        summary = self.tr("Pack merged: {new} new").format(new=merged.new)
        self._desk.changed.emit(Changes((), {}, summary, utc_now(), cells), self)
        self.merged.emit(merged)

    def _on_finished(self) -> None:
        self._job = None
        self.progress.clear()

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()


def _all_cells(visit: Visit) -> frozenset[str]:
    """Return every cell that holds a value: what a pack brought may have changed any of them."""
    with visit.reading() as read:
        return frozenset(value.cell for value in read.tables.all())
