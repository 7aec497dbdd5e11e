"""The team: who may write, by the lead's word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.journal.records import ROLES
from cafaudit.services.registry import handles
from cafaudit.team.identity import Card

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed


@dataclass(frozen=True, kw_only=True)
class AddMember:
    """Take somebody into the team by their card."""

    card: str
    role: str = "inspector"


@handles(AddMember, undoable=False, lead_only=True)
def _add_member(deed: Deed, command: AddMember) -> str:
    if command.role not in ROLES:
        raise InputRefused(f"“{command.role}” is no role.", f"Choose one of: {', '.join(ROLES)}.")
    card = Card.from_text(command.card)
    if card.author == deed.author.key and command.role != deed.role:
        raise InputRefused(
            f"You are this visit's {deed.role}, and nobody would be if you became its {command.role}.",
            "Stay what you are: the visit cannot be led without a lead.",
        )
    code = card.code or card.name
    codes = {deed.text("member", key, "code"): key for key in deed.work.tables.members()}
    if codes.get(code, card.author) != card.author:
        raise InputRefused(
            f"Somebody in the team has the code “{code}” already.",
            "Ask for a card with another code: evidence is shown by it.",
        )
    for field, value in (("name", card.name), ("code", code), ("card", card.to_text())):
        deed.set("member", card.author, field, value=value)
    deed.set("member", card.author, "role", value=command.role)
    return f"{card.name} joined as {command.role}"
