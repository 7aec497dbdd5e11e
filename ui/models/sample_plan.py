"""The plan of a sample, kept on this machine until the draw: closing the program does not lose it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import msgspec

from ui.models.sample_groups import AS_LISTED, Plan

if TYPE_CHECKING:
    from cafaudit.services.visit import Visit

_PLACE: Final = "sample/plan"


def keep_plan(visit: Visit, plan: Plan) -> None:
    """Keep a plan; by the time it is asked for, the list is grouped as it wants."""
    text = msgspec.json.encode(replace(plan, fields=AS_LISTED)).decode()
    visit.keep_draft(_PLACE, text)


def kept_plan(visit: Visit) -> Plan:
    """Return the plan that was kept, a first one where there is none or it cannot be read."""
    with visit.reading() as read:
        draft = read.local.drafts().get(_PLACE)
    if draft is None:
        return Plan()
    try:
        return msgspec.json.decode(draft.text, type=Plan)
    except msgspec.MsgspecError:
        return Plan()


def drop_plan(visit: Visit) -> None:
    """Forget what was kept, as for another list."""
    visit.drop_draft(_PLACE)
