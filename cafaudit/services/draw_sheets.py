"""Draw sheets as files, for anybody to repeat; `cafaudit.intake` reads them back without the store."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from cafaudit.export.saving import save_export
from cafaudit.sampling import DRAW_SHEET_HEADER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cafaudit.domain.picture import SampledCase


def write_draw_sheet(cases: Iterable[SampledCase], path: Path) -> int:
    """Write the draw as csv with the columns stratum, order, case, ticket and role; returns the places."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(DRAW_SHEET_HEADER)
    count = 0
    for count, case in enumerate(cases, start=1):  # noqa: B007 - the count is the result
        writer.writerow((case.stratum, case.order, case.ref, case.ticket, case.role))
    save_export(path, text.getvalue().encode())
    return count
