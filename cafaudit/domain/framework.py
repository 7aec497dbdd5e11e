"""A framework: what a visit asks, how it grades, and how it speaks of it.

A framework is data. It is written as TOML, parsed by `cafaudit.domain.framework_toml`, and frozen
into a visit when the visit begins. Code asks it for areas, aspects, scales and words and knows none
of them by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

AspectKind = Literal["grade", "yes_no", "choice", "date", "number"]

NOT_APPLICABLE = "na"
"""The answer that takes a file out of an item's denominator. Reserved: no scale or choice may use it."""

YES = "yes"
NO = "no"
"""The two answers of a yes_no aspect, beside "not applicable"."""

_Part = TypeVar("_Part", "GradeScale", "Area", "Aspect", "Timescale")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One point of a grade scale.

    `rung` names the place in the look and in era mappings (1 best); `letter` is at most two signs.
    """

    id: str
    letter: str
    word: str
    rung: int
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeScale:
    """A scale of grades, best first.

    `line` is the id of the lowest grade that still passes (the satisfactory line), or None for a
    scale without such a line.
    """

    id: str
    name: str
    grades: tuple[Grade, ...]
    line: str | None = None

    def grade(self, grade_id: str) -> Grade:
        """Return the grade of that id; KeyError when the scale has none."""
        for grade in self.grades:
            if grade.id == grade_id:
                return grade
        raise KeyError(grade_id)

    def position(self, grade_id: str) -> int:
        """Return the place of a grade, 0 for the best; KeyError when the scale has none."""
        for place, grade in enumerate(self.grades):
            if grade.id == grade_id:
                return place
        raise KeyError(grade_id)

    def passes(self, grade_id: str) -> bool | None:
        """Say whether a grade stands on the passing side of the line; None for a scale without one."""
        if self.line is None:
            return None
        return self.position(grade_id) <= self.position(self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timescale:
    """A group of areas by when they were due: calendar months after the inspection report, 0 for at once."""

    id: str
    heading: str
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One possible answer of a choice aspect or one outcome of an outcome set."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """An aspect applies only where another aspect was answered in one of these ways."""

    aspect: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An area for improvement.

    `title` heads its rows on the Read page, `short` is the imperative of the letter's list, `full` is
    the wording after the provider's name and "should" in the heading of its findings. `baseline` is
    what the inspection found, whole sentences printed as they stand. `answerable` is False when a case
    file cannot answer it: its answers are then preset "not applicable by rule" for the reason in
    `not_asked_because`. `limiting` areas cap the overall judgement. `descriptors` maps grade ids of
    `file_scale` to words.
    """

    id: str
    number: int
    title: str
    short: str
    full: str
    timescale: str | None
    limiting: bool = False
    answerable: bool = True
    not_asked_because: str = ""
    baseline: str = ""
    baseline_grade: str | None = None
    manager_graded: bool = True
    descriptors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """One question put to a case file.

    `short` labels its row, `question` asks it in full. `areas` are the ids of the areas it feeds, the
    first one being the area it is shown under. `core` aspects are always shown, the others folded.
    `scale` is set for kind "grade", `choices` for kind "choice", `unit` for kind "number".
    """

    id: str
    short: str
    question: str
    kind: AspectKind
    areas: tuple[str, ...]
    core: bool
    scale: str | None = None
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    manager_graded: bool = False
    applies_when: Condition | None = None
    descriptors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeSet:
    """A named set of outcomes for children, such as the five of Every Child Matters."""

    id: str
    name: str
    outcomes: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityKind:
    """A kind of thing done on a visit, with the wording that the letter starts from."""

    id: str
    text: str
    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordBand:
    """From this whole per cent upwards (to the next band) a proportion is called `word`.

    `also` are other words for the same band; a check accepts them, the program does not propose them.
    """

    from_percent: int
    word: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseWord:
    """A word without a band ("some", "many"), allowed from `at_least` files upwards."""

    word: str
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordScheme:
    """Words for proportions: whole per cent, 0 is `none`, 50 is `half`, 100 is `all`.

    An empty `half` leaves 50 to its band. Under `floor` files a count is printed in numbers instead
    of a word. `bands` go from the highest down to 0. `before_noun` holds the words that change before
    "files": "a majority" becomes "a majority of".
    """

    id: str
    name: str
    source: str
    floor: int
    none: str
    half: str
    all: str
    bands: tuple[WordBand, ...]
    loose: tuple[LooseWord, ...] = ()
    before_noun: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the visit, in order; `id` is what events carry, `text` is what people read."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRule:
    """What becomes of a replaced file that turns up later: the sentence that the draw sheet prints.

    `mode` is the reading mode under which it is then read, never the random one; "" when it is not read.
    """

    id: str
    text: str
    mode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """Everything a visit asks and says, frozen.

    `file_scale` grades files (areas and graded aspects without a scale of their own), `area_scale`
    grades the progress of an area and the whole; either may be None (a narrative framework).
    `overall_rule` names the rule that suggests the overall grade, `area_rule` the one that suggests an
    area's grade from the files (`cafaudit.domain.overall`). `letter_profile` names the letter.
    `areas_called` is the plural noun of the letter ("areas for improvement"), `area_called` the singular.
    `late_rules` are what the lead may choose from before a draw, the usual one first; empty where the
    framework has none of its own (`cafaudit.domain.late_rules` then has the shipped ones).
    """

    id: str
    title: str
    version: str
    areas_called: str
    area_called: str
    letter_profile: str
    overall_rule: str
    file_scale: str | None
    area_scale: str | None
    scales: tuple[GradeScale, ...]
    timescales: tuple[Timescale, ...]
    areas: tuple[Area, ...]
    aspects: tuple[Aspect, ...]
    outcome_sets: tuple[OutcomeSet, ...]
    activity_kinds: tuple[ActivityKind, ...]
    steps: tuple[Step, ...]
    words: WordScheme
    area_rule: str = "middle-file"
    late_rules: tuple[LateRule, ...] = ()

    def scale(self, scale_id: str) -> GradeScale:
        """Return the scale of that id; KeyError when there is none."""
        return _by_id(self.scales, scale_id)

    def area(self, area_id: str) -> Area:
        """Return the area of that id; KeyError when there is none."""
        return _by_id(self.areas, area_id)

    def aspect(self, aspect_id: str) -> Aspect:
        """Return the aspect of that id; KeyError when there is none."""
        return _by_id(self.aspects, aspect_id)

    def timescale(self, timescale_id: str) -> Timescale:
        """Return the timescale of that id; KeyError when there is none."""
        return _by_id(self.timescales, timescale_id)

    def item(self, item_id: str) -> Area | Aspect:
        """Return the area or aspect of that id (ids are unique across both); KeyError otherwise."""
        for area in self.areas:
            if area.id == item_id:
                return area
        return self.aspect(item_id)

    def aspects_of(self, area_id: str, *, core: bool) -> tuple[Aspect, ...]:
        """Return the core (or the folded) aspects that are shown under an area, in file order."""
        return tuple(a for a in self.aspects if a.areas[0] == area_id and a.core == core)

    def scale_of(self, item: Area | Aspect) -> GradeScale | None:
        """Return the scale on which a file is graded for this item; None for an ungraded item."""
        if isinstance(item, Aspect):
            if item.kind != "grade":
                return None
            scale_id = item.scale or self.file_scale
        else:
            scale_id = self.file_scale
        return None if scale_id is None else self.scale(scale_id)

    def answers_of(self, item: Area | Aspect) -> tuple[str, ...] | None:
        """Return the answers that an item offers, best or first one first, "not applicable" left out.

        None means that any date or number is an answer; empty that the item takes none.
        """
        if isinstance(item, Aspect) and item.kind != "grade":
            fixed = {"yes_no": (YES, NO), "choice": tuple(c.id for c in item.choices)}
            return fixed.get(item.kind)
        scale = self.scale_of(item)
        return () if scale is None else tuple(grade.id for grade in scale.grades)


def _by_id(parts: tuple[_Part, ...], wanted: str) -> _Part:
    for part in parts:
        if part.id == wanted:
            return part
    raise KeyError(wanted)
