"""What is to do now, in its order: first steps until the sample is drawn, then the evening's list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.framework import Area
from cafaudit.domain.vocabulary import OVERALL
from ui.pages.home_state import FEEDBACK, HomeState, in_words, list_in_words
from ui.when import clock, day_in_words
from ui.widgets.task_rows import Task, TaskState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_NUMBERS = 6

_READING_STEP = "on-site"
"""The step at which files are read, where the framework has a step of that id."""

PAGE_OF = {
    "details": "details",
    "sample": "sample",
    "read": "read",
    "hand_in": "team",
    "merge": "team",
    "deciding": "team",
    "others": "team",
    "areas": "judgements",
    "overall": "judgements",
    "letter": "letter",
}
"""The page that each row leads to; the step and the feedback sheet are dealt with on Home itself."""

WHAT_OF = {"deciding": "conflicts", "others": "conflicts", "overall": OVERALL}
"""What a row leads to on its page, where that is not the page as a whole."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, and the short form of its button for when an earlier row is the present one."""

    task: Task
    short: str = ""


def tasks_of(state: HomeState) -> tuple[Task, ...]:
    """Return what is to do; the first thing that can be done carries the page's primary action.

    Only what this visit uses is listed: no differences, no row about differences.
    """
    found = _first_steps(state) if not state.drawn else _evening(state)
    return tuple(_with_one_now(found))


def heading_of(state: HomeState) -> tuple[str, str]:
    """Return the heading of the list and the quiet word after it."""
    if not state.drawn:
        return _tr("First steps"), _tr("in this order")
    settled = state.status.areas_judged == state.status.areas and not state.conflicts
    return _tr("Now") if settled else _tr("Tonight"), _tr("in this order")


def _with_one_now(rows: Iterable[_Row]) -> Iterator[Task]:
    """Let the first open row be the present one; later open ones show how much waits there."""
    taken = False
    for row in rows:
        if row.task.state == "now" and taken:
            yield replace(row.task, state="open", right=row.short)
        else:
            taken = taken or row.task.state == "now"
            yield row.task


def _first_steps(state: HomeState) -> list[_Row]:
    if not state.leads:
        detail, right = _tr("the lead draws it; it comes with the lead's pack"), _tr("waits for the lead")
        return [_Row(Task(key="sample", title=_tr("The sample"), detail=detail, state="waits", right=right))]
    draw = Task(
        key="sample",
        title=_tr("Draw the sample"),
        detail=list_in_words(state),
        state="now",
        right=_tr("Draw the sample") if state.status.frame_cases else _tr("Bring in the list"),
    )
    read = Task(
        key="read",
        title=_tr("Read the files"),
        detail=_tr("in the order in which they are drawn"),
        state="waits",
        right=_tr("waits for the sample"),
    )
    return [_Row(_details(state)), _Row(draw), _Row(read)]


def _evening(state: HomeState) -> list[_Row]:
    rows = [*_step(state), _reading(state)]
    if not state.leads:
        return [*rows, _Row(_hand_in(state))]
    if len(state.picture.people) > 1:
        rows.append(_merging(state))
    rows += _differences(state)
    if state.picture.framework.area_scale is not None:
        rows += [_areas(state), _overall(state)]
    return [*rows, _Row(_feedback(state)), *_letter(state)]


def _step(state: HomeState) -> list[_Row]:
    """Offer the step on site to the lead once files are being read and the visit still stands before it."""
    steps, number = state.picture.framework.steps, state.status.step_number
    following = steps[number] if number < len(steps) else None
    begun = any(reading.answers or reading.state == "locked" for reading in state.picture.readings)
    if following is None or following.id != _READING_STEP or not begun or not state.leads:
        return []
    title = _tr("Move on to: {step}").format(step=following.text[:1].lower() + following.text[1:])
    detail, right = _tr("files are being read already"), _tr("Move on")
    return [_Row(Task(key="step", title=title, detail=detail, state="offered", right=right))]


def _details(state: HomeState) -> Task:
    missing = _missing_details(state)
    title = _tr("Say what the visit is about")
    if not missing:
        return Task(key="details", title=title, detail=_tr("all that the letter needs"), state="done")
    detail = _tr("for the letter, at any time: {missing}").format(missing=in_words(missing))
    return Task(key="details", title=title, detail=detail, state="offered", right=_tr("Fill in"))


def _missing_details(state: HomeState) -> list[str]:
    picture = state.picture
    facts = (
        (_tr("provider"), picture.details.provider),
        (_tr("service area"), picture.details.service_area),
        (_tr("inspectors"), picture.inspectors),
        (_tr("addressee"), picture.addressees),
        (_tr("signatory"), picture.signatories),
        (_tr("date of the letter"), picture.details.letter_date),
    )
    return [name for name, fact in facts if not fact]


def _reading(state: HomeState) -> _Row:
    """Return the row of the files that whoever works here reads, or of all where they read none."""
    own, others, title = state.own, state.others, _tr("Read the files")
    first = own if own.total or own.missing else others
    detail = _tr("{locked} of {total} locked").format(locked=first.locked, total=first.total)
    if first.missing:
        detail = _tr("{detail}, {missing} not produced").format(detail=detail, missing=first.missing)
    if first.apart:
        words = _tr("{detail}, and {done} of {apart} read apart")
        done = first.apart - first.apart_waiting
        detail = words.format(detail=detail, done=done, apart=first.apart)
    if first is own and others.total:
        words = _tr("{detail}; the others {locked} of {total}")
        detail = words.format(detail=detail, locked=others.locked, total=others.total)
    if own.waiting > 0 or own.apart_waiting > 0:
        begun = own.locked or state.status.open
        right = _tr("Go on reading") if begun else _tr("Begin reading")
        left = own.waiting + own.apart_waiting
        return _Row(Task(key="read", title=title, detail=detail, state="now", right=right), str(left))
    if first is own or others.waiting <= 0:
        return _Row(Task(key="read", title=title, detail=detail, state="done"))
    waits = _tr("waits for the others")
    return _Row(Task(key="read", title=title, detail=detail, state="waits", right=waits))


