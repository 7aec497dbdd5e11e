"""Concerns as lists and headers show them: open ones first, the one that waits longest on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.vocabulary import SEVERITIES
from ui.models.moments import elapsed_words, moment_words
from ui.widgets.list_column import ListRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cafaudit.domain.picture import Concern

Step = Literal["tell", "answer", "conclude", "done"]
"""What comes next for a concern."""


def in_order(concerns: Iterable[Concern]) -> list[Concern]:
    """Return concerns, open ones first and oldest first among them; concluded ones newest first."""
    known = list(concerns)
    waiting = sorted((one for one in known if one.is_open), key=lambda one: (one.at, one.id))
    done = sorted((one for one in known if not one.is_open), key=lambda one: (one.at, one.id), reverse=True)
    return [*waiting, *done]


def concern_rows(concerns: Sequence[Concern], now: datetime) -> list[ListRow]:
    """Return the rows of the list of concerns, in the order that they have."""
    rows: list[ListRow] = []
    heading = None
    for concern in concerns:
        wanted = _tr("Open") if concern.is_open else _tr("Concluded")
        if wanted != heading:
            heading = wanted
            rows.append(ListRow(row_id="", text=wanted))
        rows.append(_row(concern, now))
    return rows


def concern_pill(concerns: Iterable[Concern], now: datetime) -> tuple[str, str]:
    """Return the words of the header about open concerns, long and short; "" where none is open."""
    waiting = [one for one in concerns if one.is_open]
    if not waiting:
        return "", ""
    age = elapsed_words(min(one.at for one in waiting), now)
    count = len(waiting)
    words = _tr("1 concern open") if count == 1 else _tr("{count} concerns open").format(count=count)
    return f"{words} · {age}", f"{count} · {age}"


def next_step(concern: Concern) -> Step:
    """Return what comes next for a concern."""
    if not concern.is_open:
        return "done"
    if not concern.told_post:
        return "tell"
    return "conclude" if concern.response else "answer"


def state_words(concern: Concern, now: datetime) -> str:
    """Return how a concern stands: "Open for 2 h 07 min · raised 11:55 by HMI 2"."""
    raised = _tr("raised {when} by {author}").format(when=moment_words(concern.at), author=concern.author)
    if not concern.is_open:
        return f"{_tr('Concluded')} · {raised}"
    return f"{_tr('Open for {age}').format(age=elapsed_words(concern.at, now))} · {raised}"


def severity_words(concern: Concern) -> str:
    """Return how grave a concern is."""
    return SEVERITIES.get(concern.severity, concern.severity)


def _row(concern: Concern, now: datetime) -> ListRow:
    about = concern.case or _tr("No file")
    age = elapsed_words(concern.at, now) if concern.is_open else ""
    return ListRow(
        row_id=concern.id,
        text=about,
        icon="concern" if concern.is_open else "saved",
        aside=age,
        spoken=", ".join(filter(None, (about, concern.text, age))),
        alarm=concern.is_open,
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("concern_rows", text)
