"""A file as rows of questions and answers: the framework and one reading in, plain rows out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.asking import all_answerable, asking
from cafaudit.domain.framework import NO, NOT_APPLICABLE, YES, Area, Aspect
from ui.when import full_day
from ui.widgets.answer_rows import AnswerRow, Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cafaudit.domain.framework import Framework, GradeScale
    from cafaudit.domain.picture import Answer
    from cafaudit.services.queries.reading import CasePage

FOLD = "more questions"
"""The id of the row that folds further questions away; no item can have it, as ids hold no blank."""

CLOSED_STATES = frozenset({"locked", "not_produced"})
"""States of a reading in which answers can be seen and not changed."""

_MOST_KEYS = 9


@dataclass(frozen=True, slots=True)
class Shown:
    """How a person looks at a file: whether the folded questions show, and which presets they overrode."""

    unfolded: bool = False
    overridden: frozenset[str] = field(default_factory=frozenset)


def rows_of(framework: Framework, page: CasePage, shown: Shown) -> tuple[AnswerRow, ...]:
    """Return every question of a file, area by area, core ones first; the others behind their fold."""
    maker = _RowMaker(framework, page, shown)
    rows = [maker.row(item) for item in asked_items(framework, maker.given)]
    more = more_items(framework, maker.given)
    if more:
        rows.append(maker.fold(more))
    if shown.unfolded:
        rows += [maker.row(aspect) for aspect in more]
    return tuple(rows)


def asked_items(framework: Framework, given: Mapping[str, str]) -> Iterator[Area | Aspect]:
    """Give every area and the core aspects that a file can answer, or that were answered all the same."""
    for area in framework.areas:
        yield area
        for aspect in framework.aspects_of(area.id, core=True):
            if all_answerable(framework, aspect) or given.get(aspect.id):
                yield aspect


def more_items(framework: Framework, given: Mapping[str, str]) -> list[Aspect]:
    """Return the folded aspects that a file can answer, area by area."""
    folded = (aspect for area in framework.areas for aspect in framework.aspects_of(area.id, core=False))
    return [aspect for aspect in folded if all_answerable(framework, aspect) or given.get(aspect.id)]


def first_unanswered(rows: tuple[AnswerRow, ...]) -> str:
    """Return the row at which reading goes on: the first without an answer, else the first that takes one."""
    takers = [row for row in rows if row.slot_count]
    waiting = next((row for row in takers if not row.answer), None)
    first = waiting or next(iter(takers), None)
    return "" if first is None else first.item_id


def options_of(framework: Framework, item: Area | Aspect) -> tuple[Option, ...]:
    """Return the answers that an item offers with their keys, "not applicable" last."""
    scale = framework.scale_of(item)
    hollow = Option(
        value=NOT_APPLICABLE, letter=_tr("n.a."), word=_tr("Not applicable"), key="0", hollow=True
    )
    if isinstance(item, Area) and scale is None:
        return ()
    return (*_plain_options(item, scale), hollow)


def lowest_rung(scale: GradeScale | None) -> int:
    """Return the lowest rung of a scale, 0 without one."""
    return max((grade.rung for grade in scale.grades), default=0) if scale is not None else 0


def manager_gap(scale: GradeScale, own: str, manager: str) -> int | None:
    """Return by how many grades the manager stands above (+) or below (-) one's own; None without both."""
    known = {grade.id for grade in scale.grades}
    if own not in known or manager not in known:
        return None
    return scale.position(own) - scale.position(manager)


def _plain_options(item: Area | Aspect, scale: GradeScale | None) -> Iterator[Option]:
    if scale is not None:
        for place, grade in enumerate(scale.grades, start=1):
            yield Option(
                value=grade.id, letter=grade.letter, word=grade.word, rung=grade.rung, key=_digit(place)
            )
    elif isinstance(item, Aspect) and item.kind == "yes_no":
        yes, no = _tr("Yes"), _tr("No")
        yield Option(value=YES, letter=yes[:1], word=yes, key=yes[:1].casefold())
        yield Option(value=NO, letter=no[:1], word=no, key=no[:1].casefold())
    elif isinstance(item, Aspect) and item.kind == "choice":
        for place, choice in enumerate(item.choices, start=1):
            yield Option(value=choice.id, letter=str(place), word=choice.text, key=_digit(place))


