"""What becomes of a file that turns up after it was replaced: said by the lead before the draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.domain.late_rules import LATE_RULE, late_rules_of
from cafaudit.errors import InputRefused
from cafaudit.services.commands.draws import draws_of
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_line

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed


@dataclass(frozen=True, kw_only=True)
class SayLateRule:
    """Say before a draw what becomes of a replaced file that turns up: a rule by its id, and words for it.

    Without `rule` the framework's first one holds, without `text` that rule's own sentence.
    """

    rule: str = ""
    text: str = ""


@handles(SayLateRule, undoable=False, lead_only=True)
def _say_late_rule(deed: Deed, command: SayLateRule) -> str:
    rules = {rule.id: rule for rule in late_rules_of(deed.framework)}
    wanted = command.rule or next(iter(rules))
    if wanted not in rules:
        raise InputRefused(
            f"There is no rule “{wanted}” for files that turn up late.", f"Choose one of: {', '.join(rules)}."
        )
    text = clean_line(command.text, "rule for files that turn up late") or rules[wanted].text
    value = {"rule": wanted, "text": text, "mode": rules[wanted].mode}
    deed.set("draw", str(draws_of(deed) + 1), LATE_RULE, value=value)
    return f"Before draw {draws_of(deed) + 1}: {text}"
