"""What the Letter page says of a composed letter: its blocks, what a sentence rests on, what is to settle."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.overall import ordinal
from cafaudit.domain.picture import Picture
from cafaudit.domain.vocabulary import CORROBORATIONS, OVERALL, POLARITIES, SOURCES, STAGES
from cafaudit.export.letter.checks import Check
from cafaudit.export.letter.facts import grade_text, standing_judgement
from cafaudit.export.letter.model import Letter
from cafaudit.export.letter.text import as_item
from ui.widgets.marked_list import MarkedRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from cafaudit.domain.picture import EvidenceItem
    from cafaudit.export.letter.model import Block, Sentence

_ACTIVITIES = "activities"
"""A token, and the section of the Evidence page where activities are recorded."""

_LISTS = frozenset({"provider_evidence", "visit_evidence", "weighed"})
_JUDGED = frozenset(
    {"area_counts", "grade", "scope", "judgement_sentence", "qualifier", "residual"}
    | {f"overall_{part}" for part in ("grade", "scope", "sentence", "qualifier", "residual")}
)
_FRAMEWORK = frozenset(
    {"areas_called", "area_called", "areas_counted", "baseline", "timescale"}
    | {f"area_{part}" for part in ("number", "title", "short", "full")}
)
_FIXED = frozenset({"letterhead", "end"})
"""Facts by the page that they are entered on; all others are details of the visit."""

_LEAD_IN = "#lead-in"
_SOURCES = ("evidence", "judgement", "plan", "activity")


@dataclass(frozen=True, slots=True)
class Target:
    """Where to go: a page and what on it."""

    page: str
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """One thing that a sentence rests on: its short name, what it says, where it comes from."""

    label: str
    words: str
    detail: str
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter with the state that it was composed from, what is to settle, and the number of the draft."""

    letter: Letter
    picture: Picture
    checks: tuple[Check, ...]
    draft: int