def _hand_in(state: HomeState) -> Task:
    detail = _tr("one pack for the lead, as often as you like")
    if state.packed:
        last = clock(state.packed[-1], seconds=False)
        detail = _tr("last at {when}; as often as you like").format(when=last)
    due = state.own.waiting <= 0 and not state.packed
    task_state: TaskState = "now" if due else "offered"
    return Task(
        key="hand_in", title=_tr("Hand in"), detail=detail, state=task_state, right=_tr("Make a pack")
    )


def _merging(state: HomeState) -> _Row:
    title, waiting = _tr("Merge what came in"), state.others.waiting
    detail = _tr("no pack yet")
    if state.merged:
        last = clock(state.merged[-1], seconds=False)
        words = (
            _tr("{count} packs, the last at {when}") if len(state.merged) > 1 else _tr("one pack, at {when}")
        )
        detail = words.format(count=len(state.merged), when=last)
        if waiting <= 0:
            done = _tr("done {when}").format(when=last)
            return _Row(Task(key="merge", title=title, detail=detail, state="done", right=done))
    due = waiting > 0 and state.own.waiting <= 0
    task_state: TaskState = "now" if due else "offered"
    return _Row(Task(key="merge", title=title, detail=detail, state=task_state, right=_tr("Merge")))


def _differences(state: HomeState) -> list[_Row]:
    deciding = len(state.deciding)
    others = len(state.conflicts) - deciding
    rows = []
    if deciding:
        where = _where(state)
        detail = _tr("{count} on both sides of the line: {where}").format(count=deciding, where=where)
        right = _tr("Settle {count}").format(count=deciding)
        title = _tr("Differences that decide something")
        task = Task(key="deciding", title=title, detail=detail, state="now", right=right)
        rows.append(_Row(task, str(deciding)))
    if others:
        detail = _tr("{count} on one side of the line").format(count=others)
        right = _tr("Settle {count}").format(count=others)
        title = _tr("The other differences, together") if deciding else _tr("Differences to settle")
        task = Task(key="others", title=title, detail=detail, state="now", right=right)
        rows.append(_Row(task, str(others)))
    return rows


def _where(state: HomeState) -> str:
    """Say where the first difference is: the case, and the area or the question."""
    first = state.deciding[0]
    item = state.picture.framework.item(first.item)
    if isinstance(item, Area):
        return _tr("{case}, area {number}").format(case=first.case, number=item.number)
    return f"{first.case}, {item.short}"


def _areas(state: HomeState) -> _Row:
    framework = state.picture.framework
    waiting = [area.number for area in framework.areas if state.picture.judgement(area.id) is None]
    total = len(framework.areas)
    title = _tr("Judge the areas")
    if not waiting:
        detail = _tr("all {total} judged").format(total=total)
        return _Row(Task(key="areas", title=title, detail=detail, state="done"))
    detail = _tr("{done} of {total} judged").format(done=total - len(waiting), total=total)
    if total - len(waiting) and len(waiting) <= _MOST_NUMBERS:
        detail = _tr("{detail}; {numbers} wait").format(detail=detail, numbers=in_words(waiting))
    right = _tr("Judge {count} areas") if len(waiting) > 1 else _tr("Judge 1 area")
    task = Task(key="areas", title=title, detail=detail, state="now", right=right.format(count=len(waiting)))
    return _Row(task, str(len(waiting)))


def _overall(state: HomeState) -> _Row:
    waiting = state.status.areas - state.status.areas_judged
    title = _tr("Overall")
    if state.status.overall_judged:
        return _Row(Task(key="overall", title=title, detail=_tr("judged"), state="done"))
    if waiting:
        right = _tr("waits for {count}").format(count=waiting)
        detail = _tr("after the areas")
        return _Row(Task(key="overall", title=title, detail=detail, state="waits", right=right))
    detail, right = _tr("all areas are judged"), _tr("Judge the whole")
    return _Row(Task(key="overall", title=title, detail=detail, state="now", right=right), "1")


def _feedback(state: HomeState) -> Task:
    title = _tr("Feedback sheet")
    made = state.exported.get(FEEDBACK)
    if made:
        detail = _tr("written {when}; it can be written again").format(when=clock(made, seconds=False))
        return Task(key="feedback", title=title, detail=detail, state="offered", right=_tr("Make again"))
    ready = state.status.overall_judged or state.picture.framework.area_scale is None
    detail = _tr("for the Head of Service; can be made at any time")
    return Task(
        key="feedback",
        title=title,
        detail=detail,
        state="now" if ready else "offered",
        right=_tr("Make sheet"),
    )


def _letter(state: HomeState) -> list[_Row]:
    status = state.status
    if not status.areas_judged or status.areas_judged < status.areas:
        return []
    detail = _tr("every sentence with the files and evidence behind it")
    if status.publish_by is not None:
        detail = _tr("to be published by {day}").format(day=day_in_words(status.publish_by))
    right = _tr("Open the letter")
    return [_Row(Task(key="letter", title=_tr("Letter"), detail=detail, state="now", right=right))]


def _tr(text: str) -> str:
    return QCoreApplication.translate("home", text)
