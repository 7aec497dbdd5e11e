"""The questions of a framework as TOML: its `[[aspects]]` tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

from cafaudit.domain.framework import (
    NO,
    YES,
    Area,
    Aspect,
    AspectKind,
    Choice,
    Condition,
    GradeScale,
)
from cafaudit.domain.framework_parts import (
    References,
    check_known,
    claim,
    listed,
    read_choice,
    read_descriptors,
    read_id,
)
from cafaudit.domain.toml_table import TomlTable

_KEYS_BY_KIND = {"scale": "grade", "choices": "choice", "unit": "number", "descriptors": "grade"}


def read_aspects(root: TomlTable, parts: References, areas: tuple[Area, ...]) -> tuple[Aspect, ...]:
    """Read every question, in file order.

    Args:
        root: The table of the whole file.
        parts: The scales, outcome sets and rules that a question may name.
        areas: The areas that it may feed; their ids are taken.

    Raises:
        BadToml: A fault in a key, or a name of something that is not there.
    """
    taken = {area.id for area in areas}
    earlier: dict[str, tuple[str, ...]] = {}
    aspects: list[Aspect] = []
    for table in root.tables("aspects"):
        reader = _AspectReader(table, parts, tuple(area.id for area in areas), earlier)
        for aspect in reader.read():
            claim(table, aspect.id, taken)
            earlier[aspect.id] = reader.answers_of(aspect)
            aspects.append(aspect)
        table.finish()
    return tuple(aspects)


@dataclass(frozen=True)
class _AspectReader:
    """Reads one [[aspects]] table: one aspect, or one for each outcome of a set."""

    table: TomlTable
    parts: References
    areas: tuple[str, ...]
    earlier: dict[str, tuple[str, ...]]

    def read(self) -> list[Aspect]:
        wanted = self.table.optional_text("for_each")
        if not wanted:
            return [self._aspect(None)]
        sets = {outcome_set.id: outcome_set for outcome_set in self.parts.outcome_sets}
        check_known(self.table, "for_each", wanted, "outcome set", list(sets))
        if "{outcome}" not in self.table.text("id"):
            self.table.refuse(
                "id", "every outcome would get the same id.", 'Write one such as "start-{outcome}".'
            )
        return [self._aspect(outcome) for outcome in sets[wanted].outcomes]

    def answers_of(self, aspect: Aspect) -> tuple[str, ...]:
        """Return the answers on which another aspect may depend."""
        if aspect.kind == "yes_no":
            return (YES, NO)
        if aspect.kind == "choice":
            return tuple(choice.id for choice in aspect.choices)
        scale = self._scale(aspect.kind, aspect.scale)
        return () if scale is None else tuple(grade.id for grade in scale.grades)

    def _aspect(self, outcome: Choice | None) -> Aspect:
        table = self.table
        kind = self._kind()
        own_scale = table.optional_text("scale") or None
        if own_scale is not None:
            known = [scale.id for scale in self.parts.scales]
            check_known(table, "scale", own_scale, "scale", known)
        scale = self._scale(kind, own_scale)
        if kind == "grade" and scale is None:
            table.refuse("kind", "there is no scale to grade on.", "Name one: scale = ...")
        return Aspect(
            id=read_id(table, outcome),
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
            descriptors=read_descriptors(table, scale),
        )

    def _kind(self) -> AspectKind:
        kind = self.table.text("kind")
        check_known(self.table, "kind", kind, "kind of question", get_args(AspectKind))
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
        return self.parts.scale(own_scale or self.parts.judging.file_scale)

    def _areas(self) -> tuple[str, ...]:
        areas = self.table.texts("areas")
        if not areas:
            self.table.refuse("areas", "the question belongs to no area.", "Name one or more.")
        for area in areas:
            check_known(self.table, "areas", area, "area", self.areas)
        if len(set(areas)) < len(areas):
            self.table.refuse("areas", "an area is named twice.", "Name each area once.")
        return areas

    def _choices(self, kind: AspectKind) -> tuple[Choice, ...]:
        choices = listed(self.table, "choices", read_choice)
        if kind == "choice" and not choices:
            self.table.refuse("choices", "there is nothing to choose from.", "Add two or more.")
        return choices

    def _condition(self) -> Condition | None:
        table = self.table.optional_table("applies_when")
        if table is None:
            return None
        aspect = table.text("aspect")
        check_known(table, "aspect", aspect, "question further up", list(self.earlier))
        answers = table.texts("answers")
        if not answers:
            table.refuse("answers", "no answer is named.", "Name one or more in a list.")
        for answer in answers:
            check_known(table, "answers", answer, f"answer to “{aspect}”", self.earlier[aspect])
        table.finish()
        return Condition(aspect=aspect, answers=answers)


def _filled(text: str, outcome: Choice | None) -> str:
    return text if outcome is None else text.replace("{outcome}", outcome.text)
