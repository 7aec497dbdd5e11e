"""Evidence: one citable fact each. Only the text is required; defaults come from where it is typed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cafaudit.domain.vocabulary import CORROBORATIONS, PHASES, POLARITIES, SOURCES
from cafaudit.errors import InputRefused
from cafaudit.services.commands.readings import require_drawn
from cafaudit.services.commands.scoring import item_of
from cafaudit.services.records import (
    new_record,
    remove_record,
    require_areas,
    require_word,
    shortened,
    write_fields,
    write_members,
)
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_text

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed

_WORDS = {
    "source": (SOURCES, "source of evidence"),
    "polarity": (POLARITIES, "polarity"),
    "corroboration": (CORROBORATIONS, "corroboration"),
    "phase": (PHASES, "phase"),
}


@dataclass(frozen=True, kw_only=True)
class AddEvidence:
    """Add one citable fact."""

    text: str
    areas: tuple[str, ...] = ()
    source: str = "file"
    polarity: str = "neutral"
    corroboration: str = ""
    phase: str = "during"
    as_at: str = ""
    observed_at: str = ""
    reference: str = ""
    case: str = ""
    item: str = ""
    in_letter: bool = True
    order: int = 0
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeEvidence:
    """Change a fact; a field that is left out stays as it is."""

    evidence: str
    text: str | None = None
    areas: tuple[str, ...] | None = None
    source: str | None = None
    polarity: str | None = None
    corroboration: str | None = None
    phase: str | None = None
    as_at: str | None = None
    observed_at: str | None = None
    reference: str | None = None
    in_letter: bool | None = None
    order: int | None = None


@dataclass(frozen=True, kw_only=True)
class RemoveEvidence:
    """Remove a fact; the history keeps it."""

    evidence: str


@handles(AddEvidence)
def _add_evidence(deed: Deed, command: AddEvidence) -> str:
    clean_text(command.text, "evidence", required=True)
    fields = asdict(command)
    areas = fields.pop("areas") or _areas_of_item(deed, command.item)
    require_areas(deed, areas)
    _require_words(fields)
    if command.case:
        require_drawn(deed, command.case)
    evidence = new_record(deed, "evidence", fields.pop("id"))
    write_fields(deed, "evidence", evidence, {name: given for name, given in fields.items() if given != ""})
    write_members(deed, "evidence", evidence, "areas", areas)
    return f"Evidence added: {shortened(command.text)}"


@handles(ChangeEvidence)
def _change_evidence(deed: Deed, command: ChangeEvidence) -> str:
    deed.require_record("evidence", command.evidence)
    fields = asdict(command)
    del fields["evidence"]
    areas = fields.pop("areas")
    if command.text is not None:
        clean_text(command.text, "evidence", required=True)
    _require_words(fields)
    write_fields(deed, "evidence", command.evidence, fields)
    if areas is not None:
        require_areas(deed, areas)
        write_members(deed, "evidence", command.evidence, "areas", areas)
    return f"Evidence changed: {shortened(deed.text('evidence', command.evidence, 'text'))}"


@handles(RemoveEvidence)
def _remove_evidence(deed: Deed, command: RemoveEvidence) -> str:
    text = deed.text("evidence", command.evidence, "text")
    remove_record(deed, "evidence", command.evidence)
    return f"Evidence removed: {shortened(text)}"


def _areas_of_item(deed: Deed, item_id: str) -> tuple[str, ...]:
    if not item_id:
        return ()
    item = item_of(deed.framework, item_id)
    return getattr(item, "areas", (item.id,))


def _require_words(fields: dict[str, object]) -> None:
    for name, (known, what) in _WORDS.items():
        given = fields.get(name)
        if isinstance(given, str) and given:
            require_word(given, known, what)
        elif given == "" and name in {"source", "polarity", "phase"}:
            raise InputRefused(f"The {what} is empty.", f"Choose one of: {', '.join(known)}.")
