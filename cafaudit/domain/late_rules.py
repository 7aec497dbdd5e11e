"""What becomes of a file that turns up after a reserve was taken in its place: sentences to choose from.

They are data: a framework may bring its own in `[[late_rules]]`, and `resources/sampling/late-rules.toml`
has the ones for frameworks that do not. The first one holds where the lead says nothing.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from cafaudit import assets
from cafaudit.domain.framework import LateRule
from cafaudit.domain.framework_parts import check_known, listed, read_id
from cafaudit.domain.picture import RANDOM
from cafaudit.domain.toml_table import read_toml
from cafaudit.domain.vocabulary import READING_MODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from cafaudit.domain.framework import Framework
    from cafaudit.domain.toml_table import TomlTable

LATE_RULE: Final = "late_rule"
"""The field of a draw in which the rule stands: {"rule": id, "text": sentence, "mode": mode or ""}."""

_PLACE: Final = ("sampling", "late-rules.toml")
_MODES: Final = tuple(mode for mode in READING_MODES if mode != RANDOM)


def late_rules_of(framework: Framework) -> tuple[LateRule, ...]:
    """Return the rules that a lead may choose from, at least one, the usual one first."""
    return framework.late_rules or _shipped()


def late_rule_of_draw(number: int, said: Callable[[str], object], framework: Framework) -> LateRule:
    """Return the rule of a draw: what was said for it, else for the draw before, else the framework's first.

    `said` gives the field `LATE_RULE` of a draw by its number in figures.
    """
    for draw in range(number, 0, -1):
        value = said(str(draw))
        if isinstance(value, dict):
            return LateRule(id=str(value["rule"]), text=str(value["text"]), mode=str(value["mode"]))
    return late_rules_of(framework)[0]


def read_late_rules(root: TomlTable) -> tuple[LateRule, ...]:
    """Read `[[late_rules]]`; empty where the file has none.

    Raises:
        BadToml: a mode that is none, or the random one, which only the draw gives.
    """
    return listed(root, "late_rules", _rule)


def _rule(table: TomlTable) -> LateRule:
    mode = table.optional_text("mode")
    if mode:
        check_known(table, "mode", mode, "way of reading beside the random one", _MODES)
    return LateRule(id=read_id(table), text=table.text("text"), mode=mode)


@cache
def _shipped() -> tuple[LateRule, ...]:
    return read_late_rules(read_toml(assets.read_text(*_PLACE), _PLACE[-1]))
