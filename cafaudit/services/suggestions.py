"""What the areas' judgements suggest for the whole, read from the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.domain.overall import Suggestion, suggest_overall

if TYPE_CHECKING:
    from cafaudit.domain.framework import Framework
    from cafaudit.storage.read_tables import ReadTables


def overall_suggestion(framework: Framework, tables: ReadTables, stage: str) -> Suggestion:
    """Return the suggested overall grade at a stage.

    A final suggestion rests on final grades, and on provisional ones of areas that have no final one.
    """
    stages = ("final", "provisional") if stage == "final" else ("provisional",)
    grades = {area.id: _grade(tables, area.id, stages) for area in framework.areas}
    return suggest_overall(framework, grades)


def _grade(tables: ReadTables, area: str, stages: tuple[str, ...]) -> str | None:
    for stage in stages:
        value = tables.settled(f"judgement/{area}/{stage}/grade").value
        if isinstance(value, str):
            return value
    return None
