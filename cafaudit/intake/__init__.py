"""Case lists in: from a workbook or a text to checked cases, without the names that stood there.

A part is loaded when it is first asked for: the child process that reads a list needs few of them, and is
waited for until it has begun.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cafaudit.intake.building import FrameCounts, FrameDraft, build_frame
    from cafaudit.intake.draw_sheet import check_draw_files, read_draw_sheet, verify_draw_files
    from cafaudit.intake.mapping import ColumnUse, Mapping, columns_of, fit_mapping, propose_mapping
    from cafaudit.intake.mapping_toml import mapping_from_toml, mapping_to_toml
    from cafaudit.intake.oddities import Oddity
    from cafaudit.intake.reader import read_table
    from cafaudit.intake.roles import FACTS, ROLES, TREATMENTS, Role, Treatment
    from cafaudit.intake.rows import FoldNeeded
    from cafaudit.intake.sheets import SheetNeeded
    from cafaudit.intake.table import Table

__all__ = [
    "FACTS",
    "ROLES",
    "TREATMENTS",
    "ColumnUse",
    "FoldNeeded",
    "FrameCounts",
    "FrameDraft",
    "Mapping",
    "Oddity",
    "Role",
    "SheetNeeded",
    "Table",
    "Treatment",
    "build_frame",
    "check_draw_files",
    "columns_of",
    "fit_mapping",
    "mapping_from_toml",
    "mapping_to_toml",
    "propose_mapping",
    "read_draw_sheet",
    "read_table",
    "verify_draw_files",
]

_HOMES: Final = {
    "building": ("FrameCounts", "FrameDraft", "build_frame"),
    "draw_sheet": ("check_draw_files", "read_draw_sheet", "verify_draw_files"),
    "mapping": ("ColumnUse", "Mapping", "columns_of", "fit_mapping", "propose_mapping"),
    "mapping_toml": ("mapping_from_toml", "mapping_to_toml"),
    "oddities": ("Oddity",),
    "reader": ("read_table",),
    "roles": ("FACTS", "ROLES", "TREATMENTS", "Role", "Treatment"),
    "rows": ("FoldNeeded",),
    "sheets": ("SheetNeeded",),
    "table": ("Table",),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load what another part of the program asks this package for."""
    home = _HOME_OF.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{home}"), name)
