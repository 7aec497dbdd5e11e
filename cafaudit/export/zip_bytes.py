"""Zip files that are the same bytes whenever and wherever they are made: the dress of docx and xlsx."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_MADE_ON_DOS = 0


def fixed_info(name: str) -> zipfile.ZipInfo:
    """Return the header of a zip entry without clock, machine or rights: every entry is made with it."""
    info = zipfile.ZipInfo(name, date_time=_FIRST_DAY)
    info.create_system = _MADE_ON_DOS
    info.external_attr = 0
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def zip_parts(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Put parts, each a name and its bytes, into a zip file in the order given."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts:
            archive.writestr(fixed_info(name), data)
    return target.getvalue()


def unzip_parts(data: bytes) -> list[tuple[str, bytes]]:
    """Return the parts of a zip file in its own order.

    Raises:
        zipfile.BadZipFile: The bytes are not a zip file.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def with_fixed_dates(data: bytes) -> bytes:
    """Rewrite a zip file so that only its content decides its bytes; the order of parts stays."""
    return zip_parts(unzip_parts(data))
