"""Memory as a long list grows into it: large pieces taken apart from small ones, so that none lies idle.

The C library of Linux puts a growing array among small things once another one was let go, and the room that
it leaves when it grows lies idle from then on: 16 MB of that beside a million cases.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Final

_MMAP_THRESHOLD: Final = -3
"""`M_MMAP_THRESHOLD` of glibc's malloc.h."""

LARGE: Final = 128 * 1024
"""Bytes from which a piece stands by itself; what glibc begins with."""


def large_pieces_apart() -> None:
    """Keep large pieces of memory apart from now on, where the system can be told; else nothing happens."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - for this alone

    with suppress(AttributeError, OSError):  # another C library than glibc
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, LARGE)
