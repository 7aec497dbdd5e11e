"""Texts that look like a name and are none, or must stand: allowed with a reason, and no longer allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused, NotAMember
from cafaudit.identifiers.allowance import LONGEST_ALLOWED
from cafaudit.journal.records import LEADS
from cafaudit.services.allowances import ALLOWANCE, allowances, as_value
from cafaudit.services.firewall import KEY_SETTING, firewall_within
from cafaudit.services.records import new_record, remove_record
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_line, clean_text

if TYPE_CHECKING:
    from cafaudit.identifiers import Fingerprint, Firewall
    from cafaudit.services.deed import Deed

_LONGEST_REASON = 500


@dataclass(frozen=True, kw_only=True)
class AllowWord:
    """Allow a word, name, date or number in this visit, with the reason. The text itself is not kept."""

    text: str
    reason: str
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class DisallowWord:
    """Allow a text no longer: one's own allowance, or anybody's for the lead. `query allowed` lists them."""

    allowance: str
    reason: str = ""


@handles(AllowWord)
def _allow_word(deed: Deed, command: AllowWord) -> str:
    text = clean_line(command.text, "text to allow", required=True)
    reason = clean_text(command.reason, "reason to allow it", required=True, longest=_LONGEST_REASON)
    _require_key(deed)
    firewall = firewall_within(deed.work, ())
    prints = firewall.allowance(text) if len(text) <= LONGEST_ALLOWED else frozenset()
    if not prints:
        raise InputRefused(
            "That is nothing that can be allowed.",
            f"Give one word, name, date or number of at most {LONGEST_ALLOWED} characters.",
        )
    _require_other_words(firewall, prints, reason)
    if any(prints <= known.prints for known in allowances(deed.work.tables)):
        raise InputRefused(
            "That is allowed already.", "`cafaudit query VISIT allowed` lists what is allowed."
        )
    record = new_record(deed, ALLOWANCE, command.id)
    kind = next((mark.kind for mark in firewall.scan(text)), "text")
    for field, value in (("kind", kind), ("reason", reason), ("marks", as_value(prints))):
        deed.set(ALLOWANCE, record, field, value=value)
    return f"Allowed in this visit, with a reason: {kind}"


@handles(DisallowWord)
def _disallow_word(deed: Deed, command: DisallowWord) -> str:
    reason = clean_text(command.reason, "reason", longest=_LONGEST_REASON)
    deed.require_record(ALLOWANCE, command.allowance)
    known = next(each for each in allowances(deed.work.tables) if each.id == command.allowance)
    if known.author != deed.author.key and deed.role not in LEADS:
        raise NotAMember(
            "Somebody else allowed it, and only they or the lead can take that back.",
            "Ask them, or the lead.",
        )
    if reason:
        deed.clear(ALLOWANCE, command.allowance, "exists", reason=reason)
    else:
        remove_record(deed, ALLOWANCE, command.allowance)
    return f"No longer allowed in this visit: {known.kind}"


def _require_key(deed: Deed) -> None:
    if not deed.work.local.setting_or_none(KEY_SETTING):
        raise InputRefused(
            "This copy of the visit cannot keep what is allowed yet.", "Take in the lead's newest pack first."
        )


def _require_other_words(firewall: Firewall, prints: frozenset[Fingerprint], reason: str) -> None:
    """Refuse a reason that would write into the history what the allowance keeps out of it."""
    names_it = any(mark.severity == "block" for mark in firewall.scan(reason))
    repeats_it = any(firewall.allowance(word) & prints for word in reason.split())
    if names_it or repeats_it:
        raise InputRefused(
            "The reason repeats what is to be allowed.",
            "Say why it may stand without writing it again: only its fingerprint and the reason are kept.",
        )
