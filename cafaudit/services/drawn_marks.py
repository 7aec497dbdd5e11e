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
"""What a further draw or an extension warns of, as the first draw erased the marks of all other cases."""


def keep_marks(deed: Deed, refs: Iterable[str]) -> None:
    """Keep the marks of drawn cases and erase all others; warn where an earlier draw has erased them all.

    Lists without names of people have none to keep, and need none.
    """
    frames = deed.work.frames
    if frames.marks.are_by_case():
        frames.keep_fingerprints_of(refs)
    elif frames.fingerprints():
        deed.warnings.append(NOT_MARKED)
