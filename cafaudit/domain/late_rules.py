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
    from cafaudit.domain.framework import Framework
    from cafaudit.domain.toml_table import TomlTable

LATE_RULE: Final = "late_rule"
"""The field of a draw in which the rule stands: {"rule": id, "text": sentence, "mode": mode or ""}."""

_PLACE: Final = ("sampling", "late-rules.toml")
_MODES: Final = tuple(mode for mode in READING_MODES if mode != RANDOM)


def late_rules_of(framework: Framework) -> tuple[LateRule, ...]:
    """Return the rules that a lead may choose from, at least one, the usual one first."""
    return framework.late_rules or _shipped()


def late_rule_said(said: object, framework: Framework) -> LateRule:
    """Return the rule that a draw's field says; where it says nothing, the framework's first."""
    if not isinstance(said, dict):
        return late_rules_of(framework)[0]
    return LateRule(id=str(said["rule"]), text=str(said["text"]), mode=str(said["mode"]))


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
