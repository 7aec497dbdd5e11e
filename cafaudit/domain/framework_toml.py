"""Frameworks as TOML: read one, check all of it, and say in plain words what is wrong.

The notation is explained to inspectors at the top of `resources/frameworks/blank.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast, get_args

from cafaudit import assets
from cafaudit.domain.framework import (
    NOT_APPLICABLE,
    ActivityKind,
    Area,
    Aspect,
    AspectKind,
    Choice,
    Condition,
    Framework,
    Grade,
    GradeScale,
    OutcomeSet,
    Step,
    Timescale,
)
from cafaudit.domain.overall import AREA_RULES, OVERALL_RULES
from cafaudit.domain.toml_table import BadToml, TomlTable, read_toml
from cafaudit.domain.words_toml import read_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_LETTER_SIGNS = 2
_MOST_RUNGS = 99
_MOST_AREAS = 999
_MOST_MONTHS = 120
_MOST_BYTES = 1_000_000
_KEYS_BY_KIND = {"scale": "grade", "choices": "choice", "unit": "number", "descriptors": "grade"}

_Part = TypeVar("_Part")


class BadFramework(BadToml):
    """A framework file cannot be used; the message names the file, the line, the key and the fault."""


def load_framework(name_or_path: str) -> tuple[Framework, str]:
    """Load a shipped framework by its name, or one from a file.

    Returns:
        The framework and the exact text that it was read from, to be frozen into a visit.

    Raises:
        BadFramework: There is no such file, it cannot be read, or what it says is not a framework.
    """
    if name_or_path in assets.framework_names():
        text = assets.framework_text(name_or_path)
        return parse_framework(text, f"{name_or_path}.toml"), text
    path = Path(name_or_path)
    text = _file_text(path)
    return parse_framework(text, path.name), text


def parse_framework(text: str, source: str) -> Framework:
    """Read a framework from TOML text; `source` is the name of the file in refusals.

    Raises:
        BadFramework: The text is not TOML or not a framework.
    """
    root = read_toml(text, source, BadFramework)
    judging = _judging(root.table("judging"))
    scales = _listed(root, "scales", _scale)
    timescales = _listed(root, "timescales", _timescale)
    outcome_sets = _listed(root, "outcome_sets", _outcome_set)
    frame = _Frame(judging, scales, timescales, outcome_sets)
    _check_judging(frame)
    areas = _areas(root, frame)
    framework = Framework(
        id=_id(root),
        title=root.text("title"),
        version=root.text("version"),
        areas_called=root.text("areas_called"),
        area_called=root.text("area_called"),
        letter_profile=root.text("letter_profile"),
        file_scale=judging.file_scale,
        area_scale=judging.area_scale,
        overall_rule=judging.overall_rule,
        area_rule=judging.area_rule,
        scales=scales,
        timescales=timescales,
        outcome_sets=outcome_sets,
        areas=areas,
        aspects=_aspects(root, frame, areas),
        activity_kinds=_listed(root, "activity_kinds", _activity_kind),
        steps=_steps(root),
        words=read_words(root.table("words")),
    )
    root.finish()
    return framework


def _file_text(path: Path) -> str:
    known = ", ".join(assets.framework_names())
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError as problem:
        raise BadFramework(
            str(path),
            None,
            "",
            "there is no framework and no file of this name.",
            f"Name a file, or one of the shipped frameworks: {known}.",
        ) from problem
    except OSError as problem:
        reason = problem.strerror or "it cannot be opened"
        raise BadFramework(
            str(path), None, "", f"the file cannot be read ({reason}).", "Choose another file."
        ) from problem
    if len(data) > _MOST_BYTES:
        raise BadFramework(
            path.name, None, "", "the file is over 1 MB, too big for a framework.", "Choose another."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise BadFramework(
            path.name, line, "", "the text is not UTF-8.", "Save it as UTF-8 in your text editor."
        ) from problem


@dataclass(frozen=True)
class _Judging:
    table: TomlTable
    file_scale: str | None
    area_scale: str | None
    area_rule: str
    overall_rule: str
    limiting: tuple[str, ...]


@dataclass(frozen=True)
class _Frame:
    """What areas and aspects may refer to."""

    judging: _Judging
    scales: tuple[GradeScale, ...]
    timescales: tuple[Timescale, ...]
    outcome_sets: tuple[OutcomeSet, ...]

    def scale(self, scale_id: str | None) -> GradeScale | None:
        return next((scale for scale in self.scales if scale.id == scale_id), None)


def _judging(table: TomlTable) -> _Judging:
    judging = _Judging(
        table=table,
        file_scale=table.optional_text("file_scale") or None,
        area_scale=table.optional_text("area_scale") or None,
        area_rule=table.text("area_rule"),
        overall_rule=table.text("overall_rule"),
        limiting=table.texts("limiting"),
    )
    table.finish()
    return judging


def _check_judging(frame: _Frame) -> None:
    known = [scale.id for scale in frame.scales]
    table = frame.judging.table
    for key, wanted in (
        ("file_scale", frame.judging.file_scale),
        ("area_scale", frame.judging.area_scale),
    ):
        if wanted is not None:
            _check_known(table, key, wanted, "scale", known)
    _check_known(table, "area_rule", frame.judging.area_rule, "rule", AREA_RULES)
    _check_known(table, "overall_rule", frame.judging.overall_rule, "rule", OVERALL_RULES)


def _listed(
    root: TomlTable, key: str, read: Callable[[TomlTable], _Part], ids: set[str] | None = None
) -> tuple[_Part, ...]:
    """Read a list of tables that each have an id of their own, and refuse unknown keys in them."""
    taken: set[str] = set() if ids is None else ids
    parts = []
    for table in root.tables(key):
        _claim(table, _id(table), taken)
        parts.append(read(table))
        table.finish()
    return tuple(parts)


def _scale(table: TomlTable) -> GradeScale:
    grades = _listed(table, "grades", _grade)
    if not grades:
        table.refuse("grades", "this scale has no grades.", "Give it two or more, best first.")
    _check_grades(table, grades)
    line = table.optional_text("line") or None
    if line is not None:
        _check_known(table, "line", line, "grade on this scale", [grade.id for grade in grades])
    return GradeScale(id=_id(table), name=table.text("name"), grades=grades, line=line)


def _grade(table: TomlTable) -> Grade:
    letter = table.text("letter")
    if len(letter) > _LETTER_SIGNS:
        table.refuse("letter", f"“{letter}” is too long.", "Use one or two signs.")
    return Grade(
        id=_id(table),
        letter=letter,
        word=table.text("word"),
        rung=table.whole("rung", least=1, most=_MOST_RUNGS),
        meaning=table.optional_text("meaning"),
    )


def _check_grades(table: TomlTable, grades: tuple[Grade, ...]) -> None:
    letters: set[str] = set()
    rung = 0
    for grade, place in zip(grades, table.tables("grades"), strict=True):
        if grade.rung <= rung:
            place.refuse("rung", "grades must stand best first.", "Let rungs grow down the list.")
        if grade.letter.casefold() in letters:
            place.refuse("letter", f"two grades have “{grade.letter}”.", "Give each its own.")
        letters.add(grade.letter.casefold())
        rung = grade.rung


def _timescale(table: TomlTable) -> Timescale:
    return Timescale(
        id=_id(table),
        heading=table.text("heading"),
        months=table.whole("months", least=0, most=_MOST_MONTHS),
    )


def _outcome_set(table: TomlTable) -> OutcomeSet:
    outcomes = _listed(table, "outcomes", _choice)
    if not outcomes:
        table.refuse("outcomes", "this set has no outcomes.", "Add some, or leave the set out.")
    return OutcomeSet(id=_id(table), name=table.text("name"), outcomes=outcomes)


def _choice(table: TomlTable) -> Choice:
    return Choice(id=_id(table), text=table.text("text"))


def _activity_kind(table: TomlTable) -> ActivityKind:
    return ActivityKind(id=_id(table), text=table.text("text"), wording=table.text("wording"))


def _steps(root: TomlTable) -> tuple[Step, ...]:
    steps = _listed(root, "steps", lambda table: Step(id=_id(table), text=table.text("text")))
    if not steps:
        root.refuse("steps", "the visit has no steps.", "Copy the steps of a shipped framework.")
    return steps


def _areas(root: TomlTable, frame: _Frame) -> tuple[Area, ...]:
    areas = _listed(root, "areas", lambda table: _area(table, frame))
    _check_numbers(root, areas)
    known = [area.id for area in areas]
    for limiting in frame.judging.limiting:
        _check_known(frame.judging.table, "limiting", limiting, "area", known)
    return tuple(sorted(areas, key=lambda area: area.number))


def _area(table: TomlTable, frame: _Frame) -> Area:
    area_id = _id(table)
    timescale = table.optional_text("timescale") or None
    if timescale is not None:
        known = [scale.id for scale in frame.timescales]
        _check_known(table, "timescale", timescale, "timescale", known)
    not_asked_because = table.optional_text("not_asked_because")
    return Area(
        id=area_id,
        number=table.whole("number", least=1, most=_MOST_AREAS),
        title=table.text("title"),
        short=table.text("short"),
        full=table.text("full"),
        timescale=timescale,
        limiting=area_id in frame.judging.limiting,
        answerable=not not_asked_because,
        not_asked_because=not_asked_because,
        baseline=table.optional_text("baseline"),
        baseline_grade=_baseline_grade(table, frame),
        manager_graded=table.flag("manager_graded", default=True),
        descriptors=_descriptors(table, frame.scale(frame.judging.file_scale)),
    )


def _baseline_grade(table: TomlTable, frame: _Frame) -> str | None:
    grade = table.optional_text("baseline_grade") or None
    if grade is not None:
        scale = frame.scale(frame.judging.area_scale)
        known = [] if scale is None else [known.id for known in scale.grades]
        _check_known(table, "baseline_grade", grade, "grade on the area scale", known)
    return grade


def _check_numbers(root: TomlTable, areas: tuple[Area, ...]) -> None:
    taken: set[int] = set()
    for area, table in zip(areas, root.tables("areas"), strict=True):
        if area.number in taken:
            table.refuse("number", f"two areas have the number {area.number}.", "Renumber them.")
        if area.number > len(areas):
            table.refuse(
                "number",
                f"{area.number} is too high: there are {len(areas)} areas.",
                f"Number the areas 1 to {len(areas)} without a gap.",
            )
        taken.add(area.number)


def _aspects(root: TomlTable, frame: _Frame, areas: tuple[Area, ...]) -> tuple[Aspect, ...]:
    taken = {area.id for area in areas}
    earlier: dict[str, tuple[str, ...]] = {}
    aspects: list[Aspect] = []
    for table in root.tables("aspects"):
        reader = _AspectReader(table, frame, tuple(area.id for area in areas), earlier)
        for aspect in reader.read():
            _claim(table, aspect.id, taken)
            earlier[aspect.id] = reader.answers_of(aspect)
            aspects.append(aspect)
        table.finish()
    return tuple(aspects)


@dataclass(frozen=True)
class _AspectReader:
    """Reads one [[aspects]] table: one aspect, or one for each outcome of a set."""

    table: TomlTable
    frame: _Frame
    areas: tuple[str, ...]
    earlier: dict[str, tuple[str, ...]]

    def read(self) -> list[Aspect]:
        wanted = self.table.optional_text("for_each")
        if not wanted:
            return [self._aspect(None)]
        sets = {outcome_set.id: outcome_set for outcome_set in self.frame.outcome_sets}
        _check_known(self.table, "for_each", wanted, "outcome set", list(sets))
        if "{outcome}" not in self.table.text("id"):
            self.table.refuse(
                "id", "every outcome would get the same id.", 'Write one such as "start-{outcome}".'
            )
        return [self._aspect(outcome) for outcome in sets[wanted].outcomes]

    def answers_of(self, aspect: Aspect) -> tuple[str, ...]:
        """Return the answers on which another aspect may depend."""
        if aspect.kind == "yes_no":
            return ("yes", "no")
        if aspect.kind == "choice":
            return tuple(choice.id for choice in aspect.choices)
        scale = self._scale(aspect.kind, aspect.scale)
        return () if scale is None else tuple(grade.id for grade in scale.grades)

    def _aspect(self, outcome: Choice | None) -> Aspect:
        table = self.table
        kind = self._kind()
        own_scale = table.optional_text("scale") or None
        if own_scale is not None:
            known = [scale.id for scale in self.frame.scales]
            _check_known(table, "scale", own_scale, "scale", known)
        scale = self._scale(kind, own_scale)
        if kind == "grade" and scale is None:
            table.refuse("kind", "there is no scale to grade on.", "Name one: scale = ...")
        return Aspect(
            id=_id(table, outcome),
            short=_filled(table.text("short"), outcome),
            question=_filled(table.text("question"), outcome),
            kind=kind,
            areas=self._areas(),
            core=table.flag("core", default=False),
            scale=own_scale,
            choices=self._choices(kind),
            unit=table.optional_text("unit"),
            manager_graded=table.flag("manager_graded", default=False),
            applies_when=self._condition(),
            descriptors=_descriptors(table, scale),
        )

    def _kind(self) -> AspectKind:
        kind = self.table.text("kind")
        _check_known(self.table, "kind", kind, "kind of question", get_args(AspectKind))
        for key, owner in _KEYS_BY_KIND.items():
            if self.table.has(key) and kind != owner:
                self.table.refuse(
                    key,
                    f"only a question of kind “{owner}” has this, and this one is “{kind}”.",
                    f'Leave it out, or write kind = "{owner}".',
                )
        return cast("AspectKind", kind)

    def _scale(self, kind: AspectKind, own_scale: str | None) -> GradeScale | None:
        if kind != "grade":
            return None
        return self.frame.scale(own_scale or self.frame.judging.file_scale)

    def _areas(self) -> tuple[str, ...]:
        areas = self.table.texts("areas")
        if not areas:
            self.table.refuse("areas", "the question belongs to no area.", "Name one or more.")
        for area in areas:
            _check_known(self.table, "areas", area, "area", self.areas)
        if len(set(areas)) < len(areas):
            self.table.refuse("areas", "an area is named twice.", "Name each area once.")
        return areas

    def _choices(self, kind: AspectKind) -> tuple[Choice, ...]:
        choices = _listed(self.table, "choices", _choice)
        if kind == "choice" and not choices:
            self.table.refuse("choices", "there is nothing to choose from.", "Add two or more.")
        return choices

    def _condition(self) -> Condition | None:
        table = self.table.optional_table("applies_when")
        if table is None:
            return None
        aspect = table.text("aspect")
        _check_known(table, "aspect", aspect, "question further up", list(self.earlier))
        answers = table.texts("answers")
        if not answers:
            table.refuse("answers", "no answer is named.", "Name one or more in a list.")
        for answer in answers:
            _check_known(table, "answers", answer, f"answer to “{aspect}”", self.earlier[aspect])
        table.finish()
        return Condition(aspect=aspect, answers=answers)


def _descriptors(table: TomlTable, scale: GradeScale | None) -> dict[str, str]:
    descriptors = table.text_map("descriptors")
    known = [] if scale is None else [grade.id for grade in scale.grades]
    for grade in descriptors:
        _check_known(table.table("descriptors"), grade, grade, "grade on the scale used here", known)
    return descriptors


def _filled(text: str, outcome: Choice | None) -> str:
    return text if outcome is None else text.replace("{outcome}", outcome.text)


def _id(table: TomlTable, outcome: Choice | None = None) -> str:
    """Return the id of a table, with the outcome's id put in where the table stands for several."""
    text = table.text("id")
    if outcome is not None:
        text = text.replace("{outcome}", outcome.id)
    if not _ID.fullmatch(text):
        table.refuse(
            "id",
            f"“{text}” is not an id.",
            "Use small letters a to z, digits and hyphens, beginning with a letter or digit.",
        )
    if text == NOT_APPLICABLE:
        table.refuse("id", f"“{text}” is kept for “not applicable”.", "Choose another id.")
    return text


def _claim(table: TomlTable, part_id: str, taken: set[str]) -> None:
    if part_id in taken:
        table.refuse("id", f"the id “{part_id}” is used twice.", "Give each its own id.")
    taken.add(part_id)


def _check_known(table: TomlTable, key: str, wanted: str, what: str, known: Collection[str]) -> None:
    if wanted not in known:
        names = ", ".join(known) or "none here"
        table.refuse(key, f"there is no {what} “{wanted}”.", f"Known: {names}.")
