"""Marks of names at a draw: those of drawn cases stay, all others go; a later draw finds none for its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.services.deed import Deed

NOT_MARKED: Final = (
    "Names of cases that were not drawn before are not known any more: read the list in again, so that they"
    " are marked while typing. That adds marks of drawn cases alone, and the draw stays as it is"
)
"""What a further draw or an extension says, as the first draw erased the marks of all other cases."""


def without_marks_sentence(summary: str) -> str:
    """Return what a deed said of itself without `NOT_MARKED`, for those who show that apart."""
    return summary.replace(f". {NOT_MARKED}", "")


def keep_marks(deed: Deed, refs: Iterable[str]) -> bool:
    """Keep the marks of drawn cases and erase all others; False where they were erased by an earlier draw.

    Lists without names of people have none to keep, and need none.
    """
    frames = deed.work.frames
    if frames.marks.are_by_case():
        frames.keep_fingerprints_of(refs)
        return True
    return not frames.fingerprints()
