"""Documents out of a visit: each of one state, timed, and noted in the local log.

In the window an export runs on the writing thread, after the commands given so far. Whatever has to hold of
a document before it may leave the store is asked in `_export`, through which all of them go.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.export.letter.checks import check_letter
from cafaudit.export.letter.compose import compose
from cafaudit.export.letter.profile_toml import shipped_profile
from cafaudit.progress import NO_PROGRESS, Progress
from cafaudit.services.draw_sheets import draw_paper, texts_of_draw, write_draw_sheet, write_for_checking
from cafaudit.services.firewall import firewall_of, require_unnamed, unnamed_history
from cafaudit.services.picture import load_picture
from cafaudit.services.typed_texts import standing_texts, texts_of_feedback, texts_of_letter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cafaudit.domain.picture import Picture
    from cafaudit.export.draw_sheet import DrawPaper
    from cafaudit.export.letter.model import Letter
    from cafaudit.export.letter.profile import LetterProfile
    from cafaudit.services.typed_texts import PlacedText
    from cafaudit.services.visit import Visit

LETTER = "Letter"
WORKBOOK = "Workbook"
FEEDBACK = "Feedback sheet"
DRAW_SHEET = "Draw sheet"

PdfWriter = Callable[["Letter", "Picture", "Path", int], None]
"""Writes letter, state and number of the draft to a PDF; the window has one, as Qt lays the pages out."""

DrawPdfWriter = Callable[["DrawPaper", "Path"], None]
"""Writes a draw's sheet to a PDF; the window has one."""

_Writer = Callable[["Picture", "Path"], tuple[str, ...]]
_Texts = Callable[["Picture"], "Iterable[PlacedText]"]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a document is called, the ending it needs ("" for any), and whether it tells the history.

    `texts` gives what people typed and the document would print: none of it may name a child.
    """

    what: str
    ending: str = ""
    with_history: bool = False
    texts: _Texts | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A document that was written: what, where, of which state, what its reader should know, in how long."""

    what: str
    file: str
    digest: str
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedExport:
    """An export as the local log tells it; `draft` is 0 for a document without a number."""

    at: str
    what: str
    file: str
    digest: str
    draft: int = 0


def compose_letter(picture: Picture) -> Letter:
    """Return the letter of a state, in the profile that its framework names."""
    return compose(picture, _profile(picture.framework.letter_profile))


def export_letter(
    visit: Visit,
    path: Path,
    *,
    out_copy: bool = False,
    draft: int = 0,
    write_pdf: PdfWriter | None = None,
) -> Exported:
    """Write the draft letter as a Word document, or as a PDF where somebody can write one.

    Args:
        visit: The visit.
        path: The file; its ending says which of the two.
        out_copy: Word only: without the bookmarks by which the team finds sentences again.
        draft: Number of the draft, 0 for one without a number; see `draft_number`.
        write_pdf: Writes the PDF.

    Raises:
        InputRefused: the file cannot be written, or is none that Word opens by its name, or a text of the
            document could name somebody.
    """
    is_pdf = path.suffix.lower() == ".pdf"
    if is_pdf and write_pdf is None:
        raise InputRefused(
            "A PDF of the letter is made by the window, not from here.",
            "Open the page Letter and export there, or choose a name that ends in .docx.",
        )

    def write(picture: Picture, file: Path) -> tuple[str, ...]:
        letter = compose_letter(picture)
        if is_pdf and write_pdf is not None:
            write_pdf(letter, picture, file, draft)
        else:
            from cafaudit.export.letter.docx_letter import write_docx  # noqa: PLC0415 - python-docx is slow to load

            write_docx(letter, picture, file, out_copy=out_copy, draft=draft)
        return _to_settle(letter, picture)

    kind = _Kind(LETTER, ".pdf" if is_pdf else ".docx", texts=_texts_of_letter)
    return _export(visit, path, kind, write, draft=draft)


def export_workbook(
    visit: Visit, path: Path, *, redacted: bool = False, progress: Progress = NO_PROGRESS
) -> Exported:
    """Write the evidence workbook.

    Raises:
        InputRefused: the file cannot be written, or is none that Excel opens by its name.
        Cancelled: a stop was asked for.
    """
    from cafaudit.export.workbook.write import write_workbook  # noqa: PLC0415 - openpyxl is slow to load

    def write(picture: Picture, file: Path) -> tuple[str, ...]:
        history = unnamed_history(firewall_of(visit), picture.history)
        write_workbook(replace(picture, history=history), file, redacted=redacted, progress=progress)
        return ()

    def texts(picture: Picture) -> Iterable[PlacedText]:
        return standing_texts(visit, picture)

    return _export(visit, path, _Kind(WORKBOOK, ".xlsx", with_history=True, texts=texts), write)


