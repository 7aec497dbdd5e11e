"""What a file is asked: which items count towards a complete reading, and which do not apply to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cafaudit.domain.framework import NOT_APPLICABLE, Area, Aspect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cafaudit.domain.framework import Framework

Asking = Literal["asked", "by_rule", "by_condition"]
"""An item is asked; or preset "not applicable" by rule, as no file can answer it; or it does not apply
because of another answer in the same reading.
"""


def asking(framework: Framework, item: Area | Aspect, answers: Mapping[str, str]) -> Asking:
    """Say whether an item is asked of a file, given the file's other answers by item id.

    An answer given all the same overrides both presets: it stands in `answers`.
    """
    if answers.get(item.id):
        return "asked"
    if isinstance(item, Area):
        return "asked" if item.answerable else "by_rule"
    if not all_answerable(framework, item):
        return "by_rule"
    condition = item.applies_when
    if condition is None:
        return "asked"
    given = answers.get(condition.aspect)
    return "asked" if not given or given in condition.answers else "by_condition"


def all_answerable(framework: Framework, aspect: Aspect) -> bool:
    """Say whether a file can answer an aspect: it can when any of its areas can be answered from files."""
    return any(framework.area(area).answerable for area in aspect.areas)


def effective_answer(framework: Framework, item: Area | Aspect, answers: Mapping[str, str]) -> str:
    """Return the answer that counts: the given one, "na" where the item does not apply, else ""."""
    given = answers.get(item.id, "")
    if given:
        return given
    return "" if asking(framework, item, answers) == "asked" else NOT_APPLICABLE


def core_items(framework: Framework) -> tuple[Area | Aspect, ...]:
    """Return the items that a reading should answer, in the order of the page.

    Each answerable area followed by its core aspects. A framework that grades no files asks aspects only.
    """
    items: list[Area | Aspect] = []
    for area in framework.areas:
        if area.answerable and framework.file_scale is not None:
            items.append(area)
        items.extend(a for a in framework.aspects_of(area.id, core=True) if all_answerable(framework, a))
    return tuple(items)


def answered(framework: Framework, answers: Mapping[str, str]) -> tuple[int, int]:
    """Return how many core items a reading answers, and how many there are.

    What does not apply because of another answer counts as answered.
    """
    items = core_items(framework)
    return sum(1 for item in items if effective_answer(framework, item, answers)), len(items)