def _digit(place: int) -> str:
    return str(place) if place <= _MOST_KEYS else ""


class _RowMaker:
    """Makes the rows of one file."""

    def __init__(self, framework: Framework, page: CasePage, shown: Shown) -> None:
        self._framework = framework
        self._answers: Mapping[str, Answer] = page.reading.answers
        self._shown = shown
        self._locked = page.reading.state in CLOSED_STATES
        self._evidence = Counter(item.item for item in page.evidence)
        self.given = {item: answer.value for item, answer in self._answers.items() if answer.value}

    def row(self, item: Area | Aspect) -> AnswerRow:
        scale = self._framework.scale_of(item)
        answer = self._answers.get(item.id)
        value = "" if answer is None else answer.value
        manager = self._manager(scale, value, "" if answer is None else answer.manager)
        not_asked = self._not_asked(item)
        return AnswerRow(
            item_id=item.id,
            label=item.title if isinstance(item, Area) else item.short,
            kind=item.kind if isinstance(item, Aspect) else "grade",
            options=() if not_asked else options_of(self._framework, item),
            number=str(item.number) if isinstance(item, Area) else "",
            strong=isinstance(item, Area),
            answer=value,
            word=self._word(item, scale, answer),
            unit=item.unit if isinstance(item, Aspect) else "",
            rungs=lowest_rung(scale),
            manager_letter=manager[0],
            manager_word=manager[1],
            manager_gap=manager[2],
            takes_manager=bool(value and scale is not None and item.manager_graded and not self._locked),
            has_reason=bool(answer and answer.why),
            evidence_count=self._evidence[item.id],
            not_asked_text=not_asked,
            locked=self._locked,
        )

    def fold(self, more: list[Aspect]) -> AnswerRow:
        done = sum(1 for aspect in more if self.given.get(aspect.id))
        label = _tr("{count} more questions") if len(more) > 1 else _tr("{count} more question")
        return AnswerRow(
            item_id=FOLD,
            label=label.format(count=len(more)),
            fold="open" if self._shown.unfolded else "closed",
            aside=_tr("{done} answered, none needed to lock").format(done=done),
        )

    def _not_asked(self, item: Area | Aspect) -> str:
        how = asking(self._framework, item, self.given)
        if how == "asked" or item.id in self._shown.overridden:
            return ""
        if how == "by_rule" or not isinstance(item, Aspect) or item.applies_when is None:
            return _tr("Not asked of files · n.a. by rule")
        asked = self._framework.aspect(item.applies_when.aspect)
        return _tr("n.a. · because of “{question}”").format(question=asked.short)

    def _word(self, item: Area | Aspect, scale: GradeScale | None, answer: Answer | None) -> str:
        if answer is None:
            return ""
        if answer.different:
            return _tr("unsettled")
        if scale is not None:
            return next((grade.word for grade in scale.grades if grade.id == answer.value), "")
        return _typed_words(item, answer.value)

    def _manager(self, scale: GradeScale | None, own: str, manager: str) -> tuple[str, str, str]:
        """Return letter, word and distance; nothing while one's own grade is not saved."""
        if scale is None or not own or not manager:
            return "", "", ""
        grade = scale.grade(manager)
        gap = manager_gap(scale, own, manager)
        if gap is None:
            return grade.letter, grade.word, ""
        return grade.letter, grade.word, _tr("same") if gap == 0 else f"{gap:+d}".replace("-", "−")


def _typed_words(item: Area | Aspect, value: str) -> str:
    """Return a typed answer as its slot shows it; "" for an answer that its option shows."""
    if not isinstance(item, Aspect) or item.kind not in {"date", "number"} or value in {"", NOT_APPLICABLE}:
        return ""
    return full_day(date.fromisoformat(value)) if item.kind == "date" else value


def _tr(text: str) -> str:
    return QCoreApplication.translate("read_rows", text)
