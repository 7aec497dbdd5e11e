"""What the panel beside the answers says about the question in focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.framework import Area, Aspect
from cafaudit.domain.vocabulary import CORROBORATIONS, POLARITIES, SOURCES
from ui.models.moments import moment_words
from ui.models.read_rows import lowest_rung, manager_gap
from ui.widgets.descriptor_parts import Descriptor, EvidenceLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cafaudit.domain.framework import Framework
    from cafaudit.domain.picture import Answer, Concern, EvidenceItem
    from ui.widgets.descriptor_parts import Polarity

_NUMBERS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def question_lines(framework: Framework, item: Area | Aspect, applies: tuple[int, int]) -> tuple[str, str]:
    """Return the title of the panel and the quiet words below it.

    `applies` is to how many of the reader's files the question applies, of how many answered.
    """
    how = _applies_words(applies)
    if isinstance(item, Area):
        return item.title, " · ".join(filter(None, (_area_words(framework, (item.id,)), how)))
    quiet = " · ".join(filter(None, (_area_words(framework, item.areas), how)))
    return item.short, f"{item.question}\u2028{quiet}"


def descriptors_of(framework: Framework, item: Area | Aspect, answer: Answer | None) -> list[Descriptor]:
    """Return what each answer to a question means, best first; nothing for questions of yes and no."""
    value = "" if answer is None else answer.value
    scale = framework.scale_of(item)
    if scale is not None:
        return [
            Descriptor(
                letter=grade.letter,
                word=grade.word,
                text=item.descriptors.get(grade.id) or grade.meaning,
                rung=grade.rung,
                rungs=lowest_rung(scale),
                chosen=grade.id == value,
            )
            for grade in scale.grades
        ]
    if isinstance(item, Aspect) and item.kind == "choice":
        return [
            Descriptor(letter=str(place), word=choice.text, text="", chosen=choice.id == value)
            for place, choice in enumerate(item.choices, start=1)
        ]
    return []


def manager_words(
    framework: Framework, item: Area | Aspect, answer: Answer | None, *, closed: bool
) -> tuple[str, str]:
    """Return letter and words of the manager's grade; the letter is "" while it is hidden or unknown.

    A `closed` reading takes no grades.
    """
    scale = framework.scale_of(item)
    if scale is None or not item.manager_graded:
        return "", _tr("does not grade this")
    if answer is None or not answer.value:
        return "", _tr("no grade of yours") if closed else _tr("hidden until you have answered")
    if not answer.manager:
        return "", _tr("no grade") if closed else _tr("M to key it in")
    grade = scale.grade(answer.manager)
    gap = manager_gap(scale, answer.value, answer.manager)
    return grade.letter, f"{grade.word}, {_gap_words(gap)}" if gap is not None else grade.word


def evidence_lines(items: Iterable[EvidenceItem], item_id: str) -> list[EvidenceLine]:
    """Return the evidence that hangs on one answer."""
    return [
        EvidenceLine(
            evidence_id=item.id,
            text=item.text,
            detail=evidence_detail(item),
            polarity=cast("Polarity", item.polarity),
        )
        for item in items
        if item.item == item_id
    ]


def evidence_detail(item: EvidenceItem) -> str:
    """Return what there is to know about a fact in one line: "For · seen on file · part C, 14"."""
    how = CORROBORATIONS.get(item.corroboration, "") or SOURCES.get(item.source, item.source)
    return " · ".join(filter(None, (POLARITIES.get(item.polarity, ""), how.lower(), item.reference)))


def concern_words(concerns: Sequence[Concern]) -> tuple[str, str]:
    """Return the two lines about the open concerns of one file; "" where none is open."""
    waiting = [concern for concern in concerns if concern.is_open]
    if not waiting:
        return "", ""
    oldest = min(waiting, key=lambda concern: concern.at)
    since = moment_words(oldest.at)
    if len(waiting) == 1:
        title = _tr("Concern open on this file since {time}").format(time=since)
    else:
        title = _tr("{count} concerns open on this file, one since {time}").format(
            count=len(waiting), time=since
        )
    return title, " · ".join((told_words(oldest), answer_words(oldest)))


def told_words(concern: Concern) -> str:
    """Return who was told of a concern, and when."""
    if not concern.told_post:
        return _tr("nobody told yet")
    when = moment_words(concern.told_at)
    return _tr("{post} told {when}").format(post=concern.told_post, when=when)


def answer_words(concern: Concern) -> str:
    """Return whether a concern was answered, and when."""
    if not concern.response:
        return _tr("no answer yet")
    return _tr("answered {when}").format(when=moment_words(concern.response_at))


def _area_words(framework: Framework, areas: Sequence[str]) -> str:
    numbers = [str(framework.area(area).number) for area in areas]
    if len(numbers) == 1:
        return _tr("Area {number}").format(number=numbers[0])
    return _tr("Areas {numbers}").format(numbers=_tr(" and ").join((", ".join(numbers[:-1]), numbers[-1])))


def _applies_words(applies: tuple[int, int]) -> str:
    applying, read = applies
    if not read:
        return ""
    files = _tr("file read") if read == 1 else _tr("files read")
    return _tr("applies in {some} of your {all} {files}").format(some=applying, all=read, files=files)


def _gap_words(gap: int) -> str:
    if gap == 0:
        return _tr("the same as yours")
    size = _NUMBERS[abs(gap)] if abs(gap) < len(_NUMBERS) else str(abs(gap))
    words = _tr("{size} above yours") if gap > 0 else _tr("{size} below yours")
    return words.format(size=size)


def _tr(text: str) -> str:
    return QCoreApplication.translate("read_panel", text)
