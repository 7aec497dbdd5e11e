"""What several commands of the sample ask: the draws before it, and the rule that sizes are shared out by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from cafaudit.sampling import Rule
    from cafaudit.services.deed import Deed

_PLAIN_RULES: Final[dict[str, Rule]] = {"proportional": "proportional", "equal": "equal"}


def draws_of(deed: Deed) -> int:
    """Return how many draws were made."""
    return sum(1 for cell, said in deed.work.tables.under("draw/") if cell.endswith("/drawn") and said.value)


def require_no_draw(deed: Deed) -> None:
    """Refuse to change a list that was drawn from.

    Raises:
        InputRefused: a sample was drawn.
    """
    if draws_of(deed):
        raise InputRefused(
            "A sample was drawn from the list already, so the list stands.",
            "A corrected list can be imported: it is kept beside the one that was drawn from.",
        )


def sharing_rule(name: str, advice: str) -> Rule:
    """Return the rule of that name among those that need nothing but sizes; `advice` names what else can be.

    Raises:
        InputRefused: it is no such rule.
    """
    if name not in _PLAIN_RULES:
        raise InputRefused(f"“{name}” is no rule to share files out by.", advice)
    return _PLAIN_RULES[name]
