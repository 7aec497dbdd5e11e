"""Every question that a page or a script can ask a visit, by name, as JSON."""

from __future__ import annotations

from cafaudit.services.queries import allowed, files, journal, judging, lists, overview, reading, requests
from cafaudit.services.queries.registry import ask, queries

__all__ = [
    "allowed",
    "ask",
    "files",
    "journal",
    "judging",
    "lists",
    "overview",
    "queries",
    "reading",
    "requests",
]