class LetterFacts:
    """Answers the page's questions about one composed letter."""

    def __init__(self, composed: Composed) -> None:
        """Look at a composed letter."""
        self.letter = composed.letter
        self.picture = composed.picture
        self.draft = composed.draft
        self._blocks: dict[str, Block] = {}
        for block in self.letter.blocks:
            for sentence in block.sentences:
                self._blocks[sentence.id] = block
        self.sentences = tuple(self._blocks)
        self.checks = self._in_order(composed.checks)
        self._evidence = {item.id: item for item in self.picture.evidence}
        self._areas = {area.id: area for area in self.picture.framework.areas}

    @cached_property
    def rows(self) -> tuple[MarkedRow, ...]:
        """The list of blocks: sections in order, areas under one row of their own, with counts of checks."""
        rows: dict[str, MarkedRow] = {}
        for block in self.letter.blocks:
            key = row_of(block)
            if block.area and "areas" not in rows:
                rows["areas"] = MarkedRow(row_id="areas", text=_tr("Areas"))
            if key not in rows:
                rows[key] = self._row(key, block)
        return tuple(rows.values())

    def row_at(self, sentence_id: str) -> str:
        """Return the row of the list that a sentence belongs to, "" for none."""
        block = self._blocks.get(sentence_id)
        return "" if block is None else row_of(block)

    def first_of(self, row_id: str) -> str:
        """Return the first sentence of a row of the list, "" for none."""
        for sentence, block in self._blocks.items():
            if row_of(block) == row_id or (row_id == "areas" and block.area):
                return sentence
        return ""

    def area_of(self, sentence_id: str) -> str:
        """Return the area in whose findings a sentence stands, "" outside them."""
        block = self._blocks.get(sentence_id)
        return "" if block is None else block.area

    def sentence(self, sentence_id: str) -> Sentence:
        """Return a sentence; KeyError when the letter has none of that id."""
        return self.letter.sentence(sentence_id)

    def place_of(self, sentence_id: str) -> str:
        """Say where a sentence stands: "Area 2, evidence of the visit, 2nd of 4"."""
        block = self._blocks[sentence_id]
        counted = [s.id for s in block.sentences if not s.id.endswith(_LEAD_IN)]
        title = block.title
        if block.area:
            number = self._areas[block.area].number
            title = _tr("Area {number}, {block}").format(number=number, block=_lower(block.title))
        if sentence_id in counted and len(counted) > 1:
            which = ordinal(counted.index(sentence_id) + 1)
            return _tr("{block}, {which} of {count}").format(block=title, which=which, count=len(counted))
        return title

    def checks_of(self, sentence_id: str) -> tuple[Check, ...]:
        """Return what is to settle in a sentence."""
        return tuple(check for check in self.checks if check.sentence == sentence_id)

    def short(self, check: Check) -> str:
        """Say a check in a few words, for its row in the list."""
        kind, _, rest = check.id.partition("/")
        word = check.say.partition("“")[2].partition("”")[0]
        if kind == "missing":
            token = rest.partition("/")[0]
            word = next((gap.what for gap in self.letter.gaps if gap.token == token), rest)
        return _SHORT[kind]().format(word=word) if kind in _SHORT else check.say.rstrip(".")

    def where(self, check: Check) -> str:
        """Say in a word or two where a check belongs."""
        if check.area in self._areas:
            return _tr("Area {number}").format(number=self._areas[check.area].number)
        block = self._blocks.get(check.sentence)
        return "" if block is None else block.title

    def rests_of(self, sentence_id: str) -> tuple[Rest, ...]:
        """Return what a sentence rests on, what can be opened first."""
        sentence = self.sentence(sentence_id)
        found = [self._rest(*_parted(ref)) for ref in sentence.rests_on]
        said = [_unless_said(rest, sentence.text) for rest in found if rest is not None]
        return tuple(sorted(said, key=lambda rest: rest.target is None))

    def source_of(self, sentence_id: str) -> Target | None:
        """Return where a sentence is changed, None for words of the profile and of the framework."""
        sentence = self.sentence(sentence_id)
        for run in sentence.runs:
            if run.missing and run.token:
                return self._token_target(run.token, self.area_of(sentence_id))
        refs = [_parted(ref) for ref in sentence.rests_on]
        for kind in _SOURCES:
            wanted = [key for found, key in refs if found == kind]
            if wanted and not (kind == "evidence" and len(wanted) > 1):
                return _target(kind, wanted[0])
        tokens = [run.token for run in sentence.runs if run.token]
        found = (self._token_target(token, self.area_of(sentence_id)) for token in tokens)
        return next((target for target in found if target is not None), None)

    def target_of(self, check: Check) -> Target | None:
        """Return where a check is settled."""
        kind, _, rest = check.id.partition("/")
        if kind == "concern":
            return Target("concerns", rest)
        if kind == "unsettled":
            return Target("team", "conflicts")
        first = rest.partition("/")[0]
        if kind in {"missing", "left-out"}:
            return self._token_target(first, check.area) if kind == "missing" else Target("evidence", first)
        if kind in {"ungraded", "provisional", "unsupported"}:
            return Target("judgements", check.area or OVERALL)
        if kind == "no-evidence":
            return Target("evidence")
        return self.source_of(check.sentence) if check.sentence in self._blocks else None

    @cached_property
    def tied(self) -> int:
        """How many sentences rest on evidence, judgements or other records."""
        return sum(1 for sentence in self.letter.sentences() if sentence.rests_on)

    def _in_order(self, checks: tuple[Check, ...]) -> tuple[Check, ...]:
        """Return what stops the signature first, each in the order of the letter."""
        places = {sentence: place for place, sentence in enumerate(self.sentences)}
        last = len(places)
        return tuple(sorted(checks, key=lambda c: (c.severity != "stop", places.get(c.sentence, last))))

    def _row(self, key: str, block: Block) -> MarkedRow:
        ids = {s.id for b in self.letter.blocks if row_of(b) == key for s in b.sentences}
        count = sum(1 for check in self.checks if check.sentence in ids)
        if block.area:
            known = [c for c in self.checks if c.area == block.area and c.sentence not in self._blocks]
            count += len(known)
        words = _tr("{count} to settle").format(count=count)
        text = block.section or block.title
        return MarkedRow(
            row_id=key,
            text=text,
            depth=1 if block.area else 0,
            aside=str(count) if count else "",
            tone="warning" if count else "quiet",
            spoken=f"{text}, {words}" if count else text,
        )

    def _rest(self, kind: str, key: str) -> Rest | None:
        if kind == "evidence":
            return self._evidence_rest(self._evidence.get(key))
        if kind == "judgement":
            return self._judgement_rest(key)
        if kind == "area" and key in self._areas:
            number = _tr("Area {number}").format(number=self._areas[key].number)
            return Rest(label=_tr("Framework"), words=number, detail=self._areas[key].title)
        if kind == "plan":
            return Rest(label=_tr("Action plan"), words=self._plan(key), detail="", target=_target(kind, key))
        activity = next((one for one in self.picture.activities if one.id == key), None)
        if kind == "activity" and activity is not None:
            where = ", ".join(part for part in (activity.posts, activity.place) if part)
            return Rest(label=_tr("Activity"), words=where, detail="", target=_target(kind, key))
        return None

    def _evidence_rest(self, item: EvidenceItem | None) -> Rest | None:
        if item is None:
            return None
        parts = [
            SOURCES.get(item.source, item.source),
            _lower(CORROBORATIONS.get(item.corroboration, "")),
            _lower(POLARITIES.get(item.polarity, "")),
            item.case,
        ]
        return Rest(
            label=item.label,
            words=item.text,
            detail=" · ".join(part for part in parts if part),
            target=Target("evidence", item.id),
        )

    def _judgement_rest(self, area: str) -> Rest:
        judgement = standing_judgement(self.picture, area)
        place = _tr("Overall")
        if area in self._areas:
            place = _tr("Area {number}").format(number=self._areas[area].number)
        target = Target("judgements", area)
        if judgement is None:
            return Rest(label=_tr("Judgement"), words=place, detail=_tr("not judged yet"), target=target)
        grade = grade_text(self.picture.framework, judgement.grade)
        stage = _lower(STAGES[judgement.stage])
        detail = " · ".join(part for part in (grade, stage, judgement.author) if part)
        return Rest(label=_tr("Judgement"), words=place, detail=detail, target=target)

    def _plan(self, key: str) -> str:
        judged = next((plan for plan in self.picture.plan if plan.id == key), None)
        return "" if judged is None else grade_text(self.picture.framework, judged.grade)

    def _token_target(self, token: str, area: str) -> Target | None:
        if token == _ACTIVITIES:
            return Target("evidence", _ACTIVITIES)
        if token in _LISTS:
            return Target("evidence")
        if token in _JUDGED:
            return Target("judgements", area or OVERALL)
        return None if token in _FRAMEWORK | _FIXED else Target("details", token)


