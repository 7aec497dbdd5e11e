"""The draw sheet as csv: one row a place, and on each row what the whole sheet rests on."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from cafaudit.export.draw_sheet.paper import places_of, stated_sizes
from cafaudit.sampling.sheets import (
    BY_THE_DRAW,
    COUNT_COLUMNS,
    DRAW_SHEET_HEADER,
    MORE_COLUMNS,
    sizes_text,
)

if TYPE_CHECKING:
    from cafaudit.export.draw_sheet.paper import DrawPaper


def sheet_csv(paper: DrawPaper) -> bytes:
    """Return the sheet as UTF-8 csv under `DRAW_SHEET_HEADER`, `MORE_COLUMNS` and `COUNT_COLUMNS`."""
    record = paper.record
    sizes = stated_sizes(paper)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*DRAW_SHEET_HEADER, *MORE_COLUMNS, *COUNT_COLUMNS))
    for place in places_of(paper):
        stated = sizes[place.stratum]
        writer.writerow(
            (
                place.stratum,
                place.order,
                place.case,
                place.ticket,
                place.role,
                place.taken or (BY_THE_DRAW if place.role == "sample" else ""),
                sizes_text(stated),
                stated.cases,
                f"{record.number} of {paper.draws}",
                record.seed,
                record.frame_hash,
                stated.places,
                len(paper.cases),
            )
        )
    return text.getvalue().encode()
