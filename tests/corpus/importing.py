"""The one place where the corpus meets the program: a file goes in as a person would bring it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.services.commands.listing import ImportFrame
from cafaudit.services.queries.files import frame, frame_refs

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.services.visit import Visit
    from tests.corpus.entries import Entry


@dataclass(frozen=True)
class Outcome:
    """What came of a file: references and warnings, or the two sentences of a refusal."""

    ids: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    message: str = ""
    advice: str = ""


def brought_in(visit: Visit, path: Path, entry: Entry) -> Outcome:
    """Import a file into a visit and say what came of it."""
    command = ImportFrame(file=str(path), sheet=entry.sheet, mapping=entry.mapping, fold=entry.fold)
    try:
        visit.do(command)
    except InputRefused as refusal:
        return Outcome(message=refusal.message, advice=refusal.advice)
    state = frame(visit)
    warnings = state.facts["warnings"]
    assert isinstance(warnings, list)
    return Outcome(tuple(frame_refs(visit)), tuple(map(str, warnings)))
