"""Every question that can be asked. Importing this registers all of them."""

from cafaudit.services.queries import allowed, files, journal, judging, lists, overview, reading, requests

__all__ = ["allowed", "files", "journal", "judging", "lists", "overview", "reading", "requests"]
