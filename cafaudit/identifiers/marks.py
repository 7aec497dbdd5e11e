"""Marks: fingerprints as they are stored by the thousand, one byte for the kind and then the digest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cafaudit.identifiers.fingerprints import DIGEST_BYTES, Fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.identifiers.fingerprints import Kind

MARK_KINDS: Final[tuple[Kind, ...]] = ("word", "pair", "staff-word", "staff-pair", "date", "number")
"""Kinds by the first byte of a mark. Their order is stored in visits, so a new kind comes last."""

MARK_BYTES: Final = 1 + DIGEST_BYTES

_STARTS: Final = {kind: bytes([place]) for place, kind in enumerate(MARK_KINDS)}


def mark_of(fingerprint: Fingerprint) -> bytes:
    """Return a fingerprint as a mark."""
    return _STARTS[fingerprint.kind] + fingerprint.digest


def fingerprints_in(marks: bytes) -> Iterator[Fingerprint]:
    """Give the fingerprints of marks that stand one after the other."""
    for at in range(0, len(marks), MARK_BYTES):
        yield Fingerprint(MARK_KINDS[marks[at]], marks[at + 1 : at + MARK_BYTES])
