"""The Letter page: blocks at the left, the sheet, and what its present sentence rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cafaudit.export.letter.checks import check_letter
from cafaudit.services.documents import compose_letter, draft_number
from cafaudit.services.queries.judging import area_figures, files_read
from ui.models.letter_facts import Composed, LetterFacts
from ui.pages.letter_export import LetterExport
from ui.pages.letter_names import NameSearch
from ui.pages.letter_panel import ChecksSection, RestsSection, SentenceSection
from ui.theme import theme
from ui.widgets.boxes import Rule, column, inset
from ui.widgets.buttons import Button
from ui.widgets.grades import GradeShare
from ui.widgets.key_help import KeyGroup
from ui.widgets.letter_sheet import SheetArea, SheetMark
from ui.widgets.marked_list import MarkedColumn
from ui.widgets.page_frame import PageFrame
from ui.widgets.page_parts import PageHead
from ui.widgets.section_panel import SectionPanel

if TYPE_CHECKING:
    from cafaudit.export.letter.checks import Check
    from cafaudit.services.queries.judging import StratumCounts
    from cafaudit.services.visit import Changes
    from ui.ask_files import FileAsking
    from ui.desk import Desk
    from ui.models.letter_facts import Target

_SIGNS: dict[str, SheetMark] = {"stop": ("concern", "danger"), "warn": ("warning", "warning")}
_SENTENCE, _CHECKS = 0, 2


class LetterPage(PageFrame):
    """The letter as it would go out now, and the way from each sentence to where it comes from.

    `page_wanted(page, what)` when something has to be changed elsewhere; `letter_shown()` once a new state
    of the letter stands on the sheet.
    """

    page_wanted = Signal(str, object)
    letter_shown = Signal()

    def __init__(self, desk: Desk, files: FileAsking, parent: QWidget | None = None) -> None:
        """Make the page; nothing is composed before `show_page`."""
        super().__init__(parent)
        self.setObjectName("letter_page")
        self._desk = desk
        self._facts: LetterFacts | None = None
        self._names_looked_for = False
        self._stale = True
        self._check = ""
        self.title = self.tr("Letter")
        self.head = PageHead()
        self.next_check = Button(self.tr("Next check"), kind="quiet", hint="F7")
        self.area = SheetArea()
        self.sheet = self.area.sheet
        size, space = theme().size, theme().space
        self.blocks = MarkedColumn(width=size.list_column - space.four - space.one)
        self.sentence = SentenceSection()
        self.rests = RestsSection()
        self.checks = ChecksSection()
        self.export = LetterExport(desk, files)
        self.panel = SectionPanel("letter_panel")
        self.names = NameSearch(desk, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._compose)
        self._build()
        self._connect()

    def show_page(self) -> None:
        """Compose the letter if anything has changed since."""
        self.export.show_page()
        if self._stale:
            self._soon.start()
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_item(self, what: object) -> None:
        """Go to a sentence by its id, or to the findings of an area."""
        self._compose_if_stale()
        facts = self._facts
        if facts is not None:
            wanted = str(what)
            self._go(wanted if wanted in facts.sentences else facts.first_of(f"area/{wanted}"))

    def key_groups(self) -> tuple[KeyGroup, ...]:
        """Return the keys of this page."""
        return (
            KeyGroup(
                self.tr("Letter"),
                (
                    ("↑ ↓", self.tr("to the sentence before, to the next")),
                    ("F7", self.tr("to the next thing to settle")),
                    ("Enter", self.tr("edit the sentence at its source")),
                ),
            ),
        )

    def on_folded(self) -> None:
        """Leave the title to the header in a narrow window."""
        self._margins.setVisible(not self.folding.side_bar)

    def go_to_next_check(self) -> None:
        """Go to the next thing to settle after the present one, and from the last to the first."""
        self._compose_if_stale()
        facts = self._facts
        if facts is None or not facts.checks:
            return
        ids = [check.id for check in facts.checks]
        place = ids.index(self._check) + 1 if self._check in ids else 0
        self._choose_check(facts.checks[place % len(ids)])

    def _build(self) -> None:
        space = theme().space
        self.blocks.show_title(self.tr("Blocks"))
        self.next_check.setObjectName("next_check")
        self.head.show_head(self.title)
        self.head.row.addWidget(self.next_check)
        self._margins = inset(self.head, space.three, above=space.inset, below=space.inset)
        body = QWidget()
        layout = column(body)
        layout.addWidget(self._margins)
        layout.addWidget(Rule())
        layout.addWidget(self.area, 1)
        self.panel.set_sections(
            [
                (self.tr("Sentence"), self.sentence),
                (self.tr("Rests on"), self.rests),
                (self.tr("To settle"), self.checks),
            ],
            (self.tr("Export"), self.export),
        )
        width = theme().size.panel + 2 * space.four + space.one
        self.set_parts(body, list_column=self.blocks, panel=self.panel, panel_width=width)

    def _connect(self) -> None:
        self.blocks.row_chosen.connect(self._on_row_chosen)
        self.sheet.sentence_chosen.connect(self._on_sentence_chosen)
        self.sheet.source_wanted.connect(self._on_source_wanted)
        self.next_check.clicked.connect(self.go_to_next_check)
        self.sentence.target_wanted.connect(self._on_target_wanted)
        self.rests.target_wanted.connect(self._on_target_wanted)
        self.checks.target_wanted.connect(self._on_target_wanted)
        self.checks.check_chosen.connect(self._choose_check)
        self.names.finished.connect(self._on_names_looked_for)
        self._desk.changed.connect(self._on_changed)
        self._desk.closing.connect(self._soon.stop)
        key = QShortcut(QKeySequence("F7"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.go_to_next_check)

    def _on_changed(self, _changes: Changes, _initiator: object) -> None:
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def _compose_if_stale(self) -> None:
        if self._stale:
            self._compose()

    def _compose(self) -> None:
        self._soon.stop()
        self._stale = False
        picture = self._desk.picture
        letter = compose_letter(picture)
        draft = draft_number(self._desk.visit, picture.digest)
        self._names_looked_for = False
        self._facts = LetterFacts(Composed(letter, picture, check_letter(letter, picture), draft))
        self.sheet.show_letter(letter, picture, draft, self.sheet.present)
        self._show_facts(self._facts)
        self.letter_shown.emit()
        self.names.begin(letter)

    def _on_names_looked_for(self, found: tuple[Check, ...]) -> None:
        facts = self._facts
        if facts is None:
            return
        self._names_looked_for = True
        checks = (*facts.checks, *found)
        self._facts = LetterFacts(Composed(facts.letter, facts.picture, checks, facts.draft))
        self._show_facts(self._facts)

    def _show_facts(self, facts: LetterFacts) -> None:
        self.head.show_head(self.title, self._state(facts))
        self.export.show_draft(facts.draft)
        self.sheet.show_marks(
            {check.sentence: _SIGNS[check.severity] for check in reversed(facts.checks) if check.sentence}
        )
        checks = [(check, facts.short(check), facts.where(check)) for check in facts.checks]
        self.checks.show_checks(checks, self._held(facts))
        self.panel.show_count(_CHECKS, str(len(checks)) if checks else "")
        self._show_sentence(self.sheet.present)

    def _state(self, facts: LetterFacts) -> str:
        picture = facts.picture
        places = [area.id for area in picture.framework.areas]
        final = {one.area for one in picture.judgements if one.stage == "final" and one.grade}
        said = self.tr("judgements final") if final.issuperset(places) else self.tr("provisional")
        read, drawn = files_read(picture)
        files = self.tr("on {read} of {drawn} files").format(read=read, drawn=drawn)
        draft = self.tr("Draft {number}").format(number=facts.draft)
        return f"{draft} · {said}, {files}"

    def _held(self, facts: LetterFacts) -> list[str]:
        kinds = {check.id.partition("/")[0] for check in facts.checks}
        tied = self.tr("{count} sentences tied to counts or evidence").format(count=facts.tied)
        held = [tied]
        if not kinds & {"ungraded", "provisional"}:
            held.append(self.tr("Every judgement is final, and its words agree with it"))
        if self._names_looked_for and "identifier" not in kinds:
            held.append(self.tr("No name, date or number of a person found"))
        if "missing" not in kinds:
            held.append(self.tr("No fact is missing"))
        if "concern" not in kinds:
            held.append(self.tr("No concern is open"))
        return held

    def _show_sentence(self, sentence_id: str) -> None:
        facts = self._facts
        if facts is None or sentence_id not in facts.sentences:
            return
        row = facts.row_at(sentence_id)
        self.blocks.show_marked(facts.rows, row)
        words = next((one.text for one in facts.rows if one.row_id == row), "")
        draft = self.tr("Draft {number} · {count} to settle").format(
            number=facts.draft, count=len(facts.checks)
        )
        self.show_where(words, draft)
        checks = facts.checks_of(sentence_id)
        if self._check not in {check.id for check in checks} and checks:
            self._check = checks[0].id
        self.sentence.show_sentence(facts.place_of(sentence_id), checks, self._source())
        self._show_files(facts, facts.area_of(sentence_id))
        rests = facts.rests_of(sentence_id)
        self.rests.show_rests(rests)
        self.panel.show_count(1, str(len(rests)) if rests else "")
        self.checks.show_present(self._check)

    def _show_files(self, facts: LetterFacts, area: str) -> None:
        whole = area_figures(facts.picture, area).whole if area else None
        scale_id = facts.picture.framework.file_scale
        if whole is None or scale_id is None or not whole.tally.files:
            self.sentence.show_files((), 0, "")
            return
        grades = facts.picture.framework.scale(scale_id).grades
        shares = tuple(
            GradeShare(grade.letter, grade.word, grade.rung, whole.tally.count(grade.id)) for grade in grades
        )
        rungs = max(grade.rung for grade in grades)
        self.sentence.show_files(shares, rungs, self._files_words(shares, whole))

    def _files_words(self, shares: tuple[GradeShare, ...], whole: StratumCounts) -> str:
        counts = ", ".join(f"{share.count} {share.word.lower()}" for share in shares if share.count)
        said = counts or self.tr("none graded")
        words = self.tr("Random files in this area: {counts}.").format(counts=said)
        outside = whole.tally.not_applicable
        if outside:
            words += self.tr(" Not applicable in the other {count}.").format(count=outside)
        return words

    def _choose_check(self, check: Check) -> None:
        facts = self._facts
        if facts is None:
            return
        self._check = check.id
        on_sheet = check.sentence in facts.sentences
        self.checks.show_cure("" if on_sheet else check.cure, facts.target_of(check))
        if on_sheet:
            self._go(check.sentence)
            self.panel.show_section(_SENTENCE)
        self.checks.show_present(check.id)

    def _go(self, sentence_id: str) -> None:
        if sentence_id:
            self.sheet.show_present(sentence_id)
            self._show_sentence(sentence_id)

    def _on_row_chosen(self, row_id: str) -> None:
        if self._facts is not None:
            self._go(self._facts.first_of(row_id))
            self.close_list()

    def _on_sentence_chosen(self, sentence_id: str) -> None:
        self.checks.show_cure("", None)
        self._show_sentence(sentence_id)

    def _on_source_wanted(self) -> None:
        target = self._source()
        if target is not None:
            self._on_target_wanted(target)

    def _source(self) -> Target | None:
        """Return where the present sentence is changed: at the fact that is to settle, if one is."""
        facts, present = self._facts, self.sheet.present
        if facts is None:
            return None
        missing = (one for one in facts.checks_of(present) if one.id == self._check)
        named = (facts.target_of(one) for one in missing if one.id.startswith("missing/"))
        return next((target for target in named if target is not None), facts.source_of(present))

    def _on_target_wanted(self, target: Target) -> None:
        self.page_wanted.emit(target.page, target.what or None)
