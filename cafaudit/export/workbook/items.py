"""What a file is asked, with the short signs that stand for its answers in the grids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from cafaudit.domain.framework import NO, YES, Area, Aspect, GradeScale
from cafaudit.export.workbook.page import apart
from cafaudit.export.workbook.styles import grade_style, head_style, mark_style
from cafaudit.export.workbook.text import one_line

if TYPE_CHECKING:
    from cafaudit.domain.framework import Framework

NOT_APPLICABLE_SIGN: Final = "n.a."
BY_RULE_SIGN: Final = "by rule"
NOT_ASKED_SIGN: Final = "–"
UNSETTLED_SIGN: Final = "unsettled"

STANDING_SIGNS: Final = (NOT_APPLICABLE_SIGN, BY_RULE_SIGN, NOT_ASKED_SIGN, UNSETTLED_SIGN)
"""Signs that no answer may use, in the order in which they are explained."""

Group = Literal["area", "core", "more"]


@dataclass(frozen=True, slots=True)
class Offered:
    """One answer that an item offers: its id, its sign in a grid, its words in a list, and their styles.

    `mark` dresses the sign, `style` the words, `head` a heading.
    """

    value: str
    sign: str
    words: str
    mark: str
    style: str
    head: str = "head right"


@dataclass(frozen=True, slots=True)
class Item:
    """An area or aspect as the workbook heads it; `offered` is best or first one first."""

    part: Area | Aspect
    heading: str
    group: Group
    scale: GradeScale | None
    offered: tuple[Offered, ...]

    @property
    def id(self) -> str:
        """The id of the area or aspect."""
        return self.part.id

    @property
    def kind(self) -> str:
        """What kind of answer it takes: grade, yes_no, choice, date or number."""
        return self.part.kind if isinstance(self.part, Aspect) else "grade"

    @property
    def is_area(self) -> bool:
        """Whether it is an area."""
        return isinstance(self.part, Area)

    @property
    def asked_of_files(self) -> bool:
        """Whether a case file can answer it."""
        return self.part.answerable if isinstance(self.part, Area) else True

    @property
    def unasked_sign(self) -> str:
        """What a grid says where it was not asked."""
        return BY_RULE_SIGN if self.is_area else NOT_ASKED_SIGN

    def answer(self, value: str) -> Offered | None:
        """Return the offered answer of that id, None when the item does not offer it."""
        return next((offered for offered in self.offered if offered.value == value), None)


def items_of(framework: Framework) -> tuple[Item, ...]:
    """Return all items that a file can be asked: areas, core questions and more questions, area by area.

    Areas of a framework without grades take no answer and are left out.
    """
    parts: list[tuple[Area | Aspect, Group]] = [
        (area, "area") for area in framework.areas if framework.answers_of(area) != ()
    ]
    for core, group in ((True, "core"), (False, "more")):
        for area in framework.areas:
            parts += [(aspect, group) for aspect in framework.aspects_of(area.id, core=core)]  # type: ignore[misc]
    headings = apart([one_line(_heading(part)) for part, _ in parts])
    return tuple(
        Item(part, heading, group, framework.scale_of(part), _offered(framework, part))
        for (part, group), heading in zip(parts, headings, strict=True)
    )


def shown_under(framework: Framework, item: Item) -> Area:
    """Return the area that an item belongs to: itself, or the one that an aspect is shown under."""
    return item.part if isinstance(item.part, Area) else framework.area(item.part.areas[0])


def _heading(part: Area | Aspect) -> str:
    return f"{part.number} {part.title}" if isinstance(part, Area) else part.short


def _offered(framework: Framework, part: Area | Aspect) -> tuple[Offered, ...]:
    scale = framework.scale_of(part)
    if scale is not None:
        signs = _free_signs([grade.letter for grade in scale.grades])
        return tuple(
            Offered(
                g.id,
                sign,
                f"{sign} {one_line(g.word)}",
                mark_style(g.rung),
                grade_style(g.rung),
                head_style(g.rung),
            )
            for g, sign in zip(scale.grades, signs, strict=True)
        )
    if not isinstance(part, Aspect):
        return ()
    if part.kind == "yes_no":
        return (Offered(YES, "Yes", "Yes", "yes", "text"), Offered(NO, "No", "No", "no", "text"))
    signs = _free_signs([choice.text for choice in part.choices])
    return tuple(
        Offered(choice.id, sign, sign, "answer", "text")
        for choice, sign in zip(part.choices, signs, strict=True)
    )


def _free_signs(texts: list[str]) -> tuple[str, ...]:
    return apart([*STANDING_SIGNS, *(one_line(text) or "(blank)" for text in texts)])[len(STANDING_SIGNS) :]
