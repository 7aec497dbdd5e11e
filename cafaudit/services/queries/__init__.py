"""Every question that a page or a script can ask a visit, by name, as JSON."""

from __future__ import annotations

from cafaudit.services.queries import files, journal, judging, lists, overview, reading
from cafaudit.services.queries.registry import ask, queries

__all__ = ["ask", "files", "journal", "judging", "lists", "overview", "queries", "reading"]
