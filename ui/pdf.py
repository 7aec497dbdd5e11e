"""The letter as a PDF for reading: A4, laid out by Qt from the same letter as the Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter

from cafaudit.errors import InputRefused
from cafaudit.export.letter.dress import dress_of
from cafaudit.export.saving import save_export
from ui.letter_pages import LetterPages
from ui.letter_paper import Paper, Setting, pixels_per_point

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.domain.picture import Picture
    from cafaudit.export.letter.model import Letter

_DOTS_PER_INCH = 1200
_POINTS = 72
_WHITE = Paper(ground=QColor("white"), text=QColor("black"))


def write_pdf(letter: Letter, picture: Picture, path: Path, draft: int) -> None:
    """Write the letter to a PDF; may run on any thread.

    Args:
        letter: The composed letter.
        picture: The state that it was composed from; its digest is stamped at the end.
        path: The file to write; an existing one is replaced as a whole.
        draft: Number of the draft, 0 for one without a number.

    Raises:
        InputRefused: The file cannot be written there.
    """
    save_export(path, pdf_bytes(letter, picture, draft))


def pdf_bytes(letter: Letter, picture: Picture, draft: int) -> bytes:
    """Return the PDF of a letter as bytes; for the arguments see `write_pdf`."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setTitle(letter.subject)
    writer.setCreator(f"CafAudit {picture.program}")
    dress = dress_of(letter.look)
    size = QPageSize(QSizeF(dress.width, dress.height), QPageSize.Unit.Point)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    pages = LetterPages(letter, picture, draft, Setting(paper=_WHITE))
    painter = QPainter()
    if not painter.begin(writer):
        raise InputRefused("The PDF could not be begun.", "Free some memory and try again.")
    larger = _DOTS_PER_INCH / _POINTS / pixels_per_point()
    try:
        for number in range(pages.pages):
            if number:
                writer.newPage()
            painter.save()
            painter.scale(larger, larger)
            pages.paint(painter, number)
            painter.restore()
    finally:
        painter.end()
    return bytes(buffer.data().data())
