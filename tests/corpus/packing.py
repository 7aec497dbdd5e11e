"""Zip archives that come out the same, byte for byte, whenever they are made."""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_A_DAY = (2009, 8, 19, 9, 0, 0)


def zipped(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]], *, stored: bool = False) -> bytes:
    """Return an archive of parts by their names, in the order given; a name may come twice."""
    pairs = parts.items() if hasattr(parts, "items") else parts
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w") as archive:
        warnings.simplefilter("ignore")  # of names that come twice
        for name, content in pairs:
            entry = zipfile.ZipInfo(name, _A_DAY)
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()
