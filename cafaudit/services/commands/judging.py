"""Judging areas and the whole. Provisional and final judgements are separate records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.domain.vocabulary import OVERALL, STAGES
from cafaudit.errors import InputRefused
from cafaudit.services.records import require_area_grade, require_areas, require_word, storable
from cafaudit.services.registry import handles
from cafaudit.services.suggestions import overall_suggestion

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed

_TEXTS = ("scope", "sentence", "qualifier", "residual", "reasons", "departure")


@dataclass(frozen=True, kw_only=True)
class GiveJudgement:
    """Judge an area, or the whole with area "overall". A field that is left out stays as it is.

    Where the grade of the whole departs from the suggestion, `departure` says why.
    """

    area: str
    grade: str | None = None
    stage: str = "provisional"
    scope: str | None = None
    sentence: str | None = None
    qualifier: str | None = None
    residual: str | None = None
    reasons: str | None = None
    departure: str | None = None


@handles(GiveJudgement)
def _give_judgement(deed: Deed, command: GiveJudgement) -> str:
    require_word(command.stage, STAGES, "stage of a judgement")
    if command.area != OVERALL:
        require_areas(deed, (command.area,))
    if command.grade:
        require_area_grade(deed, command.grade)
    _require_reason_to_depart(deed, command)
    place = ("judgement", command.area, command.stage)
    fields = {name: getattr(command, name) for name in ("grade", *_TEXTS)}
    for name, given in fields.items():
        if given is not None:
            deed.set(*place, name, value=storable(name, given))
            deed.work.local.drop_draft("/".join((*place, name)))
    return f"{STAGES[command.stage]} judgement, {_called(deed, command.area)}: {_graded(deed, command.grade)}"


def _called(deed: Deed, area: str) -> str:
    return "overall" if area == OVERALL else deed.framework.area(area).title


def _graded(deed: Deed, grade: str | None) -> str:
    if not grade or deed.framework.area_scale is None:
        return "words changed"
    return deed.framework.scale(deed.framework.area_scale).grade(grade).word


def _require_reason_to_depart(deed: Deed, command: GiveJudgement) -> None:
    if command.area != OVERALL or not command.grade:
        return
    suggestion = overall_suggestion(deed.framework, deed.work.tables, command.stage)
    given = command.departure or deed.text("judgement", OVERALL, command.stage, "departure")
    if suggestion.grade is not None and suggestion.grade != command.grade and not given.strip():
        scale = deed.framework.scale(str(deed.framework.area_scale))
        raise InputRefused(
            f"The areas suggest “{scale.grade(suggestion.grade).word}” overall.",
            "Another grade can be given: say in “departure” why.",
        )
