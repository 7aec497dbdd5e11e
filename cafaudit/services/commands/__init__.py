"""Everything that a person can do to a visit. Importing this package registers every command."""

from cafaudit.services.commands import (
    activities,
    concerns,
    details,
    evidence,
    judging,
    notes,
    readings,
    sampling,
    scoring,
    team,
)

__all__ = [
    "activities",
    "concerns",
    "details",
    "evidence",
    "judging",
    "notes",
    "readings",
    "sampling",
    "scoring",
    "team",
]
