"""The time that events state: UTC to the second, for display and never for decisions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], str]
"""Gives the present moment as "2009-08-19T14:02:11Z"."""


def utc_now() -> str:
    """Return the present moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
