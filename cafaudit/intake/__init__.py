"""Case lists in: from a workbook or a text to checked cases, without the names that stood there."""

from cafaudit.intake.building import FrameCounts, FrameDraft, build_frame
from cafaudit.intake.draw_sheet import read_draw_sheet, verify_draw_files
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
    "columns_of",
    "fit_mapping",
    "mapping_from_toml",
    "mapping_to_toml",
    "propose_mapping",
    "read_draw_sheet",
    "read_table",
    "verify_draw_files",
]