def export_feedback(visit: Visit, path: Path) -> Exported:
    """Write the feedback sheet for the Head of Service.

    Raises:
        InputRefused: the file cannot be written, or is none that Word opens by its name.
    """
    from cafaudit.export.feedback import write_feedback  # noqa: PLC0415 - python-docx is slow to load

    def write(picture: Picture, file: Path) -> tuple[str, ...]:
        write_feedback(picture, file)
        return ()

    return _export(visit, path, _Kind(FEEDBACK, ".docx", texts=texts_of_feedback), write)


def export_draw_sheet(
    visit: Visit, path: Path, *, number: int = 0, write_pdf: DrawPdfWriter | None = None
) -> Exported:
    """Write the draw sheet (xlsx or csv, by the ending), from which anybody can repeat the draw.

    Args:
        visit: The visit.
        path: The file.
        number: The draw's, 0 for the newest.
        write_pdf: Writes a PDF where the ending asks for one and somebody can.

    Raises:
        InputRefused: nothing was drawn, or the file cannot be written.
    """

    def write(_: Picture, file: Path) -> tuple[str, ...]:
        if write_pdf is not None and file.suffix.lower() == ".pdf":
            write_pdf(draw_paper(visit, number), file)
        else:
            write_draw_sheet(visit, file, number)
        return ()

    return _export(visit, path, _draw_kind(visit, number), write)


def export_for_checking(visit: Visit, folder: Path, *, number: int = 0) -> tuple[Path, ...]:
    """Write list, draw sheet and script into a folder, for somebody without this program; returns the files.

    Raises:
        InputRefused: nothing was drawn, the list is not stored here, or a file cannot be written.
    """
    files: list[Path] = []

    def write(_: Picture, place: Path) -> tuple[str, ...]:
        files.extend(write_for_checking(visit, place, number))
        return ()

    _export(visit, folder, _draw_kind(visit, number), write)
    return tuple(files)


def _draw_kind(visit: Visit, number: int) -> _Kind:
    return _Kind(DRAW_SHEET, texts=lambda _: texts_of_draw(draw_paper(visit, number)))


def exports_of(visit: Visit) -> tuple[LoggedExport, ...]:
    """Return what was exported from this copy of the visit, newest first."""
    with visit.reading() as read:
        entries = read.local.log_entries()
    found = [_logged(at, facts) for at, did, facts in entries if did == "export"]
    return tuple(reversed(found))


def draft_number(visit: Visit, digest: str) -> int:
    """Return the number that a draft of this state has: its own if it was exported before, else the next.

    Drafts are numbered in this copy of the visit, so the number stays the same as long as the state does.
    """
    numbered = {one.digest: one.draft for one in reversed(exports_of(visit)) if one.draft}
    return numbered.get(digest) or max(numbered.values(), default=0) + 1


def _export(visit: Visit, path: Path, kind: _Kind, write: _Writer, *, draft: int = 0) -> Exported:
    if kind.ending:
        _require_ending(path, kind.ending)
    begun = time.monotonic()
    picture = load_picture(visit, with_history=kind.with_history)
    if kind.texts is not None:
        require_unnamed(firewall_of(visit), kind.texts(picture), f"no {kind.what.lower()} was written")
    warnings = write(picture, path)
    taken = round(time.monotonic() - begun, 3)
    facts: dict[str, object] = {"what": kind.what, "file": str(path), "digest": picture.digest}
    facts["milliseconds"] = round(taken * 1000)
    visit.log("export", facts | ({"draft": draft} if draft else {}))
    return Exported(kind.what, str(path), picture.digest, warnings, taken)


def _to_settle(letter: Letter, picture: Picture) -> tuple[str, ...]:
    """Return what holds the letter back, each thing once, with the areas that it is about."""
    numbers = {area.id: str(area.number) for area in picture.framework.areas}
    areas: dict[tuple[str, str], list[str]] = {}
    for check in check_letter(letter, picture):
        if check.severity == "stop":
            areas.setdefault((check.say, check.cure), []).extend([numbers[check.area]] if check.area else [])
    return tuple(_said_once(say, cure, about) for (say, cure), about in areas.items())


def _said_once(say: str, cure: str, areas: list[str]) -> str:
    if not areas or say.startswith("Area "):
        return f"{say} {cure}"
    return f"{'Area' if len(areas) == 1 else 'Areas'} {', '.join(areas)}: {say} {cure}"


def _texts_of_letter(picture: Picture) -> Iterable[PlacedText]:
    return texts_of_letter(compose_letter(picture))


@lru_cache(maxsize=4)
def _profile(name: str) -> LetterProfile:
    return shipped_profile(name)


def _logged(at: str, facts: dict[str, object]) -> LoggedExport:
    draft = facts.get("draft", 0)
    return LoggedExport(
        at=at,
        what=str(facts.get("what", "")),
        file=str(facts.get("file", "")),
        digest=str(facts.get("digest", "")),
        draft=draft if isinstance(draft, int) else 0,
    )


def _require_ending(path: Path, ending: str) -> None:
    if path.suffix.lower() != ending:
        raise InputRefused(
            f"“{path.name}” would not open by its name.", f"Choose a name that ends in {ending}."
        )
