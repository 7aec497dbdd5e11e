"""Concerns: put to the provider at once, and open until a conclusion stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.domain.vocabulary import SEVERITIES
from cafaudit.errors import InputRefused
from cafaudit.services.commands.readings import require_drawn
from cafaudit.services.commands.scoring import item_of
from cafaudit.services.records import new_record, require_word, shortened, write_fields
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_line, clean_text

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed


@dataclass(frozen=True, kw_only=True)
class RaiseConcern:
    """Raise a concern. One sentence is enough."""

    text: str
    case: str = ""
    item: str = ""
    severity: str = "safeguarding"
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class TellConcern:
    """Note which post was told of a concern, and when."""

    concern: str
    post: str
    at: str


@dataclass(frozen=True, kw_only=True)
class AnswerConcern:
    """Note what the provider answered to a concern, and when."""

    concern: str
    response: str
    at: str


@dataclass(frozen=True, kw_only=True)
class ConcludeConcern:
    """Conclude a concern; until then it stays red and holds back sign-off."""

    concern: str
    conclusion: str


@dataclass(frozen=True, kw_only=True)
class ChangeConcern:
    """Change the words or the severity of a concern."""

    concern: str
    text: str | None = None
    severity: str | None = None


@handles(RaiseConcern)
def _raise_concern(deed: Deed, command: RaiseConcern) -> str:
    text = clean_text(command.text, "concern", required=True)
    require_word(command.severity, SEVERITIES, "severity")
    if command.case:
        require_drawn(deed, command.case)
    if command.item:
        item_of(deed.framework, command.item)
    concern = new_record(deed, "concern", command.id)
    fields = {"text": text, "severity": command.severity, "case": command.case, "item": command.item}
    write_fields(deed, "concern", concern, {name: given for name, given in fields.items() if given})
    return f"Concern raised: {shortened(text)}"


@handles(TellConcern)
def _tell_concern(deed: Deed, command: TellConcern) -> str:
    deed.require_record("concern", command.concern)
    post = clean_line(command.post, "post", required=True)
    fields = {"told_post": post, "told_at": clean_line(command.at, "time", required=True)}
    write_fields(deed, "concern", command.concern, fields)
    return f"Concern told to {post}"


@handles(AnswerConcern)
def _answer_concern(deed: Deed, command: AnswerConcern) -> str:
    deed.require_record("concern", command.concern)
    response = clean_text(command.response, "response", required=True)
    fields = {"response": response, "response_at": clean_line(command.at, "time", required=True)}
    write_fields(deed, "concern", command.concern, fields)
    return f"Concern answered: {shortened(response)}"


@handles(ConcludeConcern)
def _conclude_concern(deed: Deed, command: ConcludeConcern) -> str:
    deed.require_record("concern", command.concern)
    conclusion = clean_text(command.conclusion, "conclusion", required=True)
    write_fields(deed, "concern", command.concern, {"conclusion": conclusion})
    return f"Concern concluded: {shortened(conclusion)}"


@handles(ChangeConcern)
def _change_concern(deed: Deed, command: ChangeConcern) -> str:
    deed.require_record("concern", command.concern)
    if command.text is None and command.severity is None:
        raise InputRefused("Nothing was changed about the concern.", "Give its text or its severity.")
    if command.severity is not None:
        require_word(command.severity, SEVERITIES, "severity")
    if command.text is not None:
        clean_text(command.text, "concern", required=True)
    write_fields(deed, "concern", command.concern, {"text": command.text, "severity": command.severity})
    return f"Concern changed: {shortened(deed.text('concern', command.concern, 'text'))}"
