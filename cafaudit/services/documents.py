"""Documents out of a visit: each of one state, checked for identifiers, and noted in the local log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.export.letter.checks import check_letter
from cafaudit.export.letter.compose import compose
from cafaudit.export.letter.docx_letter import write_docx
from cafaudit.export.letter.profile_toml import shipped_profile
from cafaudit.export.workbook.write import write_workbook
from cafaudit.progress import NO_PROGRESS, Progress
from cafaudit.services.draw_sheets import write_draw_sheet
from cafaudit.services.picture import load_picture

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.domain.picture import Picture
    from cafaudit.export.letter.model import Letter
    from cafaudit.services.visit import Visit


@dataclass(frozen=True, slots=True)
class Exported:
    """A document that was written: what, where, of which state, and what its reader should know."""

    what: str
    file: str
    digest: str
    warnings: tuple[str, ...] = ()


def compose_letter(picture: Picture) -> Letter:
    """Return the letter of a state, in the profile that its framework names."""
    return compose(picture, shipped_profile(picture.framework.letter_profile))


def export_letter(visit: Visit, path: Path, *, out_copy: bool = False) -> Exported:
    """Write the draft letter as a Word document.

    Raises:
        InputRefused: the file cannot be written, or is none that Word opens by its name.
    """
    _require_ending(path, ".docx")
    picture = load_picture(visit, with_history=False)
    letter = compose_letter(picture)
    write_docx(letter, picture, path, out_copy=out_copy)
    sentences = tuple(check.say for check in check_letter(letter, picture) if check.severity == "stop")
    gaps = tuple(f"{gap.what}: {gap.advice}" for gap in letter.gaps)
    return _noted(visit, Exported("Letter", str(path), picture.digest, (*gaps, *sentences)))


def export_workbook(
    visit: Visit, path: Path, *, redacted: bool = False, progress: Progress = NO_PROGRESS
) -> Exported:
    """Write the evidence workbook.

    Raises:
        InputRefused: the file cannot be written, or is none that Excel opens by its name.
        Cancelled: a stop was asked for.
    """
    _require_ending(path, ".xlsx")
    picture = load_picture(visit)
    write_workbook(picture, path, redacted=redacted, progress=progress)
    return _noted(visit, Exported("Workbook", str(path), picture.digest))


def export_feedback(visit: Visit, path: Path) -> Exported:
    """Write the feedback sheet for the Head of Service.

    Raises:
        InputRefused: the file cannot be written, or is none that Word opens by its name.
    """
    from cafaudit.export.feedback import write_feedback  # noqa: PLC0415 - python-docx is slow to load

    _require_ending(path, ".docx")
    picture = load_picture(visit, with_history=False)
    write_feedback(picture, path)
    return _noted(visit, Exported("Feedback sheet", str(path), picture.digest))


def export_draw_sheet(visit: Visit, path: Path) -> Exported:
    """Write the draw sheet (csv), from which anybody can repeat the draw.

    Raises:
        InputRefused: nothing was drawn, or the file cannot be written.
    """
    picture = load_picture(visit, with_history=False)
    if not picture.sample:
        raise InputRefused("No sample was drawn yet.", "Draw it first, then write its sheet.")
    write_draw_sheet(picture.sample, path)
    return _noted(visit, Exported("Draw sheet", str(path), picture.digest))


def _noted(visit: Visit, done: Exported) -> Exported:
    visit.log("export", {"what": done.what, "file": done.file, "digest": done.digest})
    return done


def _require_ending(path: Path, ending: str) -> None:
    if path.suffix.lower() != ending:
        raise InputRefused(
            f"“{path.name}” would not open by its name.", f"Choose a name that ends in {ending}."
        )
