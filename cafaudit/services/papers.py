"""Papers of the sample on their way out: request lists and draw sheets are held to the firewall as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.services.firewall import firewall_of, require_unnamed
from cafaudit.services.typed_texts import texts_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.services.request_lists import RequestList
    from cafaudit.services.typed_texts import PlacedText
    from cafaudit.services.visit import Visit


def require_unnamed_requests(visit: Visit, lists: Iterable[RequestList], undone: str) -> None:
    """Refuse request lists of which a cell could name somebody; `undone` is what was therefore not done.

    Raises:
        NamesFound: an office, a location or initials hold a blocking mark.
    """
    rows = ((row[0], (listed.office, *row[1:])) for listed in lists for row in listed.rows)
    require_unnamed(firewall_of(visit), texts_of_rows(rows), undone)


def require_unnamed_print(visit: Visit, texts: Iterable[PlacedText], undone: str) -> None:
    """Refuse to print texts that could name somebody.

    Raises:
        NamesFound: one of them holds a blocking mark.
    """
    require_unnamed(firewall_of(visit), texts, undone)
