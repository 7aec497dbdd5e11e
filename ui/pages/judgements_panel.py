"""The panel of the Judgements page: suggestion, decision, the words of a judgement, what would change it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cafaudit.domain.picture import Judgement
from cafaudit.domain.vocabulary import OVERALL
from cafaudit.journal.records import LEADS
from cafaudit.services.commands.judging import GiveJudgement
from ui.models.judging_rows import grade_of, mark_of
from ui.pages.kept_text import KeptText
from ui.theme import theme
from ui.when import clock_or_day
from ui.widgets.boxes import column, empty, line
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.fields import ErrorLine, Field
from ui.widgets.grade_slots import GradeSlots, slots_of
from ui.widgets.grades import GradeMark
from ui.widgets.page_parts import SectionHead
from ui.widgets.plain_table import Heading, PlainTable
from ui.widgets.text import Run, Text
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from cafaudit.domain.overall import Suggestion
    from cafaudit.domain.picture import Picture
    from cafaudit.errors import CafAuditError
    from ui.desk import Desk

PROVISIONAL, FINAL = "provisional", "final"
_WORDS = ("grade", "scope", "sentence", "qualifier", "residual", "reasons", "departure")


class SuggestionSection(QWidget):
    """What the files or the areas suggest, with the reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        space = theme().space
        self.mark = GradeMark()
        self.word = Text()
        self.reason = Text(size="small", tone="quiet").wrapped()
        row = line(gap=space.one)
        row.addWidget(self.mark)
        row.addWidget(self.word, 1)
        right = column(gap=space.half // 2)
        right.addLayout(row)
        right.addWidget(self.reason)
        label = Text(self.tr("Suggested"), size="small", tone="quiet")
        label.setFixedWidth(theme().size.answer_word)
        layout = line(self, gap=0)
        left = column()
        left.addWidget(label)
        left.addStretch(1)
        layout.addLayout(left)
        layout.addLayout(right, 1)

    def show_suggestion(self, suggestion: Suggestion, picture: Picture) -> None:
        """Show a suggested grade, or why there is none."""
        framework = picture.framework
        grade = None if suggestion.grade is None else grade_of(framework, suggestion.grade)
        mark = mark_of(framework, suggestion.grade or "")
        self.mark.setVisible(grade is not None)
        if grade is not None:
            self.mark.show_grade(mark.letter, grade.word, mark.rung, mark.rungs)
        self.word.show_text(self.tr("Nothing") if grade is None else grade.word)
        self.reason.show_text(". ".join(suggestion.reasons))


class JudgementForm(QWidget):
    """The decision and its words, provisional or final; each is saved on leaving its field.

    `stage_changed()` when the other stage is looked at.
    """

    stage_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the form of a visit; see `show_judgement`."""
        super().__init__(parent)
        self._desk = desk
        self._area = ""
        self._standing = Judgement(area="", stage=PROVISIONAL)
        self._before: Judgement | None = None
        self._wished = ""
        framework = desk.framework
        scale = None if framework.area_scale is None else framework.scale(framework.area_scale)
        self.stages = ChoiceRow(
            ((PROVISIONAL, self.tr("Provisional")), (FINAL, self.tr("Final"))), PROVISIONAL
        )
        self.stages.setObjectName("stage")
        self.head = SectionHead()
        self._saved = Text(size="small", tone="quiet")
        self.suggestion = SuggestionSection()
        self.slots = GradeSlots()
        self.refusal = ErrorLine(lines=3)
        self.take_over = Button(self.tr("Take over the provisional judgement"))
        self.take_over.setObjectName("take_over")
        grades = () if scale is None else scale.grades
        self.slots.show_slots(
            slots_of([(g.id, g.letter, g.word, g.rung) for g in grades]), self.tr("Decision")
        )
        self._is_graded = bool(grades)
        self._may_judge = True
        self.fields: dict[str, KeptText] = {}
        self._areas: dict[str, Field] = {}
        self._build()
        self.stages.chosen.connect(self._on_stage_chosen)
        self.slots.grade_chosen.connect(self._on_grade_chosen)
        self.take_over.clicked.connect(self._on_take_over)

    @property
    def stage(self) -> str:
        """The stage that is shown."""
        return self.stages.value

    def show_stage(self, stage: str) -> None:
        """Show a stage without a word."""
        self.stages.show_value(stage)

    def show_judgement(self, picture: Picture, area: str, suggestion: Suggestion) -> None:
        """Show the judgement of an area, or of the whole, at the present stage."""
        if area != self._area:
            self._wished = ""
            self.refusal.clear()
        self._area = area
        found = {(j.area, j.stage): j for j in picture.judgements}
        self._standing = found.get((area, self.stage), Judgement(area=area, stage=self.stage))
        self._before = found.get((area, PROVISIONAL))
        final = self.stage == FINAL
        self.head.show_head(self.tr("Final judgement") if final else self.tr("Provisional judgement"))
        at = self._standing.at
        self._saved.show_text(self.tr("Saved {when}").format(when=clock_or_day(at)) if at else "")
        self.suggestion.show_suggestion(suggestion, picture)
        self.slots.show_grade(self._standing.grade)
        offered = final and not self._standing.grade and self._before is not None and bool(self._before.grade)
        self.take_over.setVisible(offered)
        self._show_words(area)
        self._show_allowed(picture)

    def flush(self) -> None:
        """Save what is being typed."""
        for field in self.fields.values():
            field.flush()

    def _build(self) -> None:
        space = theme().space
        names = {
            "scope": (self.tr("Scope"), 1, 2),
            "qualifier": (self.tr("Qualifier"), 2, 6),
            "residual": (self.tr("Still to do"), 2, 6),
            "reasons": (self.tr("Why"), 2, 8),
            "departure": (self.tr("Why it departs from the suggestion"), 2, 6),
            "sentence": (self.tr("In words, for the letter"), 2, 6),
        }
        self.stages.set_name(self.tr("Stage of the judgement"))
        layout = column(self, gap=space.half)
        layout.addWidget(self.head)
        stage = line(gap=theme().space.one)
        stage.addWidget(self.stages)
        stage.addStretch(1)
        stage.addWidget(self._saved)
        layout.addLayout(stage)
        layout.addSpacing(space.half)
        layout.addWidget(self.suggestion)
        self._decision = Text(self.tr("Decision"), size="small", tone="quiet")
        self._decision.setBuddy(self.slots)
        layout.addWidget(self._decision)
        layout.addWidget(self.slots)
        layout.addWidget(self.refusal)
        layout.addWidget(self.take_over)
        for name, (label, least, most) in names.items():
            area = TextArea(least=least, most=most)
            area.setObjectName(f"judgement_{name}")
            self._areas[name] = Field(label, area, error_lines=0)
            self.fields[name] = KeptText(self._desk, area, self._commit)
            layout.addWidget(self._areas[name])
        for part in (self.suggestion, self._decision, self.slots):
            part.setVisible(self._is_graded)

    def _show_allowed(self, picture: Picture) -> None:
        """Lock the form for everybody but the lead; keep a line free where a decision may be refused."""
        roles = {person.key: person.role for person in picture.people}
        self._may_judge = roles.get(self._desk.visit.author.key) in LEADS
        self.slots.setEnabled(self._may_judge)
        for field in self._areas.values():
            if isinstance(field.control, TextArea):
                field.control.show_locked(not self._may_judge)
        self.take_over.setVisible(self.take_over.isVisibleTo(self) and self._may_judge)
        self.refusal.setVisible(self._is_graded and (self._area == OVERALL or not self._may_judge))
        if not self._may_judge:
            self.refusal.show_hint(self.tr("Only the lead judges. You can read here what the lead decided."))

    def _show_words(self, area: str) -> None:
        with self._desk.visit.reading() as read:
            drafts = read.local.drafts()
        for name, field in self.fields.items():
            place = f"judgement/{area}/{self.stage}/{name}"
            draft = drafts.get(place)
            field.show_text(place, getattr(self._standing, name), "" if draft is None else draft.text)
        self._areas["departure"].setVisible(area == OVERALL and self._is_graded)
        self._areas["sentence"].setVisible(not self._is_graded or bool(self._standing.sentence))

    def _commit(self, place: str, text: str, _before: str) -> None:
        _, area, stage, name = place.split("/")
        command = GiveJudgement(area=area, stage=stage)
        command = replace(command, **{name: text})
        if name == "departure" and self._wished and stage == self.stage and area == self._area:
            command = replace(command, grade=self._wished)
        self._give(command)

    def _on_grade_chosen(self, grade: str) -> None:
        self._wished = grade
        self._give(GiveJudgement(area=self._area, stage=self.stage, grade=grade))

    def _on_take_over(self) -> None:
        if self._before is None:
            return
        words = {name: getattr(self._before, name) or None for name in _WORDS}
        self._give(GiveJudgement(area=self._area, stage=FINAL, **words))

    def _on_stage_chosen(self, _stage: str) -> None:
        self.flush()
        self.stage_changed.emit()

    def _give(self, command: GiveJudgement) -> None:
        def refused(error: CafAuditError) -> None:
            self.refusal.show()
            self.refusal.show_error(f"{error.message} {error.advice}")
            self.slots.show_grade(self._standing.grade)
            self._put_back(command)

        def then(_: object) -> None:
            self._wished = ""
            self.refusal.clear()

        self._desk.do(command, then=then, refused=refused)

    def _put_back(self, command: GiveJudgement) -> None:
        """Let refused words count as unsaved, so that leaving their field tries again."""
        for name, field in self.fields.items():
            if getattr(command, name) is not None:
                field.put_back(getattr(self._standing, name))


class ChangeSection(QWidget):
    """What would change the suggestion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self._rows = column()
        layout = column(self, gap=theme().space.half)
        layout.addWidget(SectionHead(self.tr("What would change it")))
        layout.addLayout(self._rows)

    def show_rows(self, rows: list[tuple[str, str]], nothing: str) -> None:
        """Show pairs of what and how much; `nothing` is said when there are none."""
        empty(self._rows)
        if not rows:
            self._rows.addWidget(Text(nothing, size="small", tone="quiet").wrapped())
        if rows:
            table = PlainTable(lined=False, row_height=theme().size.control_small)
            table.show_rows(
                (Heading("", stretch=True), Heading("", right=True)),
                [(Run(what, size="small"), Run(much, size="small")) for what, much in rows],
            )
            self._rows.addWidget(table)