_SHORT: dict[str, Callable[[], str]] = {
    "missing": lambda: _tr("Missing: {word}"),
    "identifier": lambda: _tr("May name somebody"),
    "ungraded": lambda: _tr("No grade yet"),
    "provisional": lambda: _tr("Judgement provisional"),
    "unsupported": lambda: _tr("Judgement without evidence"),
    "no-evidence": lambda: _tr("No evidence on one side"),
    "left-out": lambda: _tr("Evidence against not mentioned"),
    "concern": lambda: _tr("Concern still open"),
    "unsettled": lambda: _tr("Answers differ"),
    "cases": lambda: _tr("“Cases” where files were read"),
    "no-count": lambda: _tr("“{word}” without a count"),
}
"""Checks in a few words, by the first part of their ids; others speak for themselves."""


def row_of(block: Block) -> str:
    """Return the row of the list of blocks that a block belongs to."""
    return f"area/{block.area}" if block.area else f"section/{block.section or block.title}"


def _unless_said(rest: Rest, sentence: str) -> Rest:
    """Return a rest without its words where the sentence itself is these words."""
    words = as_item(rest.words)
    return replace(rest, words="") if words and words in sentence else rest


def _parted(ref: str) -> tuple[str, str]:
    kind, _, key = ref.partition(":")
    return kind, key


def _target(kind: str, key: str) -> Target:
    if kind == "evidence":
        return Target("evidence", key)
    if kind == "activity":
        return Target("evidence", _ACTIVITIES)
    if kind == "judgement":
        return Target("judgements", key)
    return Target("details", kind)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _tr(text: str) -> str:
    return QCoreApplication.translate("letter", text)
