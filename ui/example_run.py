"""Opening the example: it is played in a temporary folder, with progress and a way to stop, then opened."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.jobs import Job, JobQueue
from ui.messages import words_of
from ui.theme import theme
from ui.widgets.boxes import Card, Surface, column, line
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.progress import ProgressLine
from ui.widgets.text import Text

if TYPE_CHECKING:
    from cafaudit.progress import Progress
    from cafaudit.team.sealed_box import KdfCost

_WHOLE = 100


class ExampleRun(QObject):
    """Plays the example once. `made(identity, profile, visit)`, `given_up()`.

    Its folder is a temporary one and goes with `finish`: all of it is made up.
    """

    made = Signal(object, object, object)
    given_up = Signal()
    _said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make the window that shows how far it is."""
        super().__init__(parent)
        self.window = ExampleWindow()
        self._jobs = JobQueue(self)
        self._job: Job | None = None
        self._folder: Path | None = None
        self._said.connect(self.window.say)
        self.window.stop_wanted.connect(self._on_stop_wanted)
        self.window.back_wanted.connect(self.given_up)

    def begin(self, cost: KdfCost | None = None) -> None:
        """Start; `cost` is that of the made-up people's passphrases."""
        self._folder = Path(tempfile.mkdtemp(prefix="cafaudit-example-"))
        target = self._folder / "example"

        def work(progress: Progress) -> tuple[object, Path, Path]:
            from cafaudit.services.example import make_example
            from cafaudit.team.profile import open_profile
            from cafaudit.team.sealed_box import STRONG

            done = make_example(target, self._said.emit, progress, cost=cost or STRONG)
            profile = Path(done.profile)
            return open_profile(profile, done.passphrase), profile, Path(done.visit)

        job = Job(work)
        job.progressed.connect(self.window.show_progress)
        job.succeeded.connect(lambda result: self.made.emit(*result))
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self.given_up)
        self._job = job
        self._jobs.add(job)

    def finish(self) -> None:
        """Stop what still runs and remove the folder."""
        self._jobs.stop()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _on_stop_wanted(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_failed(self, error: Exception) -> None:
        self.window.show_refused(*words_of(error))


class ExampleWindow(Surface):
    """What is being played, step by step. `stop_wanted()`, `back_wanted()`."""

    stop_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the window before the first step."""
        super().__init__("window", parent)
        self.setObjectName("example_window")
        space, size = theme().space, theme().size
        self._lines: list[str] = []
        self._steps = Text(size="small", tone="quiet").wrapped()
        self._progress = ProgressLine()
        self._progress.stop_wanted.connect(self.stop_wanted)
        self.message = MessageBar()
        self._back = Button(self.tr("Back"))
        self._back.setObjectName("back")
        self._back.clicked.connect(self.back_wanted)
        self._back.hide()
        card = Card()
        inside = column(card, gap=space.two, margin=space.four)
        note = Text(tone="quiet").wrapped()
        note.show_text(
            self.tr(
                "One visit is played from the provider's list to the letter. Every name, case and place in "
                "it is made up; it lies in a temporary folder and goes when the program is closed."
            )
        )
        inside.addWidget(note)
        inside.addWidget(self._progress)
        inside.addWidget(self._steps)
        inside.addWidget(self.message)
        inside.addWidget(self._back)
        middle = QWidget()
        middle.setFixedWidth(size.card_wide)
        held = column(middle, gap=space.two)
        held.addWidget(Text(self.tr("The example"), size="title", strong=True))
        held.addWidget(card)
        across = line()
        across.addStretch(1)
        across.addWidget(middle)
        across.addStretch(1)
        layout = column(self)
        layout.addStretch(1)
        layout.addLayout(across)
        layout.addStretch(1)
        self.show_progress(0, 0)

    def say(self, sentence: str) -> None:
        """Add what was just done."""
        self._lines.append(sentence)
        self._steps.show_text("\n".join(self._lines))

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        percent = done * _WHOLE // total if total else 0
        self._progress.show_work(
            self.tr("Playing"), self.tr("{percent} %").format(percent=percent), done, total
        )

    def show_refused(self, message: str, advice: str) -> None:
        """Say why it stopped."""
        self._progress.clear()
        self.message.show_message("danger", f"{message} {advice}")
        self._back.show()
        self._back.setFocus()
